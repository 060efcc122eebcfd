"""Addresses of this room: the public statistics and the staff's monthly report."""

from typing import Any

from django.urls import path, register_converter

from reports.rules.period import WRITTEN, Period
from reports.views import paper, public, public_data, staff, staff_acts


class PeriodConverter:
    """A month in an address: "2026-10"."""

    regex = WRITTEN.pattern

    def to_python(self, value: str) -> Period:
        """The month. Raises ValueError, which is a 404."""
        return Period.parse(value)

    def to_url(self, value: Any) -> str:
        """As it is written."""
        return str(value)


register_converter(PeriodConverter, "period")

REVISION = "petugas/laporan/<period:period>/revisi-<int:revision>/"

app_name = "reports"
urlpatterns = [
    path("statistik/", public.StatisticsView.as_view(), name="statistics"),
    path("statistik/<period:period>/", public.StatisticsMonthView.as_view(), name="statistics_month"),
    path("statistik/<period:period>.csv", public_data.StatisticsCsvView.as_view(), name="statistics_csv"),
    path("statistik/<period:period>.json", public_data.StatisticsJsonView.as_view(), name="statistics_json"),
    path("statistik/<period:period>.html", public_data.StatisticsFragmentView.as_view(), name="statistics_fragment"),
    path("petugas/laporan/", staff.ReportListView.as_view(), name="list"),
    path("petugas/laporan/<period:period>/", staff.report_screen, name="report"),
    path("petugas/laporan/<period:period>/draf/", staff_acts.DraftView.as_view(), name="draft"),
    path("petugas/laporan/<period:period>/terbitkan/", staff_acts.ApproveView.as_view(), name="approve"),
    path("petugas/laporan/<period:period>/ralat/", staff_acts.CorrectView.as_view(), name="correct"),
    path("petugas/laporan/<period:period>/dibaca/", staff_acts.MarkReadView.as_view(), name="mark_read"),
    path("petugas/laporan/<period:period>/konsep.pdf", paper.PreviewView.as_view(), name="preview"),
    path("petugas/laporan/<period:period>/surat/", paper.SignView.as_view(), name="sign"),
    path(f"{REVISION}laporan.pdf", paper.PaperView.as_view(), name="paper"),
    path(f"{REVISION}pindai/", paper.AddScanView.as_view(), name="add_scan"),
    path(f"{REVISION}pindai/<uuid:scan>/", paper.ScanView.as_view(), name="scan"),
]
