"""The monthly report on staff screens: the list, the Inspektur's page, the Walikota's page (Pasal 19 ayat (1))."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from foundation.accounts.requests import StaffRequest
from foundation.ui.views import StaffFormView, StaffView
from reports.forms import NarrativeForm
from reports.models import MonthlyReport
from reports.permissions import is_addressee, may_approve, may_list, may_write
from reports.queries import reports as queries
from reports.queries.narrative import narrative_of
from reports.queries.signing import lacking
from reports.rules.period import Period
from reports.services.narrative import AlreadyApproved, EditedMeanwhile, save_narrative, tend
from reports.services.paper import made_if_possible
from reports.views.report_page import inspector_page, list_rows, mayor_page, paper_card, readable_papers, shown_figures
from reports.views.revisions import NewestRevision


class ReportListView(StaffView, TemplateView):
    """`/petugas/laporan/`: every month and how far its report is; the Walikota and the publisher see what has appeared."""

    template_name = "reports/staff/list.html"
    request: StaffRequest

    def has_permission(self) -> bool:
        """The Inspektur line, the Walikota, the publisher of the website."""
        return may_list(self.request.roles)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows; a running month can be looked at by those who write."""
        today = timezone.localdate()
        writes = may_write(self.request.roles)
        # The Walikota's list shows what he can open; a draft's mere state concerns those who write or publish.
        seen = queries.published() if is_addressee(self.request.roles) else MonthlyReport.objects.all()
        reports = queries.newest_of_each_month(seen)
        return super().get_context_data(
            rows=list_rows(reports, linked=writes or is_addressee(self.request.roles)),
            writes=writes,
            running=Period.of(today),
            due=self._due(today),
            **kwargs,
        )

    def _due(self, today: date) -> tuple[date, date] | None:
        """The month that waits for approval, and its day; None once it has appeared."""
        last = Period.of(today).shifted(-1)
        return None if queries.appeared(last) else (last.first, queries.due_day(last))


class InspectorReportView(NewestRevision, StaffFormView):
    """The Inspektur line's page: figures with their definitions, letter c to write, the way to approval."""

    template_name = "reports/staff/inspector.html"
    form_class = NarrativeForm
    refusals = (AlreadyApproved,)
    request: StaffRequest
    theirs: str | None = None

    def has_permission(self) -> bool:
        """The Inspektur line, for any month since the Perwali that has begun."""
        begun = queries.REGULATION_IN_FORCE <= self.period <= Period.of(timezone.localdate())
        return may_write(self.request.roles) and begun

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Opening with a key lets newcomers to the office read letter c, shuts it to those who left, and makes a paper that waits."""
        if self.report is not None and self.request.keyring is not None:
            tend(self.report, keys=self.request.keyring, by=self.request.user, at=timezone.now())
            self.report = made_if_possible(self.report, keys=self.request.keyring, by=self.request.user, at=timezone.now())
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """What stands there now."""
        if self.report is None:
            return {}
        return {"narrative": narrative_of(self.report, self.request.keyring) or "", "version": self.report.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Figures counted now while nothing is frozen."""
        figures = shown_figures(self.period, self.report, roles=self.request.roles, today=timezone.localdate())
        revisions = queries.revisions_of(self.period)
        narrative = narrative_of(self.report, self.request.keyring) if self.report is not None else ""
        page = inspector_page(self.period, figures)
        return super().get_context_data(
            **page,
            report=self.report,
            narrative=narrative,
            theirs=self.theirs,
            may_approve=may_approve(self.request.roles),
            partial=(self.report is None or self.report.is_draft) and not may_approve(self.request.roles),
            is_over=self.period < Period.of(timezone.localdate()),
            intact=self.report is None or self.report.is_draft or queries.is_intact(self.report),
            revisions=revisions,
            papers=readable_papers(revisions, self.request.keyring),
            card=paper_card(self.report, self.request.keyring, roles=self.request.roles),
            lacks=lacking(self.report),
            due_on=queries.due_day(self.period),
            unapproved_on=queries.unapproved_day(self.period),
            **kwargs,
        )

    def form_valid(self, form: NarrativeForm) -> HttpResponse:
        """Keeps letter c; when somebody else saved meanwhile, both texts are shown and the next save decides."""
        if self.report is None or self.request.keyring is None:
            return redirect("reports:report", self.period)
        version = form.cleaned_data["version"]
        try:
            save_narrative(
                self.report,
                form.cleaned_data["narrative"],
                version=version,
                keys=self.request.keyring,
                by=self.request.user,
                at=timezone.now(),
            )
        except EditedMeanwhile:
            return self._both(form)
        messages.success(self.request, _("Huruf c tersimpan."))
        return redirect("reports:report", self.period)

    def _both(self, form: NarrativeForm) -> HttpResponse:
        self.report = queries.newest(self.period)
        assert self.report is not None
        self.theirs = narrative_of(self.report, self.request.keyring)
        shown = self.request.POST.copy()
        shown["version"] = str(self.report.version)
        form.data = shown
        words = _("Huruf c baru saja disimpan orang lain. Bandingkan dengan naskah di atas, gabungkan, lalu simpan lagi.")
        form.add_error("narrative", words)
        return self.form_invalid(form)

    def refusal_words(self, refusal: Exception) -> str:
        """Why letter c can't be changed any more."""
        del refusal
        return _("Laporan sudah disetujui. Buat ralat bila ada yang perlu diubah.")


class MayorReportView(StaffView, TemplateView):
    """The Walikota's page: three large numbers, letter c, the trend; nothing on it leads to a complaint."""

    template_name = "reports/staff/mayor.html"
    request: StaffRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the revision that has appeared."""
        super().setup(request, *args, **kwargs)
        self.report = queries.appeared(kwargs["period"])

    def has_permission(self) -> bool:
        """The Walikota, once the month has been delivered or has appeared without approval."""
        return is_addressee(self.request.roles) and self.report is not None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Opening with a key makes a paper that waits for one."""
        if self.report is not None and self.request.keyring is not None:
            self.report = made_if_possible(self.report, keys=self.request.keyring, by=self.request.user, at=timezone.now())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Letter c stands there once the Inspektur has approved it."""
        assert self.report is not None
        narrative = narrative_of(self.report, self.request.keyring) if self.report.is_approved else None
        card = paper_card(self.report, self.request.keyring, roles=self.request.roles)
        return super().get_context_data(report=self.report, narrative=narrative, card=card, **{**kwargs, **mayor_page(self.report)})


def report_screen(request: StaffRequest, period: Period) -> HttpResponseBase:
    """`/petugas/laporan/2026-10/`: the page that fits the person; anybody else is told that there is none."""
    view = InspectorReportView if may_write(request.roles) else MayorReportView
    return view.as_view()(request, period=period)
