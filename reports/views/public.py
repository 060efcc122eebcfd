"""The public statistics: letters a and b of each month as a page (Pasal 19 ayat (2))."""

from datetime import date, datetime

from django.db.models import Max
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.ui import wording
from foundation.ui.parts import Figure, Tab
from reports.models import MonthlyReport
from reports.queries import reports as queries
from reports.queries.figures import sensitive_codes
from reports.rules.contents import DEFINITIONS
from reports.rules.period import Period
from reports.rules.publication import type_rows
from reports.views.conditional import CachedPublicView
from reports.views.presentation import bars_of, big_numbers, named_rows

TABS = 3


class StatisticsView(CachedPublicView):
    """`/statistik/`: the newest month, or when the first will appear."""

    varies = True

    def get(self, request: HttpRequest) -> TemplateResponse:
        """The newest month's page."""
        months = queries.appeared_months()
        report = queries.appeared(months[0]) if months else None
        if report is None:
            last = Period.of(timezone.localdate()).shifted(-1)
            return TemplateResponse(request, "reports/public/none.html", {"period": last, "due_on": queries.due_day(last)})
        return _month(self, request, report, months)


class StatisticsMonthView(CachedPublicView):
    """`/statistik/2026-10/`: one month; a month that has not appeared says when it will."""

    varies = True

    def get(self, request: HttpRequest, period: Period) -> TemplateResponse:
        """The month's page."""
        months = queries.appeared_months()
        report = queries.appeared(period)
        if report is None:
            return _not_there(request, period, months, today=timezone.localdate())
        return _month(self, request, report, months)


def _month(view: CachedPublicView, request: HttpRequest, report: MonthlyReport, months: list[Period]) -> TemplateResponse:
    period, public = report.month, report.public
    view.last_modified = newest_moment()
    year = queries.year_up_to(period)
    bars = bars_of(year)
    rows = type_rows(public, merged=sensitive_codes(on=period.last))
    kinds = queries.definitions_of({row.code for row in rows}, on=period.last)
    numbers = big_numbers(public["received"]["total"], public["followed_up"]["total"], None)
    numbers.append(Figure(wording.number(sum(total.received for total in year)), _("diterima dalam 12 bulan")))
    following = months[0].shifted(1)
    context = {
        "report": report,
        "period": period,
        "public": public,
        "figures": numbers,
        "rows": named_rows(rows, kinds),
        "kinds": kinds,
        "definitions": [DEFINITIONS["received"], DEFINITIONS["followed_up"]],
        "bars": bars,
        "bars_newest_first": bars[::-1],
        "span": [year[0].period.first, year[-1].period.first],
        "tabs": _tabs(period, months),
        "archive": _archive(months),
        "corrections": [revision for revision in [report, *queries.corrections_of(report)] if revision.correction_reason],
        "next": {"first": following.first, "due_on": queries.due_day(following)},
        "canonical": reverse("reports:statistics_month", args=[period]),
    }
    return TemplateResponse(request, "reports/public/month.html", context)


def newest_moment() -> datetime | None:
    """When anything on these pages last changed."""
    found = queries.published().aggregate(published=Max("published_at"), approved=Max("approved_at"))
    return max((moment for moment in found.values() if moment is not None), default=None)


def _tabs(period: Period, months: list[Period]) -> list[Tab]:
    """The newest months and the one being read, oldest first, then the way to all."""
    shown = sorted({*months[:TABS], period})
    tabs = [
        Tab(wording.month(month.first), reverse("reports:statistics_month", args=[month]), current=month == period) for month in shown
    ]
    return [*tabs, Tab(_("Semua bulan"), "#semua-bulan")]


def _archive(months: list[Period]) -> list[tuple[int, list[tuple[date, str]]]]:
    """Every month that appeared, by year, newest first."""
    years: dict[int, list[tuple[date, str]]] = {}
    for month in months:
        years.setdefault(month.year, []).append((month.first, reverse("reports:statistics_month", args=[month])))
    return list(years.items())


def _not_there(request: HttpRequest, period: Period, months: list[Period], *, today: date) -> TemplateResponse:
    """404 with the day on which the month will appear, as far as it is known."""
    awaited = not months or period > months[0]
    context = {
        "period": period,
        "due_on": queries.due_day(period) if awaited and period <= Period.of(today) else None,
        "in_future": period > Period.of(today),
        "months": [(month.first, reverse("reports:statistics_month", args=[month])) for month in months[:TABS]],
    }
    return TemplateResponse(request, "reports/public/not_there.html", context, status=404)
