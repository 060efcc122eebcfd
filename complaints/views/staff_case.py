"""The case screen: one page a tab."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.generic import TemplateView

from complaints import permissions, queries
from complaints.enums import ROUTE_NAMES, Routing
from complaints.models import AccusedPerson, Complaint
from complaints.services.summary import summary_of
from complaints.slots.case import CaseScreen
from complaints.slots.channels import channel_labels
from complaints.slots.clocks import deadline_view
from complaints.slots.timeline import acts_of, timeline_of, told
from foundation.ui.views import StaffView
from foundation.vault.errors import CannotOpen
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed

ACTS_A_PAGE = 100


class SummaryView(CaseScreen, TemplateView):
    """`/petugas/perkara/<uuid>/`: the tab Ringkasan."""

    template_name = "complaints/staff/case_summary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the case is about, on one page, with the newest of its timeline."""
        timeline, more = timeline_of(self.complaint)
        summary = summary_of(self.complaint, self.keys)
        return super().get_context_data(
            **kwargs,
            summary=summary,
            written_at=datetime.fromisoformat(summary["at"]) if summary else None,
            story=open_sealed(self.complaint, "story", self.keys) or {},
            accused=list(opened_accused(self.complaint, self.keys)),
            channel=_inside_a_sentence(dict(channel_labels()).get(self.complaint.channel, self.complaint.channel)),
            route=ROUTE_NAMES[Routing(self.complaint.routing)],
            first_route=ROUTE_NAMES[Routing(self.complaint.routing_answer)],
            may_acknowledge=permissions.may_acknowledge(self.request.roles, self.complaint),  # type: ignore[attr-defined]
            timeline=timeline,
            more=more,
        )


def _inside_a_sentence(name: str) -> str:
    """A name as it stands within a sentence: "formulir web"; what begins with two capitals ("SMS") stays as it is."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


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


class TimelineView(CaseScreen, TemplateView):
    """The tab Linimasa: everything that happened, newest first."""

    template_name = "complaints/staff/case_timeline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of acts."""
        page = Paginator(acts_of(self.complaint), ACTS_A_PAGE).get_page(self.request.GET.get("halaman", "1"))
        return super().get_context_data(**kwargs, page=page, timeline=told(list(page.object_list)))


class OfficerReceiptView(StaffView, TemplateView):
    """What an officer keeps of a complaint he registered or forwarded: receipt facts and status, no contents."""

    template_name = "complaints/staff/officer_receipt.html"

    complaint: Complaint

    def has_permission(self) -> bool:
        """Visible, and received by this person's hands."""
        self.at = timezone.now()
        cases = queries.received_by(self.request.user, at=self.at)  # type: ignore[arg-type]
        found = cases.filter(pk=self.kwargs["pk"]).select_related("content").first()
        if found is None:
            return False
        self.complaint = found
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Clocks and state only; a link while the case is still in his hands."""
        today = timezone.localdate(self.at)
        clocks = queries.clocks_of([self.complaint], today=today)[self.complaint.pk]
        keys: Keys | None = self.request.keyring  # type: ignore[attr-defined]
        return super().get_context_data(
            **kwargs,
            complaint=self.complaint,
            channel=dict(channel_labels()).get(self.complaint.channel, self.complaint.channel),
            still_open=keys is not None and keys.can_open(self.complaint.content),
            deadlines=[deadline_view(clock, today=today) for clock in clocks],
        )


def opened_accused(complaint: Complaint, keys: Keys) -> Iterator[tuple[AccusedPerson, dict[str, str]]]:
    """Each accused row with its opened details."""
    for person in complaint.accused.all():
        person.content = complaint.content
        try:
            details = open_sealed(person, "details", keys) or {}
        except CannotOpen:
            details = {}
        yield person, details
