"""Keeps the reports to their dates, also after days without a worker: drafts what is missing, reminds, escalates, publishes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.queries import users_with
from foundation.accounts.services import notify
from foundation.workdays.queries import days_off_between
from reports.enums import ReportState
from reports.models import MonthlyReport
from reports.queries.reports import due_day
from reports.rules.period import Period, months_between
from reports.rules.publication import is_near_due
from reports.services.drafting import draft
from reports.services.publishing import publish_unapproved


@dataclass(frozen=True)
class Upkeep:
    """What one run did."""

    drafted: tuple[Period, ...]
    published: tuple[Period, ...]


def keep_up(*, at: datetime) -> Upkeep:
    """Everything that is due at `at` (aware); says and does each thing once, however often and late it runs."""
    drafted = draft_missing(at=at)
    published = publish_unapproved(at=at)
    remind(at=at)
    return Upkeep(drafted, tuple(report.month for report in published))


def draft_missing(*, at: datetime) -> tuple[Period, ...]:
    """Draft every month from the newest report's on up to last month; only last month when there is no report at all."""
    last = Period.of(timezone.localdate(at)).shifted(-1)
    newest = MonthlyReport.objects.order_by("-period").values_list("period", flat=True).first()
    first = Period.parse(newest).shifted(1) if newest else last
    missing = months_between(first, last)
    for period in missing:
        draft(period, at=at)
    return tuple(missing)


def remind(*, at: datetime) -> None:
    """Call to mind every draft whose due day is near or gone, once each; a correction answers to nobody's calendar."""
    today = timezone.localdate(at)
    for report in MonthlyReport.objects.filter(state=ReportState.DRAFT, revision=1).order_by("period"):
        _remind(report, today=today, at=at)


def _remind(report: MonthlyReport, *, today: date, at: datetime) -> None:
    due = due_day(report.month)
    if is_near_due(due, today=today, days_off=days_off_between(today)):
        _tell(report, occasion="near_due", kind=NoticeKind.REMINDER, at=at)
    elif today > due:
        _tell(report, occasion="late", kind=NoticeKind.ESCALATION, at=at)


def _tell(report: MonthlyReport, *, occasion: str, kind: NoticeKind, at: datetime) -> None:
    for user in users_with(Role.INSPECTOR, Role.DEPUTY_INSPECTOR, on=timezone.localdate(at)):
        notify(user, kind=kind, key=f"report:{report.period}:{occasion}:{user.pk}", at=at, params={"period": report.period})
