"""Hands a case to its rightful readers when the first tick was wrong; the clocks run on."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from complaints.enums import DeadlineKind, Routing
from complaints.models import Complaint
from complaints.rules.confidentiality import MetBy, needs_mayor_assignment, recipients
from complaints.rules.moves import Move
from complaints.services.access import share, shut_out
from complaints.services.people import choose
from complaints.services.transitions import meet, move
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.keys import Keys
from foundation.vault.models import Grant
from foundation.vault.sealing import seal


class ReasonMissing(ValueError):
    """A wrong tick is handed back with a reason; none was given."""


@transaction.atomic
def reroute(complaint: Complaint, routing: Routing, *, reason: str, keys: Keys, by: User, at: datetime) -> Complaint:
    """Seal the case to the readers of another row of the table and shut out those who no longer belong.

    Done by whoever holds the case (`keys` open it). The register number and all clocks stay; where the new row is
    reached by arrival, 6(5) is met now. Raises ReasonMissing, NobodyCanReceive.
    """
    if not reason.strip():
        raise ReasonMissing
    complaint = Complaint.objects.select_for_update().get(pk=complaint.pk)
    before = complaint.routing
    row = recipients(routing)
    walled = [wall.user for wall in complaint.walls.select_related("user")]
    registrar = complaint.registered_by if complaint.registered_by_id else None
    chosen = choose(row, walled=walled, registrar=registrar, on=timezone.localdate(at))
    holders_now = set(Grant.objects.filter(compartment=complaint.content).values_list("holder_id", flat=True))
    share(complaint, [user for user in chosen.readers if user.holder_id not in holders_now], keys=keys, by=by, reason="rerouted", at=at)
    complaint.routing = routing
    complaint.handling_officer = chosen.handling_officer
    complaint.mayor_assignment = complaint.mayor_assignment or needs_mayor_assignment(routing)
    seal(complaint, "routing_reason", {"from": before, "to": str(routing), "words": reason}, keys)
    complaint.save(update_fields=["routing", "handling_officer", "mayor_assignment", "routing_reason"])
    record("complaint.rerouted", complaint, by=by, at=at, detail={"from": before, "to": str(routing)})
    if row.forward_met_by == MetBy.ARRIVAL and complaint.state == "received":
        move(complaint, Move.FORWARD, by=by, at=at)
        meet(complaint, DeadlineKind.FORWARD, by=by, at=at)
    leaving = set(holders_now) - {user.holder_id for user in chosen.readers}
    people = list(User.objects.filter(holder_id__in=leaving).select_related("holder"))
    shut_out(complaint, people, keys=keys, by=by, reason="rerouted", at=at)
    return complaint
