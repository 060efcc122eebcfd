"""Hands a case to its rightful readers when the first tick was wrong or its last reader is walled off; the clocks run on."""

from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from complaints import events
from complaints.enums import ComplaintState, DeadlineKind, Routing
from complaints.models import Complaint, RegrantDue
from complaints.permissions import may_register
from complaints.rules.confidentiality import FORWARDED_ROWS, MetBy, carries_mayors_mark, rank_on_mark, recipients, recipients_now
from complaints.rules.key_work import WhyDropped
from complaints.rules.moves import Move
from complaints.services.access import share, shut_out
from complaints.services.circles import follow_routing
from complaints.services.entitlement import is_entitled
from complaints.services.people import Chosen, NobodyCanReceive, choose, choose_row
from complaints.services.regrants import drop_regrants
from complaints.services.transitions import meet, move
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.audit.services import record
from foundation.vault.keys import Keys
from foundation.vault.models import Grant
from foundation.vault.queries import grants_in_force
from foundation.vault.sealing import seal

TEAM = "team."
"""How the reasons of grants begin that came with a place in the team."""


class Who(TypedDict):
    """What choosing people asks about a case."""

    walled: list[User]
    registrar: User | None


class ReasonMissing(ValueError):
    """A wrong tick is handed back with a reason; none was given."""


class NobodyLeft(NobodyCanReceive):
    """Whoever is walled off is the last who could hold the case; the message says what to do first, in Indonesian."""

    def __init__(self, routing: Routing) -> None:
        whom = "petugas rujukan" if routing == Routing.MAYOR else "delegasi Walikota atau petugas rujukan"
        super().__init__(
            f"Tidak ada orang lain yang dapat memegang perkara ini. Minta administrator menunjuk {whom} lebih dahulu. "
            "Setelah orang itu masuk satu kali, ulangi langkah ini."
        )


@transaction.atomic
def reroute(complaint: Complaint, routing: Routing, *, reason: str, keys: Keys, by: User, at: datetime) -> Complaint:
    """Seal the case to the readers of another row of the table and shut out those who no longer belong.

    Done by whoever holds the case (`keys` open it). The register number and all clocks stay; where the new row is
    reached by arrival, 6(5) is met now. After forwarding no officer is given the case again. A team stays where the
    Inspektorat's own people may work; whether the Walikota must assign it first is asked above (events.rerouted).
    Raises ReasonMissing, NobodyCanReceive.
    """
    if not reason.strip():
        raise ReasonMissing
    complaint = Complaint.objects.select_for_update().get(pk=complaint.pk)
    before = complaint.routing
    chosen = _chosen(complaint, routing, on=timezone.localdate(at))
    holders_now = dict(Grant.objects.filter(compartment=complaint.content).values_list("holder_id", "reason"))
    share(complaint, [user for user in chosen.readers if user.holder_id not in holders_now], keys=keys, by=by, reason="rerouted", at=at)
    _write(complaint, routing, chosen, {"from": before, "to": str(routing), "words": reason}, keys=keys)
    record("complaint.rerouted", complaint, by=by, at=at, detail={"from": before, "to": str(routing)})
    if recipients(routing).forward_met_by == MetBy.ARRIVAL and complaint.state == ComplaintState.RECEIVED:
        move(complaint, Move.FORWARD, by=by, at=at)
        meet(complaint, DeadlineKind.FORWARD, by=by, at=at)
    stays = {user.holder_id for user in chosen.readers}
    if routing in FORWARDED_ROWS:
        stays |= {holder for holder, why in holders_now.items() if why.startswith(TEAM)}
    else:
        waiting = RegrantDue.objects.filter(complaint=complaint, reason__startswith=TEAM)
        drop_regrants(waiting, WhyDropped.RELEASED, by=by, at=at)
    people = list(User.objects.filter(holder_id__in=set(holders_now) - stays).select_related("holder"))
    shut_out(complaint, people, keys=keys, by=by, reason="rerouted", at=at)
    follow_routing(complaint, by=by, at=at)
    events.rerouted.send(sender=Complaint, complaint=complaint, keys=keys, by=by, at=at)
    return complaint


@transaction.atomic
def keep_held(complaint: Complaint, routing: Routing, *, reason: str, keys: Keys, by: User, at: datetime) -> Complaint:
    """Bring a case to `routing`, or leave it in that row, and see that a reader in office holds it whom no wall stops.

    Called when walls stand and before they close, so that the keys of who leaves (`keys`) still seal it to others: to the
    row's other people in office, else to those of the next stricter row that has any. Somebody of a team alone does not
    keep a case, he decides nothing. Raises NobodyLeft when no row has anybody; then nothing is changed.
    """
    complaint = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if routing == complaint.routing and _is_held(complaint, at=at):
        return complaint
    today = timezone.localdate(at)
    try:
        row, chosen = choose_row(routing, forwarded=_has_arrived(complaint), **_who(complaint, on=today), on=today)
    except NobodyCanReceive:
        raise NobodyLeft(routing) from None
    if row != complaint.routing:
        return reroute(complaint, row, reason=reason, keys=keys, by=by, at=at)
    share(complaint, chosen.readers, keys=keys, by=by, reason="rerouted", at=at)
    if not _has_arrived(complaint):
        complaint.handling_officer = chosen.handling_officer
        complaint.save(update_fields=["handling_officer"])
    return complaint


def _is_held(complaint: Complaint, *, at: datetime) -> bool:
    """Whether somebody holds the contents by an office that the row still asks for, and is not behind a wall."""
    today = timezone.localdate(at)
    holding = grants_in_force(at=at).filter(compartment=complaint.content_id).values("holder_id")
    people = User.objects.filter(holder_id__in=holding).exclude(pk__in=complaint.walls.values("user_id"))
    return any(is_entitled(complaint, "registered", user, roles_of(user, on=today)) for user in people)


def _has_arrived(complaint: Complaint) -> bool:
    return complaint.state != ComplaintState.RECEIVED


def _chosen(complaint: Complaint, routing: Routing, *, on: date) -> Chosen:
    """The people of the new row."""
    return choose(recipients_now(routing, forwarded=_has_arrived(complaint)), **_who(complaint, on=on), on=on)


def _who(complaint: Complaint, *, on: date) -> Who:
    """Whom choosing leaves out, and the officer at whose desk it came in, only while he still is one."""
    registrar = complaint.registered_by
    if registrar is not None and not may_register(roles_of(registrar, on=on)):
        registrar = None
    return {"walled": [wall.user for wall in complaint.walls.select_related("user")], "registrar": registrar}


def _write(complaint: Complaint, routing: Routing, chosen: Chosen, reason: dict[str, str], *, keys: Keys) -> None:
    """The new row with its mark of Pasal 7(3); who handled the case before it was forwarded stays on record."""
    complaint.routing = routing
    if complaint.state == ComplaintState.RECEIVED:
        complaint.handling_officer = chosen.handling_officer
    found_rank = complaint.mayor_assignment_rank if complaint.mayor_assignment_found else ""
    complaint.mayor_assignment = carries_mayors_mark(routing, found=complaint.mayor_assignment_found)
    complaint.mayor_assignment_rank = rank_on_mark(routing, found_rank=found_rank)
    seal(complaint, "routing_reason", reason, keys)
    fields = ["routing", "handling_officer", "mayor_assignment", "mayor_assignment_rank", "routing_reason"]
    complaint.save(update_fields=fields)
