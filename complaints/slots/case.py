"""The frame of the case screen: header, clocks, tasks, tabs and actions around whatever page a room shows inside it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from complaints.enums import ComplaintState
from complaints.models import Complaint
from complaints.queries import clocks_of, openable_by, opened_for, with_sums
from complaints.services.access import case_compartments, tend
from complaints.services.entitlement import is_entitled
from complaints.slots.clocks import deadline_view
from complaints.slots.inbox import Wanted, neighbours, passing
from complaints.slots.tasks import task_groups
from foundation.ui import slots
from foundation.ui.parts import Tab
from foundation.ui.views import StaffView
from foundation.vault.keys import Keys


class CaseScreen(StaffView):
    """A page inside one case. `setup` loads the case by visibility; who cannot open it is answered 404.

    Pages of other rooms build on it: `self.complaint`, `self.keys` and `self.at` are there in every handler, the
    template extends "complaints/staff/case.html".
    """

    complaint: Complaint
    keys: Keys
    at: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the case, and does what an opening owes it: due re-keying and settling of drops."""
        super().setup(request, *args, **kwargs)
        self.at = timezone.now()
        self.complaint = load_case(request, kwargs["pk"], at=self.at)
        self.keys = request.keyring  # type: ignore[attr-defined]
        if tend(self.complaint, keys=self.keys, at=self.at):
            self.complaint = load_case(request, kwargs["pk"], at=self.at)

    def has_permission(self) -> bool:
        """Loading was the permission; pages that act ask more."""
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The frame's part of the context: case, clocks, tabs, actions."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, **frame(self.request, self.complaint, at=self.at)}


def load_case(request: HttpRequest, pk: UUID, *, at: datetime) -> Complaint:
    """The case with this key, or Http404 for everybody who cannot open its contents, walled people and strangers alike.

    A key outlives the term that brought it until the night that takes it away, so the office is asked here as well (Pasal 15).
    """
    keys: Keys | None = getattr(request, "keyring", None)
    if keys is None or not request.user.is_authenticated:
        raise Http404
    cases = with_sums(openable_by(request.user, at=at)).select_related(
        "content", "thread", "identity", "safety", "violation_type", "handling_officer", "registered_by", "reporter_holder"
    )
    complaint = cases.annotate(opened_for=opened_for(request.user.holder_id, at=at)).filter(pk=pk).first()
    if complaint is None or not is_entitled(complaint, complaint.opened_for, request.user, request.roles):  # type: ignore[attr-defined]
        raise Http404
    keys.preload(case_compartments(complaint))
    if not keys.can_open(complaint.content):
        raise Http404
    return complaint


def frame(request: HttpRequest, complaint: Complaint, *, at: datetime) -> dict[str, Any]:
    """What the case template needs around any page inside it."""
    today = timezone.localdate(at)
    clocks = clocks_of([complaint], today=today)[complaint.pk]
    actions = slots.case_action.visible(request, complaint)
    main = next((action for action in actions if action.primary), None)
    wanted = Wanted.from_query(request.GET)
    tabs = _tabs(request, complaint, wanted)
    return {
        "complaint": complaint,
        "state": ComplaintState(complaint.state),
        "deadlines": [deadline_view(clock, today=today) for clock in clocks],
        "tabs": tabs,
        "on_tab": any(tab.current for tab in tabs),
        "tasks": task_groups(request, complaint),
        "main_action": (main.label, reverse(main.url_name, args=[complaint.pk])) if main else None,
        "actions": [(action.label, reverse(action.url_name, args=[complaint.pk])) for action in actions if action is not main],
        "inbox_url": with_query(reverse("complaints:inbox"), wanted),
        "neighbours": _neighbours(request, complaint, wanted, at=at),
        "at": at,
    }


def with_query(url: str, wanted: Wanted) -> str:
    """An address that remembers the list it was reached from."""
    words = wanted.query()
    return f"{url}?{words}" if words else url


def _tabs(request: HttpRequest, complaint: Complaint, wanted: Wanted) -> list[Tab]:
    found = []
    for tab in slots.case_tab.visible(request, complaint):
        url = reverse(tab.url_name, args=[complaint.pk])
        label = tab.label + tab.suffix(request, complaint)
        found.append(Tab(label, with_query(url, wanted), current=request.path == url, icon=tab.icon))
    return found


def _neighbours(request: HttpRequest, complaint: Complaint, wanted: Wanted, *, at: datetime) -> list[tuple[str, str, str]]:
    """Links (relation, words, address) to the cases before and after this one in the list it was reached from, if it was."""
    if not wanted.query():
        return []
    # Also from the list of receipts: only what can be opened is linked.
    cases = passing(openable_by(request.user, at=at), wanted, today=timezone.localdate(at))  # type: ignore[arg-type]
    before, after = neighbours(cases, complaint, wanted)
    pairs = [("prev", "Perkara sebelumnya", before), ("next", "Perkara berikutnya", after)]
    return [(relation, words, with_query(reverse("complaints:case", args=[pk]), wanted)) for relation, words, pk in pairs if pk is not None]
