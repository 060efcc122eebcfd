"""Which reports there are, when each is due, and what the public may have of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from complaints.models import ViolationType
from foundation.workdays.queries import days_off_between
from reports.enums import ReportState
from reports.models import MonthlyReport
from reports.rules.period import Period, months_ending_with
from reports.rules.publication import appears_unapproved_on, due_on
from reports.rules.seal import seal_of

YEAR_OF_MONTHS = 12
REGULATION_IN_FORCE = Period(2020, 7)
"""The month the Perwali took effect (Pasal 22); there is no report about an earlier one."""


def newest(period: Period) -> MonthlyReport | None:
    """The latest revision of a month, a draft too."""
    return MonthlyReport.objects.filter(period=str(period)).order_by("-revision").first()


def newest_of_each_month(reports: QuerySet[MonthlyReport]) -> list[MonthlyReport]:
    """Of these, the latest revision of each month, newest month first; without what is sealed."""
    found: dict[str, MonthlyReport] = {}
    for report in reports.defer("narrative").order_by("-period", "-revision"):
        found.setdefault(report.period, report)
    return list(found.values())


def published() -> QuerySet[MonthlyReport]:
    """Every revision that has appeared."""
    return MonthlyReport.objects.exclude(state=ReportState.DRAFT)


def appeared(period: Period) -> MonthlyReport | None:
    """The revision of a month that is in force for the public; None before the first appears."""
    return published().filter(period=str(period)).defer("narrative").order_by("-revision").first()


def appeared_months() -> list[Period]:
    """The months the public can read, newest first."""
    periods = published().order_by("-period").values_list("period", flat=True).distinct()
    return [Period.parse(period) for period in periods]


def revisions_of(period: Period) -> list[MonthlyReport]:
    """Every revision of a month that has appeared, oldest first; what was corrected stays readable."""
    return list(published().filter(period=str(period)).select_related("compartment").defer("narrative").order_by("revision"))


def with_paper(period: Period, revision: int) -> MonthlyReport | None:
    """A revision of a month that has a signed paper."""
    found = MonthlyReport.objects.filter(period=str(period), revision=revision, paper__isnull=False)
    return found.select_related("compartment", "paper__inside", "paper__signatory", "paper__signed_by").first()


def corrections_of(report: MonthlyReport) -> list[MonthlyReport]:
    """The revisions of the same month that appeared before this one, newest first."""
    return list(published().filter(period=report.period, revision__lt=report.revision).order_by("-revision"))


@dataclass(frozen=True)
class MonthTotals:
    """The two totals of one published month."""

    period: Period
    received: int
    followed_up: int


def year_up_to(last: Period) -> list[MonthTotals]:
    """The published totals of the twelve months that end with `last`, oldest first; months that never appeared are left out."""
    periods = [str(period) for period in months_ending_with(last, YEAR_OF_MONTHS)]
    rows = published().filter(period__in=periods).order_by("period", "revision").values_list("period", "public")
    in_force = dict(rows)
    return [
        MonthTotals(Period.parse(period), public["received"]["total"], public["followed_up"]["total"])
        for period, public in sorted(in_force.items())
    ]


def due_day(period: Period) -> date:
    """The day by which the report of a month is approved (the setting REPORT_DUE_WORKING_DAY)."""
    days_off = days_off_between(period.last)
    return due_on(period, working_day=settings.REPORT_DUE_WORKING_DAY, days_off=days_off)


def unapproved_day(period: Period) -> date:
    """The day on which a and b of a month appear even if nobody approved them."""
    return appears_unapproved_on(due_day(period), days_off=days_off_between(period.last))


def public_document(report: MonthlyReport) -> dict[str, Any]:
    """What `/statistik/2026-10.json` says; `sha256` seals every member but itself, `status` and `published_at`."""
    public = report.public
    return {
        "schema": public["schema"],
        "period": public["period"],
        "regulation": public["regulation"],
        "status": report.state,
        "published_at": _moment(report.published_at),
        "revision": public["revision"],
        "sha256": report.public_sha256 or seal_of(public),
        "received": _part(public["received"]),
        "followed_up": _part(public["followed_up"]),
    }


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None


def _part(part: dict[str, Any]) -> dict[str, Any]:
    """The members in the promised order, which a database's JSON type does not keep."""
    rows = [{"code": row["code"], "label": row["label"], "count": row["count"]} for row in part["by_type"]]
    return {"total": part["total"], "by_type": rows}


def sealed_content(report: MonthlyReport) -> dict[str, Any]:
    """Everything that freezing seals, as `sha256` covers it.

    Without the delegates' total: a small number could be guessed from the seal by those who are not shown it.
    """
    return {"period": report.period, "revision": report.revision, "figures": report.figures, "public": report.public}


def is_intact(report: MonthlyReport) -> bool:
    """Whether frozen figures still are what was sealed."""
    return report.sha256 == seal_of(sealed_content(report)) and report.public_sha256 == seal_of(report.public)


def definitions_of(codes: set[str], *, on: date) -> list[ViolationType]:
    """These types as they were last worded `on` a day (WIB), in the order of the table; one that begins later as it first will be."""
    rows = ViolationType.objects.filter(code__in=codes).order_by("code", "version")
    found: dict[str, ViolationType] = {}
    for row in rows:
        if row.code not in found or row.valid_from <= on:
            found[row.code] = row
    return sorted(found.values(), key=lambda kind: (kind.order, kind.code))
