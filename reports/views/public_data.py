"""The public statistics as data: CSV for a spreadsheet, JSON for programs, and a fragment for the city's own page."""

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import override

from foundation.ui.context import site_settings
from reports.models import MonthlyReport
from reports.queries.figures import sensitive_codes
from reports.queries.reports import appeared, public_document
from reports.rules.period import Period
from reports.rules.publication import type_rows
from reports.views.conditional import CachedPublicView

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet on an Indonesian office computer reads UTF-8 as Latin letters."""


class MonthDataView(CachedPublicView):
    """One published month; other sites may read it. The words are Indonesian whoever asks."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The data, open to scripts of every site: it holds nothing of the visitor."""
        response = super().dispatch(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    def get(self, request: HttpRequest, period: Period) -> HttpResponse:
        """The month, or 404 while it has not appeared."""
        del request
        report = appeared(period)
        if report is None:
            raise Http404
        self.last_modified = max(moment for moment in (report.published_at, report.approved_at) if moment)
        with override("id"):
            return self.written(report)

    def written(self, report: MonthlyReport) -> HttpResponse:
        """The month in this view's format."""
        raise NotImplementedError


class StatisticsJsonView(MonthDataView):
    """`/statistik/2026-10.json`, as docs/statistics.schema.json describes it."""

    def written(self, report: MonthlyReport) -> HttpResponse:
        """The promised document."""
        return JsonResponse(
            public_document(report),
            json_dumps_params={"ensure_ascii": False, "indent": 2},
            content_type="application/json; charset=utf-8",
        )


class StatisticsCsvView(MonthDataView):
    """`/statistik/2026-10.csv`: one line a type, then the totals."""

    def written(self, report: MonthlyReport) -> HttpResponse:
        """A number counted under "lainnya" is left empty."""
        rows = type_rows(report.public, merged=sensitive_codes(on=report.month.last))
        lines: list[list[Any]] = [["periode", "kode", "jenis", "diterima", "ditindaklanjuti"]]
        lines += [[report.period, row.code, row.label, row.received, row.followed_up] for row in rows]
        totals = [report.public[part]["total"] for part in ("received", "followed_up")]
        lines.append([report.period, "jumlah", "Jumlah", *totals])
        response = HttpResponse(BYTE_ORDER_MARK + _csv(lines), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="statistik-pengaduan-{report.period}.csv"'
        return response


class StatisticsFragmentView(MonthDataView):
    """`/statistik/2026-10.html`: plain elements without classes, to stand inside another page and take its looks."""

    def written(self, report: MonthlyReport) -> HttpResponse:
        """The fragment."""
        rows = type_rows(report.public, merged=sensitive_codes(on=report.month.last))
        context = {"report": report, "period": report.month, "public": report.public, "rows": rows, "site": site_settings()}
        return HttpResponse(render_to_string("reports/public/fragment.html", context))


def _csv(lines: list[list[Any]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_safe(cell) for cell in line] for line in lines])
    return text.getvalue()


def _safe(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets a quote in front; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return "" if cell is None else cell
