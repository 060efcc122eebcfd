"""What a reporter does on the status page: writes a message, adds files, asks for protection. Nothing typed is lost when it went cold."""

from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template import loader
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from complaints.forms.reporter import CODE_UNKNOWN, CODE_WAITS, EvidenceForm, ProtectionForm, ReporterMessageForm
from complaints.services import attachments, conversation
from complaints.services.reporter import CodeWaits, OpenedByReceipt
from complaints.views import reporter_session
from complaints.views.public_status import STATUS_TEMPLATE
from complaints.views.status_page import files_of, is_shown_on, shown_on, status_context
from foundation.ui.context import site_settings
from foundation.ui.views import PublicView
from foundation.ui.visible import visible
from foundation.vault.errors import VaultError
from foundation.vault.files import discard
from foundation.vault.holders import UnlockedHolder
from foundation.vault.uploads import SealedUpload

log = structlog.get_logger(__name__)

NOT_SENT = gettext_lazy("Berkas “%(name)s” belum terkirim: coba kirim sekali lagi")
COLD_TEMPLATE = "complaints/public/status_cold.html"
MOST_FILES = 40
"""Files a reporter may add on the status page in all."""


class ReporterFormView(PublicView, FormView):
    """A form on an opened status page. When the page has gone cold, the same form comes back with the code asked beside it."""

    form_class: type[Any]
    found: OpenedByReceipt | None
    unlocked: UnlockedHolder | None
    at: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Opens the complaint first; afterwards a code typed into the cold form keeps the page open.

        A code that was sent along decides, whatever other complaint this browser has opened meanwhile.
        """
        self.at, self.unlocked, self.found = timezone.now(), None, None
        try:
            if "kode" not in request.POST:
                self.found = reporter_session.opened(request, at=self.at)
            if self.found is not None and not is_shown_on(request.POST, self.found.complaint):
                self.found, self.extra_context = None, {**(self.extra_context or {}), "elsewhere": True}
            response = super().dispatch(request, *args, **kwargs)
        except (DatabaseError, OSError) as error:
            if request.method != "POST":
                raise
            return self.not_stored(error)
        if self.unlocked is not None:
            reporter_session.remember(request, response, self.unlocked, at=self.at)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; on a cold page there is nothing to keep, so the code is asked first."""
        if self.found is None:
            messages.info(request, _("Masukkan kode tanda terima untuk membuka halaman status."))
            return redirect("complaints:status")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """On a page that has just been found cold, what was typed comes back untouched, beside the field for the code."""
        if self.found is None and "kode" not in request.POST:
            form = self.form_class(initial=request.POST.dict(), cold=True)
            return render(request, COLD_TEMPLATE, self.get_context_data(form=form), status=422)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whether the code is asked too."""
        return {**super().get_form_kwargs(), "cold": self.found is None}

    def get_initial(self) -> dict[str, Any]:
        """On which complaint's page the form stands."""
        return {**super().get_initial(), **(shown_on(self.found.complaint) if self.found is not None else {})}

    def form_valid(self, form: Form) -> HttpResponse:
        """Opens by the code where that was needed, then acts."""
        if self.found is None:
            opened, refused = self._unlock(form.cleaned_data["kode"])
            if opened is None:
                form.add_error("kode", refused)
                return self.form_invalid(form)
            self.unlocked, self.found = opened
        return self.act(form, self.found)

    def _unlock(self, code: str) -> tuple[tuple[UnlockedHolder, OpenedByReceipt] | None, str]:
        """What a code opens, and what to say when it opens nothing."""
        try:
            return reporter_session.unlock(code, at=self.at), str(CODE_UNKNOWN)
        except CodeWaits:
            return None, str(CODE_WAITS)

    def form_invalid(self, form: Form) -> HttpResponse:
        """The page again, with what was typed."""
        if self.found is None:
            return render(self.request, COLD_TEMPLATE, self.get_context_data(form=form), status=422)
        return self.still_open(form, self.found)

    def not_stored(self, error: Exception) -> HttpResponse:
        """What was typed comes back, to be sent again with the code; rendered without the session, which may not be readable."""
        log.error("reporter_not_heard", error=type(error).__name__, exc_info=error)
        form = self.form_class(initial=self.request.POST.dict(), cold=True)
        context = {**(self.extra_context or {}), "form": form, "failed": True}
        context |= {"site": site_settings(), "csrf_token": get_token(self.request)}
        response = HttpResponse(loader.get_template(COLD_TEMPLATE).render(context), status=503)
        patch_cache_control(response, no_store=True, private=True)
        return response

    def act(self, form: Form, found: OpenedByReceipt) -> HttpResponse:
        """Do what the form asks for."""
        raise NotImplementedError

    def still_open(self, form: Form, found: OpenedByReceipt) -> HttpResponse:
        """Show the faults of a form on an opened page."""
        del found
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SendMessageView(ReporterFormView):
    """`/status/pesan/`: a message from the reporter, stored once however often it is sent."""

    form_class = ReporterMessageForm
    template_name = STATUS_TEMPLATE
    extra_context = {"heading": gettext_lazy("Kirim pesan"), "submit": gettext_lazy("Buka dan kirim pesan")}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form stands on the status page."""
        del request, args, kwargs
        return redirect("complaints:status")

    def act(self, form: Form, found: OpenedByReceipt) -> HttpResponse:
        """Stores it and returns to the page."""
        cleaned = form.cleaned_data
        conversation.post_message(found.complaint, cleaned["pesan"], once=cleaned["once"], keys=found.keys, by=None, at=self.at)
        messages.success(self.request, _("Pesan Anda terkirim."))
        return redirect("complaints:status")

    def still_open(self, form: Form, found: OpenedByReceipt) -> HttpResponse:
        """The whole page, the message still in its box."""
        context = status_context(self.request, found, at=self.at, message_form=form)  # type: ignore[arg-type]
        return render(self.request, STATUS_TEMPLATE, context, status=422)


class AskProtectionView(ReporterFormView):
    """`/status/perlindungan/`: a wish for protection (Pasal 11), sealed to the protection officers alone."""

    template_name = "complaints/public/protection.html"
    form_class = ProtectionForm
    extra_context = {"heading": gettext_lazy("Minta perlindungan"), "submit": gettext_lazy("Buka dan kirim permintaan")}
    session_key = "perlindungan_terkirim"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who has asked before only adds to it."""
        context = super().get_context_data(**kwargs)
        if self.found is not None and self.found.complaint.safety_id is not None:
            context["heading"] = _("Tambah keterangan perlindungan")
        return context

    def act(self, form: Form, found: OpenedByReceipt) -> HttpResponse:
        """Notes it and says what happens next; the form just sent, sent again with the same words, changes nothing."""
        # A keyed mark of both: the session store shows no words, and none can be tried out on it.
        once = salted_hmac(self.session_key, f"{form.cleaned_data['once']}:{form.cleaned_data['uraian']}", algorithm="sha256").hexdigest()
        if self.request.session.get(self.session_key) != once:
            conversation.ask_protection(found.complaint, form.cleaned_data["uraian"], at=self.at)
            self.request.session[self.session_key] = once
        words = _("Permintaan perlindungan Anda telah sampai kepada petugas perlindungan. Hanya mereka yang dapat membacanya.")
        messages.success(self.request, words)
        return redirect("complaints:status")


class SendFileView(PublicView, FormView):
    """`/status/berkas/`: more evidence, sealed while it was received."""

    form_class = EvidenceForm
    at: datetime

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form stands on the status page."""
        del request, args, kwargs
        return redirect("complaints:status")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Adds each file that can be kept and says of every other one why not; a cold page keeps none."""
        del args, kwargs
        self.at = timezone.now()
        found = reporter_session.opened(request, at=self.at)
        if found is not None and not is_shown_on(request.POST, found.complaint):
            words = _("Berkas belum terkirim: halaman status pengaduan lain terbuka di peramban ini. Keluar dulu, lalu masukkan kodenya.")
            messages.warning(request, words)
            return redirect("complaints:status")
        if found is None:
            words = _("Berkas belum terkirim karena halaman status tertutup. Masukkan kode tanda terima, lalu kirim berkas sekali lagi.")
            messages.warning(request, words)
            return redirect("complaints:status")
        form = self.get_form()
        kept = self._keep(form, found) if form.is_valid() else 0
        if kept:
            words = ngettext("%(count)d berkas diterima.", "%(count)d berkas diterima.", kept) % {"count": kept}
            messages.success(request, words)
        if form.is_valid():
            return redirect("complaints:status")
        return render(request, STATUS_TEMPLATE, status_context(request, found, at=self.at, evidence_form=form), status=422)

    def _keep(self, form: EvidenceForm, found: OpenedByReceipt) -> int:
        """Take the files in one by one; returns how many are the office's now, and leaves a fault in the form for the others.

        One that the database refuses is asked for again: should it have been stored unheard, the second send finds it there.
        """
        there = [facts for facts, _at in files_of(found.complaint, found.keys)]
        known, room = {(facts["sha256"], facts["name"]) for facts in there}, MOST_FILES - len(there)
        kept = 0
        for place, upload in enumerate(form.cleaned_data["berkas"]):
            fault = _fault(upload, place=place, room=room - kept) or self._add(upload, found, known)
            if fault:
                form.add_error("berkas", fault % {"name": visible(upload.name or ""), "most": settings.ATTACHMENT_MAX_COUNT})
            else:
                kept += 1
        return kept

    def _add(self, upload: SealedUpload, found: OpenedByReceipt, known: set[tuple[str, str]]) -> str:
        """Attach one sealed file, or say why not; the same file sent again is there already, and the second copy leaves the disk.

        A file whose commit may have gone through unheard stays on the disk; the sweep takes it if no row names it.
        """
        file = attachments.IncomingFile(upload.stored, name=upload.name or "", content_type=upload.content_type or "")
        if (file.stored.sha256, file.name) in known:
            discard(file.stored.name)
            return ""
        case = found.complaint
        try:
            attachments.ingest_file(case, file, inside=case.thread, keys=found.keys, by=None, at=self.at)
        except VaultError:
            discard(file.stored.name)
            raise
        except (DatabaseError, OSError) as error:
            log.exception("evidence_not_attached", error=type(error).__name__)
            return str(NOT_SENT)
        known.add((file.stored.sha256, file.name))
        return ""


def _fault(upload: Any, *, place: int, room: int) -> str:
    """Why a file cannot be kept, with room for its name; "" when it can."""
    if place >= settings.ATTACHMENT_MAX_COUNT:
        return _("Berkas “%(name)s” belum terkirim: paling banyak %(most)d berkas sekali kirim, kirim sisanya sesudah ini")
    if room <= 0:
        return _("Berkas “%(name)s” belum terkirim karena halaman ini sudah penuh: serahkan langsung kepada kami, atau tulis pesan")
    if not isinstance(upload, SealedUpload) or upload.failed:
        return str(NOT_SENT)
    if upload.too_large:
        return _("Berkas “%(name)s” lebih besar dari 5 MB dan belum terkirim: perkecil, lalu kirim lagi")
    if not upload.size:
        return _("Berkas “%(name)s” kosong (0 KB) dan belum terkirim: pilih berkas lain")
    return ""
