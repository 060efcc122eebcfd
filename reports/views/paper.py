"""The report as a paper: looked at before it is approved, signed later where it could not be at once, downloaded, its scan kept."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.requests import StaffRequest
from foundation.papers import services as papers
from foundation.papers.enums import PaperKind
from foundation.papers.forms import ScanForm, SigningForm
from foundation.papers.models import Paper, SignedScan
from foundation.papers.rendering import NotRendered
from foundation.papers.views.files import PaperFileMixin, ScanUploadMixin, pdf_shown, scan_of
from foundation.ui.views import StaffFormView, StaffView
from foundation.vault.keys import Keys
from reports.models import MonthlyReport
from reports.permissions import may_approve, may_read, may_write
from reports.queries import reports as queries
from reports.queries.letter import report_letter
from reports.queries.narrative import narrative_of
from reports.queries.signing import numbered_by_hand, signatures_for, signatures_on
from reports.rules.period import Period
from reports.services.paper import WHAT_TO_DO, PaperNotMade, Signing, make_paper
from reports.views.report_page import shown_figures
from reports.views.revisions import NewestRevision
from reports.views.staff_acts import SIGNING_REFUSED


class PreviewView(NewestRevision):
    """`konsep.pdf`: the paper as it would be signed today, marked as a draft and kept nowhere."""

    request: StaffRequest

    def has_permission(self) -> bool:
        """The Inspektur line, for a month that has begun and is not approved."""
        begun = queries.REGULATION_IN_FORCE <= self.period <= Period.of(timezone.localdate())
        return may_write(self.request.roles) and begun and not (self.report and self.report.is_approved)

    def get(self, request: HttpRequest, period: Period) -> HttpResponse:
        """The file, or the report with a word about what is missing."""
        at = timezone.now()
        report = self.report or MonthlyReport(period=str(period))
        figures = shown_figures(period, self.report, roles=self.request.roles, today=timezone.localdate(at))
        letter = report_letter(report, figures, narrative=narrative_of(report, self.request.keyring))
        try:
            pdf = papers.preview_letter(PaperKind.MONTHLY_REPORT, letter, signature=self._signature(at), at=at)
        except papers.NoLetterhead:
            messages.error(request, "Minta administrator menambah kop surat Inspektorat; setelah itu konsepnya dapat dilihat.")
            return redirect("reports:report", period)
        except NotRendered:
            messages.error(request, WHAT_TO_DO[NotRendered])
            return redirect("reports:report", period)
        return pdf_shown(pdf, f"konsep-laporan-{period}")

    def _signature(self, at: datetime) -> Any:
        """How the Inspektur would sign; a deputy sees the paper without a signature."""
        if not may_approve(self.request.roles):
            return None
        return papers.block_of(signatures_on(self.request.user, on=timezone.localdate(at))[0].signature)


class SignView(NewestRevision, StaffFormView):
    """`surat/`: signs the paper of a report that was approved when none could be made."""

    template_name = "reports/staff/sign.html"
    form_class = SigningForm
    refusals = (PaperNotMade, *SIGNING_REFUSED)
    request: StaffRequest

    def has_permission(self) -> bool:
        """The Inspektur with his keys, while an approved report lacks its paper."""
        waits = self.report is not None and self.report.is_approved and self.report.paper_id is None
        return may_approve(self.request.roles) and waits and self.request.keyring is not None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who could sign on the day of the approval, and whether the number comes from the agenda book."""
        assert self.report is not None
        assert self.report.approved_at is not None
        signing = {"choices": signatures_for(self.report), "by_hand": numbered_by_hand(timezone.localdate(self.report.approved_at))}
        return {**super().get_form_kwargs(), **signing}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The month, and the way back."""
        back = reverse("reports:report", args=[self.period])
        return super().get_context_data(period=self.period, report=self.report, back=back, **kwargs)

    def form_valid(self, form: SigningForm) -> HttpResponse:
        """The paper, then the report."""
        assert self.report is not None
        assert self.request.keyring is not None
        signing = Signing(form.signature, form.cleaned_data.get("nomor", ""))
        make_paper(self.report, signing=signing, keys=self.request.keyring, by=self.request.user, at=timezone.now())
        messages.success(self.request, "PDF laporan dibuat dan disegel.")
        return redirect("reports:report", self.period)

    def refusal_words(self, refusal: Exception) -> str:
        """What to do about it."""
        return SIGNING_REFUSED.get(type(refusal)) or str(refusal)


class PaperScreen(StaffView):
    """What the views of one revision's signed paper share: whose keys don't open it learns nothing of it."""

    request: StaffRequest
    keys: Keys

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the revision with its paper, and the reader's keys where he has any."""
        super().setup(request, *args, **kwargs)
        self.at = timezone.now()
        if self.request.keyring is not None:
            self.keys = self.request.keyring
        self.report = queries.with_paper(kwargs["period"], kwargs["revision"])

    def has_permission(self) -> bool:
        """The Inspektur line and the Walikota."""
        return may_read(self.request.roles) and self._opens()

    def _opens(self) -> bool:
        paper = self.paper()
        return paper is not None and self.request.keyring is not None and self.keys.can_open(paper.inside)

    def paper(self) -> Paper | None:
        """The signed paper."""
        return self.report.paper if self.report else None

    def paper_back(self) -> str:
        """The page of the month."""
        return reverse("reports:report", args=[self.kwargs["period"]])


class PaperView(PaperScreen, PaperFileMixin):
    """`laporan.pdf`: the signed paper."""

    request: StaffRequest

    def paper_file(self) -> Paper | None:
        """The paper."""
        return self.paper()


class ScanView(PaperScreen, PaperFileMixin):
    """One scan of the signed print."""

    request: StaffRequest

    def paper_file(self) -> SignedScan | None:
        """The scan of this paper."""
        return scan_of(self.paper(), self.kwargs["scan"])


class AddScanView(PaperScreen, ScanUploadMixin, StaffFormView):
    """Takes the scan of the print that a hand signed; the Inspektur line hands it in."""

    template_name = "reports/staff/add_scan.html"
    form_class = ScanForm
    request: StaffRequest

    def has_permission(self) -> bool:
        """The Inspektur line."""
        return may_write(self.request.roles) and self._opens()
