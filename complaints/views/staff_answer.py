"""Answering the reporter (Pasal 16, 18): draft, see exactly what the reporter will see, issue."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from complaints import permissions
from complaints.enums import AnswerKind
from complaints.forms.answer import LETTER_REFUSALS, AnswerForm, LetterForm
from complaints.models import Answer
from complaints.queries import issued_answers
from complaints.rules.answer import AnswerParts, faults
from complaints.services import answer_letters, answers
from complaints.slots.case import CaseScreen
from complaints.views.staff_letters import letter_card
from complaints.views.status_page import letter_of
from foundation.papers.rendering import NotRendered
from foundation.papers.services import NoLetterhead
from foundation.papers.views.files import pdf_shown
from foundation.ui.views import RefusalsMixin

SAVED_MEANWHILE = "baru saja menyimpan jawaban ini. Kedua teks ada di bawah; satukan, lalu simpan lagi."
CHANGED_SINCE_PREVIEW = "Jawaban ini berubah sejak pratinjau dibuka. Baca lagi di bawah, lalu terbitkan."


class AnswerScreen(CaseScreen):
    """Pages for whoever may answer this case."""

    def has_permission(self) -> bool:
        """Who decides the case."""
        return permissions.may_answer(self.request.roles, self.complaint)  # type: ignore[attr-defined]

    def draft(self) -> Answer | None:
        """The answer being written, if there is one."""
        found = self.complaint.answers.filter(issued_at__isnull=True).select_related("drafted_by").first()
        if found is not None:
            found.content, found.thread = self.complaint.content, self.complaint.thread
        return found


class AnswersView(CaseScreen, TemplateView):
    """The tab Jawaban: what was issued, and whether a draft waits."""

    template_name = "complaints/staff/case_answers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Issued answers opened, newest first."""
        rows = list(issued_answers(self.complaint).select_related("issued_by", "paper__signatory", "paper__signed_by"))
        for row in rows:
            row.content, row.thread = self.complaint.content, self.complaint.thread
        issued = [
            (row, letter_of(row, answers.parts_of(row, self.keys), self.complaint), letter_card(row, self.complaint))
            for row in reversed(rows)
        ]
        may_answer = permissions.may_answer(self.request.roles, self.complaint)  # type: ignore[attr-defined]
        has_draft = self.complaint.answers.filter(issued_at__isnull=True).exists()
        return super().get_context_data(**kwargs, issued=issued, has_draft=has_draft, may_answer=may_answer)


class DraftAnswerView(AnswerScreen, FormView):
    """Write the answer; saving leads to the preview. When two people wrote at once, both texts are shown."""

    template_name = "complaints/staff/case_answer_draft.html"
    form_class = AnswerForm
    other: AnswerParts | None = None

    def get_initial(self) -> dict[str, Any]:
        """The draft as it stands."""
        draft = self.draft()
        return AnswerForm.initial_of(draft, answers.parts_of(draft, self.keys) if draft else None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the other writer's text after a conflict."""
        return super().get_context_data(**kwargs, other=self.other)

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        """Keep the draft and show the preview."""
        parts, version, user = form.parts(), form.cleaned_data["version"], self.request.user
        try:
            answers.save_draft(self.complaint, parts, version=version, keys=self.keys, by=user, at=self.at)  # type: ignore[arg-type]
        except answers.EditedMeanwhile:
            return self._both_texts(form)
        return redirect("complaints:case_answer_preview", self.complaint.pk)

    def form_invalid(self, form: AnswerForm) -> HttpResponse:
        """The form again, with what was typed."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _both_texts(self, form: AnswerForm) -> HttpResponse:
        """Nothing is lost: the typed text stays in the form, the saved one stands beside it, the next save joins them.

        When the draft was issued meanwhile, the issued text stands there and the next save begins another answer.
        """
        draft = self.draft()
        latest = draft or issued_answers(self.complaint).select_related("thread", "content", "drafted_by").last()
        self.other = answers.parts_of(latest, self.keys) if latest else None
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = str(draft.version if draft else 0)  # type: ignore[index]
        who = latest.drafted_by.full_name if latest else "Orang lain"
        form.add_error("isi", f"{who} {SAVED_MEANWHILE}")
        return self.form_invalid(form)


class PreviewAnswerView(AnswerScreen, TemplateView):
    """What the reporter will see, what still keeps it from being issued, and the button that issues it."""

    template_name = "complaints/staff/case_answer_preview.html"
    refused: tuple[str, ...] = ()
    signing: LetterForm | None = None

    def _draft_or_404(self) -> Answer:
        draft = self.draft()
        if draft is None:
            raise Http404
        return draft

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The answer as it will read, and its faults; a change since the preview is told but keeps nothing back."""
        draft = self._draft_or_404()
        parts = answers.parts_of(draft, self.keys)
        found = faults(parts, today=timezone.localdate(self.at))
        letter = letter_of(draft, parts, self.complaint)
        signs = permissions.may_sign(self.request.roles, parts.kind)  # type: ignore[attr-defined]
        signing = self.signing or self._letter_form(parts.kind)
        words = {"faults": self.refused or found, "ready": not found, "signs": signs}
        lacking = answer_letters.lacking(self.complaint, parts.kind, at=self.at)
        return super().get_context_data(**kwargs, answer=draft, letter=letter, form=signing, lacking=lacking, **words)

    def _letter_form(self, kind: AnswerKind, data: Any = None) -> LetterForm | None:
        return LetterForm.of(self.complaint, kind, by=self.request.user, at=self.at, data=data)  # type: ignore[arg-type]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Issue the version that was previewed."""
        del args
        draft, typed = self._draft_or_404(), request.POST.get("version", "")
        version = int(typed) if typed.isdecimal() and len(typed) < 9 else 0
        self.signing = self._letter_form(AnswerKind(draft.kind), request.POST)
        if self.signing is not None and not self.signing.is_valid():
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        signing = self.signing.signing() if self.signing else None
        try:
            answers.issue_answer(draft, version=version, signing=signing, keys=self.keys, by=request.user, at=self.at)  # type: ignore[arg-type]
        except answers.AnswerNotReady as error:
            self.refused = error.faults
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        except answers.NotTheSigner as error:
            self.refused = (str(error),)
            return self.render_to_response(self.get_context_data(**kwargs), status=403)
        except answers.EditedMeanwhile:
            self.refused = (CHANGED_SINCE_PREVIEW,)
            return self.render_to_response(self.get_context_data(**kwargs), status=409)
        except tuple(LETTER_REFUSALS) as error:
            self.signing.refuse(error)  # type: ignore[union-attr]
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        messages.success(request, f"{AnswerKind(draft.kind).label} terbit di halaman status pelapor.")
        return redirect("complaints:case_answers", self.complaint.pk)


class PreviewLetterView(AnswerScreen, View):
    """The letter of the draft as a PDF marked KONSEP, kept nowhere."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, shown in the browser; without a kop the preview says what is missing."""
        del args, kwargs
        draft = self.draft()
        if draft is None:
            raise Http404
        try:
            pdf = answer_letters.previewed(self.complaint, answers.parts_of(draft, self.keys), by=request.user, at=self.at)  # type: ignore[arg-type]
        except (NoLetterhead, NotRendered):
            return redirect("complaints:case_answer_preview", self.complaint.pk)
        return pdf_shown(pdf, "konsep-jawaban")


class MakeLetterView(AnswerScreen, RefusalsMixin, FormView):
    """Make the letter of an answer that was issued while a kop or a number was missing."""

    template_name = "complaints/staff/case_answer_letter.html"
    refusals = (answers.NotTheSigner,)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the issued answer, or 404 for one that has its letter."""
        super().setup(request, *args, **kwargs)
        waiting = issued_answers(self.complaint).filter(pk=kwargs["answer"], paper__isnull=True)
        self.answer: Answer = get_object_or_404(waiting.select_related("content", "thread"))

    def has_permission(self) -> bool:
        """Who could have issued it."""
        return super().has_permission() and permissions.may_sign(self.request.roles, AnswerKind(self.answer.kind))  # type: ignore[attr-defined]

    def get_form(self, form_class: Any = None) -> Any:
        """The form; None while something is missing."""
        del form_class
        data = self.request.POST if self.request.method == "POST" else None
        return LetterForm.of(self.complaint, AnswerKind(self.answer.kind), by=self.request.user, at=self.at, data=data)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The answer, and what is missing."""
        kwargs.setdefault("form", self.get_form())
        lacking = answer_letters.lacking(self.complaint, AnswerKind(self.answer.kind), at=self.at)
        return super().get_context_data(**kwargs, answer=self.answer, lacking=lacking)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing is sent while the page says what is missing."""
        return self.get(request, *args, **kwargs) if self.get_form() is None else super().post(request, *args, **kwargs)

    def form_valid(self, form: LetterForm) -> HttpResponse:
        """Sign it, back to the tab."""
        try:
            answers.make_letter(self.answer, form.signing(), keys=self.keys, by=self.request.user, at=self.at)  # type: ignore[arg-type]
        except tuple(LETTER_REFUSALS) as error:
            form.refuse(error)
            return self.form_invalid(form)
        messages.success(self.request, "Surat jawaban dibuat.")
        return redirect("complaints:case_answers", self.complaint.pk)

    def form_invalid(self, form: LetterForm) -> HttpResponse:
        """The form again, with what was chosen."""
        return self.render_to_response(self.get_context_data(form=form), status=422)
