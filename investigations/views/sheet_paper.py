"""The review sheet as a paper: looked at before it is signed, made later where it could not be at once, downloaded, its scan kept."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from complaints.slots.case import CaseScreen
from foundation.accounts.requests import StaffRequest
from foundation.papers import services as papers
from foundation.papers.forms import ScanForm, SigningForm
from foundation.papers.models import Paper, SignedScan
from foundation.papers.rendering import NotRendered
from foundation.papers.signing import SigningRefused
from foundation.papers.views.files import PaperFileMixin, ScanUploadMixin, pdf_shown, scan_of
from foundation.ui.views import StaffFormView
from investigations import permissions, queries
from investigations.models import Review
from investigations.services import sheet_paper
from investigations.views.reviews import SheetScreen

REFUSED: dict[type[Exception], str] = {
    papers.NoLetterhead: "Minta administrator menambah kop surat pada Pengaturan, bagian Kop surat.",
    papers.NumberTaken: "Periksa nomor di buku agenda: surat lain sudah memakai nomor ini.",
    papers.SignatoryNotInForce: "Pilih penanda tangan lain: masa jabatannya tidak mencakup hari penandatanganan.",
    NotRendered: "Beri tahu administrator: templat surat kantor tidak dapat dibaca.",
}
"""Why a paper can't be made as somebody chose, and what to do."""


def _words(refusal: Exception) -> str:
    return next((words for kind, words in REFUSED.items() if isinstance(refusal, kind)), str(refusal))


class PreviewView(SheetScreen):
    """`konsep.pdf`: the draft as it would be signed today; kept nowhere."""

    request: StaffRequest

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, or the page to sign with a word about what is missing."""
        del args, kwargs
        if self.draft is None:
            raise Http404
        self.draft.complaint = self.complaint
        sheet = queries.sheet_of(self.draft, self.keys)
        try:
            pdf = sheet_paper.previewed(self.draft, sheet, keys=self.keys, by=self.request.user, at=self.at)
        except (papers.NoLetterhead, NotRendered) as lack:
            messages.error(request, _words(lack))
            return redirect("investigations:sign", self.complaint.pk)
        return pdf_shown(pdf, "konsep-lembar-penelaahan")


class SignedSheetScreen(CaseScreen):
    """What the views of one signed sheet share; a sheet of another case is not there."""

    request: StaffRequest

    @cached_property
    def review(self) -> Review | None:
        """The signed sheet of this case."""
        found = queries.signed_reviews(self.complaint).filter(pk=self.kwargs["review"]).first()
        if found is not None:
            found.complaint = self.complaint
        return found

    def paper(self) -> Paper | None:
        """Its paper."""
        return self.review.paper if self.review else None

    def paper_back(self) -> str:
        """The follow-up of this case."""
        return reverse("investigations:follow_up", args=[self.complaint.pk])

    def works_on_it(self) -> bool:
        """Who decides the case, and its reviewers."""
        in_team = queries.is_in_team(self.request.user, self.complaint)
        return permissions.may_hand_to_mayor(self.request.roles, in_team=in_team)


class PaperView(SignedSheetScreen, PaperFileMixin):
    """The signed paper, for everybody who reads the case."""

    request: StaffRequest

    def paper_file(self) -> Paper | None:
        """The paper."""
        return self.paper()


class ScanView(SignedSheetScreen, PaperFileMixin):
    """One scan of the signed print."""

    request: StaffRequest

    def paper_file(self) -> SignedScan | None:
        """The scan of this paper."""
        return scan_of(self.paper(), self.kwargs["scan"])


class AddScanView(SignedSheetScreen, ScanUploadMixin, StaffFormView):
    """Takes the scan of the print that a hand signed."""

    request: StaffRequest
    template_name = "investigations/staff/sheet_scan.html"
    form_class = ScanForm

    def has_permission(self) -> bool:
        """Who works on the case."""
        return self.paper() is not None and self.works_on_it()


class MakePaperView(SignedSheetScreen, StaffFormView):
    """`surat/`: makes the paper of a signed sheet that has none yet."""

    request: StaffRequest
    template_name = "investigations/staff/sheet_paper.html"
    form_class = SigningForm
    refusals = (*REFUSED, papers.NoNumbering, SigningRefused)

    def has_permission(self) -> bool:
        """Who works on the case, while the sheet lacks its paper."""
        return self.review is not None and self.review.paper_id is None and self.works_on_it()

    @property
    def signed(self) -> Review:
        """The sheet that lacks its paper."""
        assert self.review is not None
        return self.review

    def get_form_kwargs(self) -> dict[str, Any]:
        """The reviewer's own signature, and the number where the agenda book gives it."""
        signing = {"choices": sheet_paper.signatures_for(self.signed), "by_hand": sheet_paper.asks_number(self.signed)}
        return {**super().get_form_kwargs(), **signing}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sheet, what an administrator must set first, and the way back."""
        return super().get_context_data(**kwargs, review=self.signed, lacks=sheet_paper.lacking(self.signed), back=self.paper_back())

    def form_valid(self, form: SigningForm) -> HttpResponse:
        """The paper, then the follow-up."""
        number = form.cleaned_data.get("nomor", "")
        sheet_paper.make_paper(self.signed, signature=form.signature, number=number, keys=self.keys, by=self.request.user, at=self.at)
        messages.success(self.request, "PDF lembar penelaahan dibuat dan disegel.")
        return redirect(self.paper_back())

    def refusal_words(self, refusal: Exception) -> str:
        """What to do about it."""
        return _words(refusal)
