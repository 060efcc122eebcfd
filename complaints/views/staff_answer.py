"""Answering the reporter (Pasal 16, 18): draft, see exactly what the reporter will see, issue."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from complaints import permissions
from complaints.forms import AnswerForm
from complaints.models import Answer
from complaints.queries import issued_answers
from complaints.rules.answer import AnswerParts, citations, faults
from complaints.services import answers
from complaints.slots.case import CaseScreen
from foundation.vault.sealing import open_sealed


def answer_context(answer: Answer, parts: AnswerParts) -> dict[str, Any]:
    """An answer as the reporter reads it: the same for preview, status page and case."""
    return {"answer": answer, "parts": parts, "grounds": citations(parts.grounds)}


class AnswersView(CaseScreen, TemplateView):
    """The tab Jawaban: what was issued, and the draft if there is one."""

    template_name = "complaints/staff/case_answers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Issued answers opened; whether a draft waits."""
        rows = issued_answers(self.complaint).select_related("content", "thread", "issued_by")
        issued = [answer_context(row, answers.parts_of(row, self.keys)) for row in rows]
        draft = self.complaint.answers.filter(issued_at__isnull=True).first()
        return super().get_context_data(**kwargs, issued=issued, draft=draft, may_answer=permissions.may_answer(self.request.roles, self.complaint))


class DraftAnswerView(CaseScreen, FormView):
    """Write the answer; saving leads to the preview. When two people wrote at once, both texts are shown."""

    template_name = "complaints/staff/case_answer_draft.html"
    form_class = AnswerForm
    other_text = ""

    def has_permission(self) -> bool:
        """Who decides the case."""
        return permissions.may_answer(self.request.roles, self.complaint)  # type: ignore[attr-defined]

    def _draft(self) -> Answer | None:
        return self.complaint.answers.filter(issued_at__isnull=True).select_related("content", "thread").first()

    def get_initial(self) -> dict[str, Any]:
        """The draft as it stands."""
        draft = self._draft()
        return AnswerForm.initial_of(draft, answers.parts_of(draft, self.keys) if draft else None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the other writer's text after a conflict."""
        return super().get_context_data(**kwargs, other_text=self.other_text)

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        """Keep the draft and show the preview."""
        try:
            answers.save_draft(
                self.complaint, form.parts(), version=form.cleaned_data["version"], keys=self.keys, by=self.request.user, at=self.at,  # type: ignore[arg-type]
            )
        except answers.EditedMeanwhile:
            return self._both_texts(form)
        return redirect("complaints:case_answer_preview", self.complaint.pk)

    def _both_texts(self, form: AnswerForm) -> HttpResponse:
        """Nothing is lost: the typed text stays in the form, the saved one stands beside it, the next save joins them."""
        draft = self._draft()
        self.other_text = (open_sealed(draft, "draft", self.keys) or {}).get("text", "") if draft else ""
        form.data = form.data.copy()
        form.data["version"] = str(draft.version if draft else 0)
        form.add_error("isi", "Orang lain baru saja menyimpan jawaban ini. Kedua teks ada di bawah; satukan, lalu simpan lagi.")
        return self.form_invalid(form)


class PreviewAnswerView(CaseScreen, TemplateView):
    """What the reporter will see, what still keeps it from being issued, and the button that issues it."""

    template_name = "complaints/staff/case_answer_preview.html"
    refused: tuple[str, ...] = ()

    def has_permission(self) -> bool:
        """Who decides the case."""
        return permissions.may_answer(self.request.roles, self.complaint)  # type: ignore[attr-defined]

    def _draft(self) -> Answer:
        draft = self.complaint.answers.filter(issued_at__isnull=True).select_related("content", "thread").first()
        if draft is None:
            raise Http404
        return draft

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The answer as it will read, and its faults."""
        draft = self._draft()
        parts = answers.parts_of(draft, self.keys)
        found = self.refused or faults(parts, today=timezone.localdate(self.at))
        return super().get_context_data(**kwargs, **answer_context(draft, parts), faults=found)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Issue the version that was previewed."""
        del args
        try:
            answers.issue_answer(self._draft(), version=int(request.POST.get("version", "0") or 0), keys=self.keys, by=request.user, at=self.at)
        except answers.AnswerNotReady as error:
            self.refused = error.faults
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        except answers.EditedMeanwhile:
            self.refused = ("Jawaban ini berubah sejak pratinjau dibuka. Baca lagi di bawah, lalu terbitkan.",)
            return self.render_to_response(self.get_context_data(**kwargs), status=409)
        messages.success(request, "Jawaban terbit di halaman status pelapor. Batas Pasal 16 terpenuhi.")
        return redirect("complaints:case_answers", self.complaint.pk)
