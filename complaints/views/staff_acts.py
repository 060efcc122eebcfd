"""What the officer and the Inspektur do with a case first: forward, acknowledge, hand on, step back, write to the reporter, sum up."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, View

from complaints import permissions, queries
from complaints.enums import UNCLASSIFIED, Direction, Routing
from complaints.forms.staff import ForwardForm, ForwardUnroutedForm, MessageForm, RecuseForm, RerouteForm, SummaryForm
from complaints.services import conversation, forward_letters, forwarding, routing, summary, walls
from complaints.services.people import NobodyCanReceive
from complaints.services.transitions import MoveNotAllowed
from complaints.slots.case import CaseScreen
from foundation.papers.rendering import NotRendered
from foundation.papers.services import NoLetterhead
from foundation.papers.views.files import pdf_shown, sent
from foundation.ui.views import RefusalsMixin
from foundation.vault.sealing import open_sealed

MOVED_ON = "Pengaduan ini sudah diteruskan orang lain. Kembali ke perkara untuk melihat keadaannya sekarang."

NOBODY_THERE = "Belum ada pejabat dengan kunci untuk tujuan ini. Hubungi administrator agar penunjukannya dilengkapi, lalu ulangi."


class CaseFormView(CaseScreen, RefusalsMixin, FormView):
    """A page inside a case with one form."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what was typed."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ForwardView(CaseFormView):
    """Hand the complaint on to the Inspektur (Pasal 6 ayat (5)); the page itself is the confirmation."""

    template_name = "complaints/staff/case_forward.html"
    form_class = ForwardForm
    refusals = (forwarding.NotForwardable, MoveNotAllowed)

    def has_permission(self) -> bool:
        """The handling officer or a channel officer, while nobody has forwarded it."""
        return permissions.may_forward(self.request.user.pk, self.request.roles, self.complaint)  # type: ignore[arg-type, attr-defined]

    def refusal_words(self, refusal: Exception) -> str:
        """The service's own words, or that somebody was quicker."""
        return MOVED_ON if isinstance(refusal, MoveNotAllowed) else str(refusal)

    def get_form_class(self) -> type[ForwardForm]:
        """What asked nothing on arrival is routed here, by the officer."""
        return ForwardUnroutedForm if self.complaint.routing == Routing.UNROUTED else ForwardForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The kinds of violation in force today."""
        return {**super().get_form_kwargs(), "types": queries.types_in_force(timezone.localdate(self.at))}

    def get_initial(self) -> dict[str, Any]:
        """Not classified, until the officer says so."""
        return {"jenis": self.complaint.violation_type.code if self.complaint.violation_type else UNCLASSIFIED}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether a letter will be made, or what is missing for it."""
        return super().get_context_data(**kwargs, lacking=forward_letters.lacking(self.request.user, at=self.at))  # type: ignore[arg-type]

    def form_valid(self, form: ForwardForm) -> HttpResponse:
        """Forward, then back to the inbox: the officer no longer opens the case. Now or never he takes the letter along."""
        facts = {"violation_type": form.cleaned_data["jenis"], "routing": form.routing, "take": "unduh" in self.request.POST}
        done = forwarding.forward_with_letter(self.complaint, **facts, keys=self.keys, by=self.request.user, at=self.at)  # type: ignore[arg-type]
        messages.success(self.request, f"{self.complaint.register_number} diteruskan kepada Inspektur.")
        return sent(done.letter) if done.letter else redirect("complaints:inbox")  # type: ignore[return-value]


class ForwardingPreviewView(CaseScreen, View):
    """The letter of a complaint that may be forwarded, as a PDF marked KONSEP, kept nowhere."""

    def has_permission(self) -> bool:
        """Who may forward it."""
        return permissions.may_forward(self.request.user.pk, self.request.roles, self.complaint)  # type: ignore[arg-type, attr-defined]

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """The file, shown in the browser; without a kop, back to the page that says what is missing."""
        del pk
        try:
            return pdf_shown(forward_letters.previewed(self.complaint, by=request.user, at=self.at), "konsep-penerusan")  # type: ignore[arg-type]
        except (NoLetterhead, NotRendered):
            return redirect("complaints:case_forward", self.complaint.pk)


class AcknowledgeView(CaseScreen, View):
    """The Inspektur's "diterima" beside the clock."""

    def has_permission(self) -> bool:
        """Who decides the case."""
        return permissions.may_decide(self.request.roles)  # type: ignore[attr-defined]

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """Note it and return to the case."""
        del pk
        forwarding.acknowledge(self.complaint, by=request.user, at=self.at)  # type: ignore[arg-type]
        messages.success(request, "Penerimaan dicatat.")
        return redirect("complaints:case", self.complaint.pk)


class RerouteView(CaseFormView):
    """Hand a case with a wrong tick to its rightful readers, with a reason."""

    template_name = "complaints/staff/case_reroute.html"
    form_class = RerouteForm
    refusals = (NobodyCanReceive, routing.ReasonMissing)

    def has_permission(self) -> bool:
        """Whoever holds the case before it is finished."""
        return permissions.may_reroute(self.request.user.pk, self.request.roles, self.complaint)  # type: ignore[arg-type, attr-defined]

    def refusal_words(self, refusal: Exception) -> str:
        """Why it cannot go there."""
        if isinstance(refusal, NobodyCanReceive):
            return NOBODY_THERE
        return "Isi alasan perubahan tujuan."

    def get_initial(self) -> dict[str, Any]:
        """Where it is now."""
        return {"tujuan": self.complaint.routing}

    def form_valid(self, form: RerouteForm) -> HttpResponse:
        """Re-seal and go to the inbox: the person may no longer hold it."""
        cleaned, user = form.cleaned_data, self.request.user
        if cleaned["tujuan"] == self.complaint.routing:
            form.add_error("tujuan", "Pilih tujuan yang lain dari sekarang, atau kembali bila tujuannya sudah benar.")
            return self.form_invalid(form)
        routing.reroute(self.complaint, Routing(cleaned["tujuan"]), reason=cleaned["alasan"], keys=self.keys, by=user, at=self.at)  # type: ignore[arg-type]
        messages.success(self.request, f"Tujuan {self.complaint.register_number} diubah. Hitungan waktu tetap berjalan sejak diterima.")
        return redirect("complaints:inbox")


class RecuseView(CaseFormView):
    """Declare a conflict of interest; the case is gone in the same second."""

    template_name = "complaints/staff/case_recuse.html"
    form_class = RecuseForm
    refusals = (routing.NobodyLeft,)

    def form_valid(self, form: RecuseForm) -> HttpResponse:
        """Withdraw and go to the inbox."""
        walls.recuse(self.complaint, self.request.user, reason=form.cleaned_data["alasan"], keys=self.keys, at=self.at)  # type: ignore[arg-type]
        messages.success(self.request, "Benturan kepentingan dicatat. Anda tidak lagi memegang perkara itu.")
        return redirect("complaints:inbox")


class ConversationView(CaseFormView):
    """The tab Pesan: the conversation with the reporter."""

    template_name = "complaints/staff/case_messages.html"
    form_class = MessageForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The opened messages, newest first."""
        rows = list(self.complaint.messages.select_related("sent_by").order_by("-sent_at", "-id"))
        for row in rows:
            row.thread = self.complaint.thread
        texts = [(open_sealed(row, "body", self.keys) or {}).get("text", "") for row in rows]
        own = [row.direction == Direction.TO_REPORTER for row in rows]
        return super().get_context_data(**kwargs, conversation=list(zip(rows, texts, own, strict=True)))

    def form_valid(self, form: MessageForm) -> HttpResponse:
        """One message to the reporter."""
        cleaned, user = form.cleaned_data, self.request.user
        conversation.post_message(self.complaint, cleaned["pesan"], once=cleaned["once"], keys=self.keys, by=user, at=self.at)  # type: ignore[arg-type]
        messages.success(self.request, "Pesan terkirim. Pelapor membacanya di halaman status.")
        return redirect("complaints:case_messages", self.complaint.pk)


class EditSummaryView(CaseFormView):
    """The running summary at the top of the case; when two people wrote at once, both texts are shown."""

    template_name = "complaints/staff/case_summary_edit.html"
    form_class = SummaryForm
    other: dict[str, Any] | None = None

    def get_initial(self) -> dict[str, Any]:
        """The present text, and which one it is."""
        present = summary.summary_of(self.complaint, self.keys)
        return {"ringkasan": present.get("text", ""), "dibaca": present.get("at", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the other writer's text after a conflict."""
        return super().get_context_data(**kwargs, other=self.other)

    def form_valid(self, form: SummaryForm) -> HttpResponse:
        """Save and return."""
        cleaned, user = form.cleaned_data, self.request.user
        try:
            summary.write_summary(
                self.complaint,
                cleaned["ringkasan"],
                seen=cleaned["dibaca"],
                keys=self.keys,
                by=user,  # type: ignore[arg-type]
                at=self.at,
            )
        except summary.SummaryChanged:
            return self._both_texts(form)
        messages.success(self.request, "Ringkasan disimpan.")
        return redirect("complaints:case", self.complaint.pk)

    def _both_texts(self, form: SummaryForm) -> HttpResponse:
        """Nothing is lost: the typed text stays in the form, the saved one stands beside it, the next save joins them."""
        self.other = summary.summary_of(self.complaint, self.keys)
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["dibaca"] = self.other.get("at", "")  # type: ignore[index]
        who = self.other.get("by") or "Orang lain"
        form.add_error("ringkasan", f"{who} baru saja mengubah ringkasan ini. Kedua teks ada di bawah; satukan, lalu simpan lagi.")
        return self.form_invalid(form)
