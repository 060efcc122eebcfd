"""The papers of a case and of its answers: the PDF and the scan of its signed print, for everybody who may open the case."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View

from complaints import permissions
from complaints.models import Answer, Complaint
from complaints.slots.case import CaseScreen
from complaints.views.staff_acts import CaseFormView
from foundation.papers.enums import PaperKind, PaperState
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


CASE_PAPERS = (PaperKind.RECEIPT, PaperKind.FORWARDING)
"""Papers that belong to the case as a whole; an answer's stands with its answer."""


def paper_cards(complaint: Complaint) -> list[PaperCard]:
    """What the tab Dokumen shows of them, the newest first."""

    def address(name: str, paper: Paper, *more: Any) -> str:
        return reverse(f"complaints:{name}", args=[complaint.pk, paper.pk, *more])

    return [
        card_of(
            paper,
            url=address("case_paper", paper),
            upload=address("case_paper_upload", paper),
            scan=lambda one, paper=paper: address("case_paper_scan", paper, one.pk),  # type: ignore[misc]
        )
        for paper in _papers(complaint).select_related("signatory", "signed_by")
    ]


def _papers(complaint: Complaint) -> QuerySet[Paper]:
    inside = [complaint.content_id, complaint.thread_id]
    found = Paper.objects.filter(inside__in=inside, kind__in=CASE_PAPERS, state=PaperState.SIGNED)
    return found.select_related("inside").order_by("-signed_at", "id")


class CasePaperScreen(CaseScreen):
    """A page about one paper of this case."""

    def paper(self) -> Paper | None:
        """The paper; None for one of another case."""
        return _papers(self.complaint).filter(pk=self.kwargs["paper"]).first()

    def paper_back(self) -> str:
        """The tab Dokumen."""
        return reverse("complaints:case_files", args=[self.complaint.pk])


class PaperView(PaperFileMixin, CasePaperScreen, View):
    """The paper as a PDF."""

    def paper_file(self) -> Paper | SignedScan | None:
        """The paper itself."""
        return self.paper()


class PaperScanView(PaperView):
    """One scan of its signed print."""

    def paper_file(self) -> Paper | SignedScan | None:
        """The scan."""
        return scan_of(self.paper(), self.kwargs["scan"])


class PaperUploadView(ScanUploadMixin, CasePaperScreen, CaseFormView):
    """Hand in the scan of the signed print."""

    template_name = "complaints/staff/case_paper_scan.html"
