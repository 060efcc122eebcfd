"""The reporter's status page: opened by the receipt code alone, forgotten after fifteen quiet minutes."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from complaints.enums import ComplaintState, DeadlineKind, Direction, PublicStatus
from complaints.forms import MessageForm, ProtectionForm, ReceiptCodeForm
from complaints.models import Complaint
from complaints.queries import clocks_of, issued_answers
from complaints.rules.answer import citations
from complaints.rules.deadlines import TERMS
from complaints.rules.status import public_status
from complaints.services import answers, attachments, conversation
from complaints.services.reporter import OpenedByReceipt, open_by_receipt
from foundation.ui import slots
from foundation.ui.parts import Promise
from foundation.ui.views import PublicView
from foundation.vault.holders import UnlockedHolder, unlock_receipt, unwrap_from_session, wrap_for_session
from foundation.vault.sealing import open_sealed
from foundation.vault.uploads import SealedUpload

SESSION_KEY = "pelapor"
SESSION_UNTIL = "pelapor_sampai"
QUIET = timedelta(minutes=15)
"""How long a status page stays open without being used."""

PROMISE_WORDS = {
    DeadlineKind.FORWARD: gettext_lazy("sampai kepada pejabat yang berwenang"),
    DeadlineKind.FOLLOW_UP: gettext_lazy("ditindaklanjuti"),
    DeadlineKind.ANSWER: gettext_lazy("dijawab kepada Anda"),
}


def remember(request: HttpRequest, response: HttpResponseBase, unlocked: UnlockedHolder, *, at: datetime) -> None:
    """Keep the page open: the wrapped key in the session store, its other half in a cookie; neither opens anything alone."""
    ciphertext, half = wrap_for_session(unlocked)
    request.session[SESSION_KEY] = ciphertext
    request.session[SESSION_UNTIL] = (at + QUIET).isoformat()
    response.set_cookie(
        settings.REPORTER_COOKIE_NAME,
        half,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
        path="/",
    )


def forget(request: HttpRequest, response: HttpResponseBase) -> None:
    """Close the page: both halves go."""
    request.session.pop(SESSION_KEY, None)
    request.session.pop(SESSION_UNTIL, None)
    response.delete_cookie(settings.REPORTER_COOKIE_NAME, path="/", samesite="Lax")


def opened(request: HttpRequest, *, at: datetime) -> OpenedByReceipt | None:
    """The complaint this browser has opened by its code, while the page is still warm; extends the quiet time."""
    ciphertext, until = request.session.get(SESSION_KEY), request.session.get(SESSION_UNTIL)
    half = request.COOKIES.get(settings.REPORTER_COOKIE_NAME)
    if not ciphertext or not half or not until or datetime.fromisoformat(until) <= at:
        return None
    unlocked = unwrap_from_session(ciphertext, half)
    if unlocked is None:
        return None
    request.session[SESSION_UNTIL] = (at + QUIET).isoformat()
    return open_by_receipt(unlocked, at=at)


class StatusEntryView(PublicView, FormView):
    """`/status/`: the code opens the page; one sentence for every code that does not, after the same short wait."""

    template_name = "complaints/public/status_entry.html"
    form_class = ReceiptCodeForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The open page when the browser still holds it, else the field for the code."""
        at = timezone.now()
        found = opened(request, at=at)
        if found is None:
            return super().get(request, *args, **kwargs)
        return _status_page(request, found, at=at)

    def form_valid(self, form: ReceiptCodeForm) -> HttpResponse:
        """Opens the page and redirects, so that the code is in no address and no refresh sends it again."""
        unlocked = unlock_receipt(form.cleaned_data["kode"])
        at = timezone.now()
        if unlocked is None or open_by_receipt(unlocked, at=at) is None:
            form.add_error("kode", _("Kode tidak dikenali. Periksa huruf dan angka pada tanda terima Anda."))
            return self.form_invalid(form)
        response = redirect("complaints:status")
        remember(self.request, response, unlocked, at=at)
        return response

    def form_invalid(self, form: ReceiptCodeForm) -> HttpResponse:
        """Says what to do; the typed code is not shown again to whoever looks over the shoulder."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ReporterView(PublicView):
    """Anything done on an opened status page; a page gone cold leads back to the code."""

    found: OpenedByReceipt
    at: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Opens the complaint first."""
        self.at = timezone.now()
        found = opened(request, at=self.at)
        if found is None:
            messages.info(request, _("Halaman status tertutup karena lama tidak dipakai. Masukkan kode tanda terima lagi."))
            return redirect("complaints:status")
        self.found = found
        return super().dispatch(request, *args, **kwargs)


class SendMessageView(ReporterView, FormView):
    """A message from the reporter, with files if there are any."""

    template_name = "complaints/public/status.html"
    form_class = MessageForm

    def form_valid(self, form: MessageForm) -> HttpResponse:
        """Stores the message once, then returns to the page."""
        cleaned = form.cleaned_data
        case, keys = self.found.complaint, self.found.keys
        conversation.post_message(case, cleaned["pesan"], once=cleaned["once"], keys=keys, by=None, at=self.at)
        messages.success(self.request, _("Pesan Anda terkirim."))
        return redirect("complaints:status")

    def form_invalid(self, form: MessageForm) -> HttpResponse:
        """The page again, with what was typed."""
        return _status_page(self.request, self.found, at=self.at, message_form=form, status=422)


class SendFileView(ReporterView, View):
    """One more piece of evidence, sealed while it was received."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Adds each file; says which could not be taken and why."""
        for upload in request.FILES.getlist("berkas"):
            self._add(upload)
        if not request.FILES.getlist("berkas"):
            messages.error(request, _("Pilih berkas terlebih dahulu."))
        return redirect("complaints:status")

    def _add(self, upload: Any) -> None:
        if not isinstance(upload, SealedUpload) or upload.too_large or not upload.size:
            reason = _("Berkas “%(name)s” tidak diterima: kosong atau lebih besar dari 5 MB. Perkecil lalu kirim lagi.")
            messages.error(self.request, reason % {"name": upload.name})
            return
        case, keys = self.found.complaint, self.found.keys
        file = attachments.IncomingFile(upload.stored, name=upload.name or "", content_type=upload.content_type or "")
        attachments.ingest_file(case, file, inside=case.thread, keys=keys, by=None, at=self.at)
        messages.success(self.request, _("Berkas “%(name)s” diterima.") % {"name": upload.name})


class AskProtectionView(ReporterView, FormView):
    """A wish for protection (Pasal 11): sealed to the protection officers alone."""

    template_name = "complaints/public/protection.html"
    form_class = ProtectionForm

    def form_valid(self, form: ProtectionForm) -> HttpResponse:
        """Notes it and says what happens next."""
        conversation.ask_protection(self.found.complaint, form.cleaned_data["uraian"], at=self.at)
        words = _("Permintaan perlindungan Anda telah diteruskan kepada petugas perlindungan. Hanya mereka yang dapat membacanya.")
        messages.success(self.request, words)
        return redirect("complaints:status")


class LeaveStatusView(PublicView, View):
    """[Keluar]: both halves of the key go."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Closes the page."""
        response = redirect("complaints:status")
        forget(request, response)
        return response


def _status_page(request: HttpRequest, found: OpenedByReceipt, *, at: datetime, message_form: MessageForm | None = None, status: int = 200) -> HttpResponse:
    """The whole page: five plain words, promised dates, answers, conversation, files."""
    case, keys = found.complaint, found.keys
    issued = list(issued_answers(case).select_related("thread", "content"))
    for answer in issued:
        answers.mark_read(answer, at=at)
    final = any(answer.kind != "interim" for answer in issued)
    word = public_status(ComplaintState(case.state), answered=final)
    context = {
        "complaint": case,
        "status": word,
        "steps": [(step.label, step == word) for step in PublicStatus],
        "promises": _promises(case, at=at),
        "answers": [_answer(answer, keys) for answer in reversed(issued)],
        "conversation": [_message(row, keys) for row in case.messages.select_related("thread").order_by("-sent_at")],
        "files": [open_sealed(row, "facts", keys) for row in case.attachments.filter(inside=case.thread).select_related("inside")],
        "message_form": message_form or MessageForm(),
        "parts": [(part.template, filled) for part in slots.status_part.visible(request) if (filled := part.provider(request, case)) is not None],
        "form": message_form,
    }
    return render(request, "complaints/public/status.html", context, status=status)


def _answer(answer: Any, keys: Any) -> dict[str, Any]:
    parts = answers.parts_of(answer, keys)
    return {"answer": answer, "parts": parts, "grounds": citations(parts.grounds)}


def _message(row: Any, keys: Any) -> tuple[Any, str, bool]:
    return row, (open_sealed(row, "body", keys) or {}).get("text", ""), row.direction == Direction.FROM_REPORTER


def _promises(case: Complaint, *, at: datetime) -> list[Promise]:
    clocks = clocks_of([case], today=timezone.localdate(at))[case.pk]
    return [Promise(TERMS[clock.kind].days, clock.due_on, str(PROMISE_WORDS[clock.kind]), TERMS[clock.kind].carries_out) for clock in clocks]
