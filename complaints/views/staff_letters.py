"""The letters of a case's answers: the PDF, the scan of its signed print, for everybody who may open the case."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View

from complaints import permissions
from complaints.models import Answer, Complaint
from complaints.slots.case import CaseScreen
from complaints.views.staff_acts import CaseFormView
from foundation.papers.models import Paper, SignedScan
from foundation.papers.views.cards import PaperCard, card_of
from foundation.papers.views.files import PaperFileMixin, ScanUploadMixin, scan_of


def letter_card(answer: Answer, complaint: Complaint) -> PaperCard | None:
    """What the tab shows of the letter of an answer; None while it has none."""
    if answer.paper is None:
        return None
    ids = [complaint.pk, answer.pk]
    return card_of(
        answer.paper,
        url=reverse("complaints:case_letter", args=ids),
        upload=reverse("complaints:case_letter_upload", args=ids),
        scan=lambda one: reverse("complaints:case_letter_scan", args=[*ids, one.pk]),
    )


class AnswerLetterScreen(CaseScreen):
    """A page about the letter of one issued answer of this case."""

    answer: Answer

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the answer, or 404 for one of another case and for one without a letter."""
        super().setup(request, *args, **kwargs)
        self.answer = get_object_or_404(self.complaint.answers.select_related("paper__inside"), pk=kwargs["answer"], paper__isnull=False)

    def paper(self) -> Paper | None:
        """The letter."""
        return self.answer.paper

    def paper_back(self) -> str:
        """The tab Jawaban."""
        return reverse("complaints:case_answers", args=[self.complaint.pk])


class LetterView(PaperFileMixin, AnswerLetterScreen, View):
    """The letter as a PDF."""

    def paper_file(self) -> Paper | SignedScan | None:
        """The letter itself."""
        return self.paper()


class LetterScanView(LetterView):
    """One scan of its signed print."""

    def paper_file(self) -> Paper | SignedScan | None:
        """The scan."""
        return scan_of(self.paper(), self.kwargs["scan"])


class LetterUploadView(ScanUploadMixin, AnswerLetterScreen, CaseFormView):
    """Hand in the scan of the signed print."""

    template_name = "complaints/staff/case_paper_scan.html"

    def has_permission(self) -> bool:
        """Who decides the case, also after it is closed: a signature may come late."""
        return permissions.may_decide(self.request.roles)  # type: ignore[attr-defined]
