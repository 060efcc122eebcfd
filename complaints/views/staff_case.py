"""The case screen: one page a tab, and what the officer and the Inspektur do first with a case."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from complaints import permissions, queries
from complaints.enums import Direction, EmploymentStatus, Routing
from complaints.forms import ForwardForm, MessageForm, RecuseForm, RerouteForm, SummaryForm
from complaints.models import Complaint
from complaints.services import access, conversation, forwarding, routing, summary
from complaints.services.people import NobodyCanReceive
from complaints.slots.case import CaseScreen
from complaints.slots.channels import channel_labels
from complaints.slots.clocks import deadline_view
from complaints.slots.timeline import timeline_of
from foundation.audit.services import record
from foundation.ui.views import RefusalsMixin, StaffView
from foundation.vault.errors import CannotOpen
from foundation.vault.files import open_stream
from foundation.vault.primitives import Key
from foundation.vault.sealing import open_sealed


class SummaryView(CaseScreen, TemplateView):
    """`/petugas/perkara/<uuid>/`: the tab Ringkasan."""

    template_name = "complaints/staff/case_summary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the case is about, on one page, with the newest of its timeline."""
        timeline, more = timeline_of(self.complaint)
        return super().get_context_data(
            **kwargs,
            summary=open_sealed(self.complaint, "summary", self.keys),
            story=open_sealed(self.complaint, "story", self.keys) or {},
            accused=list(opened_accused(self.complaint, self.keys)),
            channel=dict(channel_labels()).get(self.complaint.channel, self.complaint.channel),
            routing=Routing(self.complaint.routing),
            attachments=self.complaint.attachments.count(),
            timeline=timeline,
            more=more,
        )


class StoryView(CaseScreen, TemplateView):
    """The tab Uraian: what was told, as it was told."""

    template_name = "complaints/staff/case_story.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The opened contents."""
        reason = open_sealed(self.complaint, "routing_reason", self.keys)
        return super().get_context_data(**kwargs, story=open_sealed(self.complaint, "story", self.keys) or {}, routing_reason=reason)


class PartiesView(CaseScreen, TemplateView):
    """The tab Para pihak: the accused; the reporter stays behind the lock."""

    template_name = "complaints/staff/case_parties.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The opened accused rows and the plain facts about the reporter."""
        return super().get_context_data(**kwargs, accused=list(opened_accused(self.complaint, self.keys)))


class FilesView(CaseScreen, TemplateView):
    """The tab Dokumen: sealed files with their names and hashes."""

    template_name = "complaints/staff/case_files.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each file's facts, opened."""
        rows = self.complaint.attachments.select_related("inside", "uploaded_by")
        return super().get_context_data(**kwargs, files=[(row, open_sealed(row, "facts", self.keys) or {}) for row in rows])


class FileView(CaseScreen, View):
    """One file, decrypted while it is sent; always a download, never shown by the browser."""

    def get(self, request: Any, pk: uuid.UUID, file: uuid.UUID) -> StreamingHttpResponse:
        """Streams the original and notes who took it."""
        del request, pk
        row = self.complaint.attachments.select_related("inside").filter(pk=file).first()
        if row is None:
            raise Http404
        facts = open_sealed(row, "facts", self.keys) or {}
        record("attachment.opened", self.complaint, by=self.request.user, at=self.at, detail={"attachment": str(row.pk)})
        response = StreamingHttpResponse(_whole(row.stored_name, facts), content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="berkas-{row.pk.hex[:8]}.bin"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Length"] = str(facts["size"])
        return response


def _whole(stored_name: str, facts: dict[str, Any]) -> Iterator[bytes]:
    """The file's bytes; raises CannotOpen in the middle of the stream when the sealed file was cut or changed."""
    yield from open_stream(stored_name, Key(bytes.fromhex(facts["key"])))


class ConversationView(CaseScreen, RefusalsMixin, FormView):
    """The tab Pesan: the conversation with the reporter."""

    template_name = "complaints/staff/case_messages.html"
    form_class = MessageForm
    refusals = (conversation.EmptyMessage,)

    def refusal_words(self, refusal: Exception) -> str:
        """An empty message is the only refusal."""
        del refusal
        return "Tulis pesan Anda terlebih dahulu"

    def get_initial(self) -> dict[str, Any]:
        """A fresh token, so that a double send stores one message."""
        return {"once": uuid.uuid4()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The opened messages, oldest first."""
        rows = self.complaint.messages.select_related("thread", "sent_by")
        opened = [(row, (open_sealed(row, "body", self.keys) or {}).get("text", ""), row.direction == Direction.TO_REPORTER) for row in rows]
        return super().get_context_data(**kwargs, conversation=opened)

    def form_valid(self, form: MessageForm) -> HttpResponse:
        """One message to the reporter."""
        cleaned = form.cleaned_data
        conversation.post_message(
            self.complaint, cleaned["pesan"], once=cleaned["once"], keys=self.keys, by=self.request.user, at=self.at,  # type: ignore[arg-type]
        )
        messages.success(self.request, "Pesan terkirim. Pelapor membacanya di halaman status.")
        return redirect("complaints:case_messages", self.complaint.pk)


class TimelineView(CaseScreen, TemplateView):
    """The tab Linimasa: everything that happened, newest first."""

    template_name = "complaints/staff/case_timeline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Up to 500 acts."""
        timeline, more = timeline_of(self.complaint, limit=queries.COUNT_CAP)
        return super().get_context_data(**kwargs, timeline=timeline, more=more)


class IdentityView(CaseScreen, TemplateView):
    """The tab Identitas: locked here; what is known without opening it, and how it is protected."""

    template_name = "complaints/staff/case_identity.html"


class ForwardView(CaseScreen, RefusalsMixin, FormView):
    """Hand the complaint on to the Inspektur (Pasal 6 ayat (5)); the page itself is the confirmation."""

    template_name = "complaints/staff/case_forward.html"
    form_class = ForwardForm
    refusals = (forwarding.NotForwardable,)

    def has_permission(self) -> bool:
        """The handling officer or a channel officer, while nobody has forwarded it."""
        return permissions.may_forward(self.request.user.pk, self.request.roles, self.complaint)  # type: ignore[arg-type, attr-defined]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The kinds of violation in force today."""
        return {**super().get_form_kwargs(), "types": queries.types_in_force(timezone.localdate(self.at))}

    def get_initial(self) -> dict[str, Any]:
        """Not classified, until the officer says so."""
        return {"jenis": self.complaint.violation_type.code if self.complaint.violation_type else "belum_digolongkan"}

    def form_valid(self, form: ForwardForm) -> HttpResponse:
        """Forward, then back to the inbox: the officer no longer opens the case."""
        forwarding.forward(self.complaint, violation_type=form.cleaned_data["jenis"], keys=self.keys, by=self.request.user, at=self.at)  # type: ignore[arg-type]
        messages.success(self.request, f"{self.complaint.register_number} diteruskan kepada Inspektur. Batas Pasal 6 ayat (5) terpenuhi.")
        return redirect("complaints:inbox")


class AcknowledgeView(CaseScreen, View):
    """The Inspektur's "diterima" beside the clock."""

    def has_permission(self) -> bool:
        """Who decides the case."""
        return permissions.may_decide(self.request.roles)  # type: ignore[attr-defined]

    def post(self, request: Any, pk: uuid.UUID) -> HttpResponse:
        """Note it and return to the case."""
        del pk
        forwarding.acknowledge(self.complaint, by=request.user, at=self.at)
        messages.success(request, "Penerimaan dicatat.")
        return redirect("complaints:case", self.complaint.pk)


class RerouteView(CaseScreen, RefusalsMixin, FormView):
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
            return "Belum ada pejabat dengan kunci untuk tujuan ini. Hubungi administrator agar penunjukannya dilengkapi, lalu ulangi."
        return "Isi alasan perubahan tujuan."

    def get_initial(self) -> dict[str, Any]:
        """Where it is now."""
        return {"tujuan": self.complaint.routing}

    def form_valid(self, form: RerouteForm) -> HttpResponse:
        """Re-seal and go to the inbox: the person may no longer hold it."""
        cleaned = form.cleaned_data
        routing.reroute(
            self.complaint, Routing(cleaned["tujuan"]), reason=cleaned["alasan"], keys=self.keys, by=self.request.user, at=self.at,  # type: ignore[arg-type]
        )
        messages.success(self.request, f"Tujuan {self.complaint.register_number} diubah. Hitungan waktu tetap berjalan sejak diterima.")
        return redirect("complaints:inbox")


class EditSummaryView(CaseScreen, FormView):
    """The running summary at the top of the case."""

    template_name = "complaints/staff/case_form.html"
    form_class = SummaryForm
    extra_context = {"heading": "Ringkasan berjalan", "submit": "Simpan ringkasan"}

    def get_initial(self) -> dict[str, Any]:
        """The present text."""
        return {"ringkasan": (open_sealed(self.complaint, "summary", self.keys) or {}).get("text", "")}

    def form_valid(self, form: SummaryForm) -> HttpResponse:
        """Save and return."""
        summary.write_summary(self.complaint, form.cleaned_data["ringkasan"], keys=self.keys, by=self.request.user, at=self.at)  # type: ignore[arg-type]
        messages.success(self.request, "Ringkasan disimpan.")
        return redirect("complaints:case", self.complaint.pk)


class RecuseView(CaseScreen, FormView):
    """Declare a conflict of interest; the case is gone in the same second."""

    template_name = "complaints/staff/case_recuse.html"

    form_class = RecuseForm

    def form_valid(self, form: RecuseForm) -> HttpResponse:
        """Withdraw and go to the inbox."""
        access.recuse(self.complaint, self.request.user, reason=form.cleaned_data["alasan"], keys=self.keys, at=self.at)  # type: ignore[arg-type]
        messages.success(self.request, "Benturan kepentingan dicatat. Anda tidak lagi memegang perkara itu.")
        return redirect("complaints:inbox")


class OfficerReceiptView(StaffView, TemplateView):
    """What an officer keeps of a complaint he registered and handed on: receipt facts and status, no contents."""

    template_name = "complaints/staff/officer_receipt.html"

    complaint: Complaint
    at: datetime

    def has_permission(self) -> bool:
        """Visible, and registered by this person."""
        self.at = timezone.now()
        cases = queries.visible_to(self.request.user, at=self.at)  # type: ignore[arg-type]
        found = cases.filter(pk=self.kwargs["pk"], registered_by=self.request.user.pk).first()
        if found is None:
            return False
        self.complaint = found
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Clocks and state only."""
        today = timezone.localdate(self.at)
        clocks = queries.clocks_of([self.complaint], today=today)[self.complaint.pk]
        return super().get_context_data(**kwargs, complaint=self.complaint, deadlines=[deadline_view(clock, today=today) for clock in clocks])


def opened_accused(complaint: Complaint, keys: Any) -> Iterator[tuple[Any, dict[str, str], str]]:
    """Each accused row with its opened details and what the person is to the Kota."""
    for person in complaint.accused.select_related("content"):
        try:
            details = open_sealed(person, "details", keys) or {}
        except CannotOpen:
            details = {}
        yield person, details, str(EmploymentStatus(person.status).label)


def case_url(complaint: Complaint) -> str:
    """The address of a case."""
    return reverse("complaints:case", args=[complaint.pk])
