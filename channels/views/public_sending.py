"""Around the steps: beginning, pausing, coming back, checking, sending, the receipt, and leaving no trace."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from channels.forms.public import DeclarationForm, ResumeForm
from channels.rules import steps
from channels.rules.steps import Step
from channels.rules.ways_in import EMPLOYEES_REPORT
from channels.services import alarm, web
from channels.services.evidence import Fault
from channels.services.receipts import Receipt
from channels.services.seeding import shipped
from channels.views.answers import groups_of
from channels.views.public_steps import FAULTS, AccusedView, ContactView, EvidenceView, StoryView, WhoView, expired_address
from channels.views.receipt import as_text, ticket
from channels.views.typed import as_typed, rows_of_fragment, unsent_page
from channels.views.visit import Visit, code_in, forget, remember, shown_code_in, visit_of
from complaints.services import drafts
from complaints.services.drafts import DraftGone, DraftSent, FormDraft
from foundation.ui.context import site_settings
from foundation.ui.views import PublicView
from foundation.vault.codes import normalise
from foundation.vault.errors import BadCode

log = structlog.get_logger(__name__)

DECLARED = "pernyataan"
"""Under this name the draft keeps that somebody tried to send without the declaration."""


class VisitView(PublicView):
    """A page about the visitor's own draft: `at`, and `visit` when this browser has one."""

    at: datetime
    visit: Visit | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Opens the draft."""
        self.at = timezone.now()
        self.visit = visit_of(request, at=self.at)
        return super().dispatch(request, *args, **kwargs)


class StartView(VisitView, TemplateView):
    """`/lapor/`: what is asked, how to stay unseen; or the way back into what was begun."""

    template_name = "channels/public/start.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether something is begun, and where it stands."""
        begun = self.visit if self.visit is not None and self.visit.draft.sent is None else None
        number = steps.stopped_at(begun.draft.answers) if begun else 1
        return super().get_context_data(**kwargs, begun=begun, number=number, employees_report=EMPLOYEES_REPORT)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """[Mulai yang baru]: the old draft stays with its code, this browser begins anew."""
        del request
        response = redirect("channels:step", 1)
        forget(response)
        return response


class SavedView(VisitView, TemplateView):
    """`/lapor/tersimpan/`: the resume code, large, and until when it works."""

    template_name = "channels/public/saved.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The code of the draft in hand."""
        del request, args, kwargs
        if self.visit is None or self.visit.draft.sent is not None:
            return redirect(expired_address())
        number = steps.stopped_at(self.visit.draft.answers)
        return self.render_to_response(self.get_context_data(visit=self.visit, number=number, groups=self.visit.groups))


class ResumeView(VisitView, FormView):
    """`/lapor/lanjut/`: a resume code brings a draft back; also where a page leads whose draft is gone ("Waktu Anda habis")."""

    template_name = "channels/public/resume.html"
    form_class = ResumeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether time ran out, and what could be saved of the last page."""
        fragment = self.visit if self.visit and steps.can_be_adopted(self.visit.draft.answers) else None
        return super().get_context_data(**kwargs, expired=self.request.GET.get("alasan") == "habis", fragment=fragment)

    def form_valid(self, form: ResumeForm) -> HttpResponse:
        """Go on where the person stopped; a fragment saved from a lost page joins its draft, or says that it was too late."""
        try:
            # What is kept and shown from here on is the code itself, not how this person happened to type it.
            code = normalise(form.cleaned_data["kode"])
            draft = drafts.load(code, at=self.at)
            fragment = self.visit if self.visit is not None and steps.can_be_adopted(self.visit.draft.answers) else None
            if fragment is not None and fragment.draft.id != draft.id:
                draft = self.joined(code, fragment)
        except (BadCode, DraftGone):
            form.add_error("kode", _("Kode tidak dikenali: periksa huruf dan angkanya; tulisan disimpan paling lama tujuh hari"))
            return self.form_invalid(form)
        if fragment is not None and fragment.draft.id != draft.id and draft.sent is not None:
            # This browser goes on holding the fragment's code: it alone brings back what was not sent.
            files = [file["name"] for file in fragment.draft.files]
            return unsent_page(self.request, draft, rows_of_fragment(fragment.draft), files=files, fragment=fragment)
        number = steps.stopped_at(draft.answers)
        response = redirect("channels:receipt") if draft.sent is not None else redirect("channels:step", number)
        remember(response, code)
        return response

    def joined(self, code: str, fragment: Visit) -> FormDraft:
        """The draft of a code with the fragment in it, or as it is when it was sent; says of each file that found no room why."""
        try:
            draft = drafts.adopt(code, fragment.code, most=settings.ATTACHMENT_MAX_COUNT, at=self.at)
        except DraftSent:
            return drafts.load(code, at=self.at)
        if not draft.left_out:
            return draft
        refused = [[name, Fault.TOO_MANY] for name in draft.left_out]
        kept = as_typed(draft.answers.get(Step.EVIDENCE, {}))
        answers = {"typed": kept, "tried": True, "paused": True, "refused": refused}
        return drafts.save_step(code, Step.EVIDENCE, answers, at=self.at)

    def form_invalid(self, form: ResumeForm) -> HttpResponse:
        """Says what to do."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class CheckView(VisitView, TemplateView):
    """Step 6, "Periksa jawaban Anda": everything on one page, the declaration, [Kirim pengaduan]."""

    template_name = "channels/public/check.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For sending, whatever fails on the way is told as "not received"; the sending itself opens the draft."""
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        self.at, self.visit = timezone.now(), None
        try:
            return super(VisitView, self).dispatch(request, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever broke, nothing was committed unless the draft says so
            return self.after_failure(error)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answers; the receipt code is drawn at the first look, so that every later send shows the same one."""
        del request, args, kwargs
        if self.visit is None:
            return redirect(expired_address())
        draft = self.visit.draft
        if draft.sent is not None:
            return redirect("channels:receipt")
        unfinished = steps.first_unfinished(draft.answers)
        if unfinished != steps.CHECK:
            return redirect(reverse("channels:step", args=[unfinished]) + "?kembali=1")
        if not draft.receipt_code:
            drafts.draw_receipt(self.visit.code, at=self.at)
        form = DeclarationForm({}) if draft.answers.get(DECLARED, {}).get("tried") else DeclarationForm()
        return self.render_to_response(self.get_context_data(form=form, groups=groups_of(draft), visit=self.visit, number=steps.CHECK))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Send, then show the receipt by a redirect; without the declaration, say so."""
        if "simpan" in request.POST:
            return redirect("channels:saved")
        code = code_in(request)
        try:
            if DeclarationForm(request.POST).is_valid():
                web.send_draft(code, at=self.at)
                return redirect("channels:receipt")
            drafts.save_step(code, DECLARED, {"tried": True}, at=self.at)
        except DraftGone:
            return redirect(expired_address())
        except DraftSent:
            return redirect("channels:receipt")
        except web.NotFinished as unfinished:
            return redirect(reverse("channels:step", args=[unfinished.number]) + "?kembali=1")
        except web.FilesMissing:
            # That page looks itself which files are gone, and says what to do about each.
            return redirect(reverse("channels:step", args=[steps.number_of(Step.EVIDENCE)]) + "?kembali=1" + FAULTS)
        return redirect(reverse("channels:step", args=[steps.CHECK]) + FAULTS)

    def after_failure(self, error: Exception) -> HttpResponse:
        """The receipt when it was stored in spite of all; else the page that says that nothing was received."""
        log.error("complaint_not_taken_in", error=type(error).__name__, exc_info=error)
        visit = None
        try:
            visit = visit_of(self.request, at=self.at)
            if visit is not None and visit.draft.sent is not None:
                return redirect("channels:receipt")
        except Exception as again:
            log.exception("draft_not_read", error=type(again).__name__)
        try:
            alarm.intake_fails(at=self.at)
        except Exception as again:
            log.exception("alarm_not_given", error=type(again).__name__)
        return _not_received(visit, shown_code=shown_code_in(self.request))


class ReceiptView(VisitView, TemplateView):
    """`/lapor/tanda-terima/`: the receipt, the same at every refresh until [Selesai] or thirty minutes after sending."""

    template_name = "channels/public/receipt.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The ticket; a draft that is not sent goes back to its check page."""
        del args, kwargs
        if self.visit is None:
            return self.response_class(request, "channels/public/receipt_gone.html", self.get_context_data(), using=self.template_engine)
        if self.visit.draft.sent is None:
            return redirect("channels:step", steps.CHECK)
        receipt = Receipt.from_json(self.visit.draft.sent)
        return self.render_to_response(self.get_context_data(receipt=receipt, **ticket(receipt, self.visit.draft.receipt_code)))


class ReceiptTextView(VisitView, View):
    """`/lapor/tanda-terima.txt`: the receipt as a small text file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A download of about 1 KB; 404 without a sent draft."""
        if self.visit is None or self.visit.draft.sent is None:
            raise Http404
        receipt, address = Receipt.from_json(self.visit.draft.sent), request.build_absolute_uri("/status/")
        text = as_text(receipt, self.visit.draft.receipt_code, address=address)
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="tanda-terima.txt"'
        return response


class EraseView(VisitView, TemplateView):
    """`/lapor/hapus/`: asks before a draft that was not sent is erased."""

    template_name = "channels/public/erase.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The draft in hand."""
        return super().get_context_data(**kwargs, visit=self.visit)


class FinishView(VisitView, TemplateView):
    """`/lapor/selesai/`: [Selesai] and [Hapus tulisan] erase the draft, [Keluar dari perangkat ini] only the cookie."""

    template_name = "channels/public/finished.html"

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Erases, forgets, and shows that it is done."""
        if self.visit is not None and "keluar" not in request.POST:
            drafts.erase(self.visit.code, at=self.at)
        # Only what was put aside unsent can be gone on with.
        aside = self.visit is not None and self.visit.draft.sent is None and "keluar" in request.POST
        response = redirect(reverse("channels:finished") + ("?tersimpan=1" if aside else ""))
        forget(response)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether something waits to be gone on with."""
        return super().get_context_data(**kwargs, paused="tersimpan" in self.request.GET)


def _not_received(visit: Visit | None, *, shown_code: str) -> HttpResponse:
    """503 with the resume code and the other ways in; needs no database, and no `visit`."""
    channels = [channel for channel in shipped() if channel.advertised]
    context = {"site": site_settings(), "visit": visit, "shown_code": shown_code, "channels": channels}
    response = HttpResponse(loader.get_template("channels/public/not_received.html").render(context), status=503)
    patch_cache_control(response, no_store=True, private=True)
    return response


PAGES: dict[int, Callable[..., HttpResponseBase]] = {
    number: view.as_view() for number, view in enumerate((WhoView, AccusedView, StoryView, EvidenceView, ContactView, CheckView), start=1)
}


@login_not_required
def step(request: HttpRequest, number: int) -> HttpResponseBase:
    """`/lapor/<n>/`: the page with this number."""
    if number not in PAGES:
        raise Http404
    return PAGES[number](request)
