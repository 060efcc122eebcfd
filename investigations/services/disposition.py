"""The Inspektur's orders: the one follow-up decision, instructions beside it, and handing the assignment to the Walikota."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from complaints.enums import ComplaintState
from complaints.models import Complaint
from complaints.rules.moves import Move
from complaints.services.transitions import mark_mayor_assignment, start_follow_up
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.keys import Keys
from foundation.vault.sealing import seal
from investigations.enums import Action, Duty, Signatory
from investigations.models import FOLLOW_UP_ACTIONS, Disposition
from investigations.queries import awaits_order, follow_up_in_force, has_mayor_instrument, waits_for_mayor
from investigations.rules.assignment import Standing, rank, signatory
from investigations.rules.faults import Fault
from investigations.rules.follow_up import FOLLOW_UPS, Order, order_faults
from investigations.services.locking import locked
from investigations.services.team import MayorMustAssign, admit, refuse_referred, release_everybody

RUNNING = frozenset({ComplaintState.IN_REVIEW, ComplaintState.IN_AUDIT})

NOTHING_RUNS = frozenset({ComplaintState.FORWARDED, ComplaintState.AWAITING_MAYOR, ComplaintState.POSTPONED, ComplaintState.STOPPED})
"""States in which no follow-up has to be held up for the Walikota; one taken up again meets his mark at its disposition."""


class NotOrderable(Exception):
    """The order lacks something or comes at the wrong time; `faults` are sentences that say what to do."""

    def __init__(self, found: tuple[str, ...]) -> None:
        self.faults = found
        super().__init__(" ".join(found))


class NotForTheMayor(Exception):
    """Nothing recorded of the accused makes the assignment the Walikota's."""


@transaction.atomic
def dispose(complaint: Complaint, order: Order, *, assignee: User | None, keys: Keys, by: User, at: datetime) -> Disposition:
    """Give an order. A review or an audit is the follow-up decision: the case moves to IN_REVIEW or IN_AUDIT, and the reviewer
    is given the keys; where the Walikota assigns and has not, it moves to AWAITING_MAYOR and nobody is given anything.

    No clock is met by it (Pasal 7(2) asks for the result). Raises ReferredOutside, NotOrderable, MayorMustAssign,
    ConflictOfInterest, complaints' MoveNotAllowed and NotShared.
    """
    case = locked(complaint)
    refuse_referred(case)
    fresh = awaits_order(case)
    faults = order_faults(order, decided=not fresh and follow_up_in_force(case) is not None, today=timezone.localdate(at))
    waits = waits_for_mayor(case, FOLLOW_UPS.get(order.action))
    if order.action == Action.REVIEW and not waits and assignee is None:
        faults = (*faults, Fault("Pilih penelaah.", "assignee"))
    if faults:
        raise NotOrderable(faults)
    if waits and assignee is not None:
        raise MayorMustAssign
    given = _store(case, order, assignee=assignee, keys=keys, by=by, at=at)
    if order.action in FOLLOW_UPS:
        _start(case, order.action, assignee, waits=waits, keys=keys, by=by, at=at)
    complaint.refresh_from_db()
    return given


def _store(case: Complaint, order: Order, *, assignee: User | None, keys: Keys, by: User, at: datetime) -> Disposition:
    """Keep the order; a follow-up decision that has run its course gives way to a new one."""
    if order.action in FOLLOW_UPS:
        Disposition.objects.filter(complaint=case, action__in=FOLLOW_UP_ACTIONS, replaced_at__isnull=True).update(replaced_at=at)
    given = Disposition(
        complaint=case,
        content=case.content,
        action=order.action,
        assignee=assignee,
        due_on=order.due_on,
        by=by,
        at=at,
    )
    seal(given, "instruction", {"words": order.instruction, "direct_audit_reason": order.direct_audit_reason}, keys)
    given.save(force_insert=True)
    detail = {"disposition": given.pk, "action": order.action, "due_on": order.due_on}
    record("disposition.given", case, by=by, at=at, detail={**detail, "assignee": assignee.pk if assignee else None})
    return given


def _start(case: Complaint, action: Action, assignee: User | None, *, waits: bool, keys: Keys, by: User, at: datetime) -> None:
    if waits:
        start_follow_up(case, Move.AWAIT_MAYOR, by=by, at=at)
    elif action == Action.AUDIT:
        start_follow_up(case, Move.START_AUDIT, by=by, at=at)
    else:
        start_follow_up(case, Move.START_REVIEW, by=by, at=at)
    if assignee is not None:
        admit(case, [(assignee, Duty.REVIEWER)], assignment=None, keys=keys, by=by, at=at)


@transaction.atomic
def hand_to_mayor(complaint: Complaint, accused: Sequence[Standing], *, keys: Keys, by: User, at: datetime) -> Complaint:
    """Record that an accused is an echelon II official or of the Inspektorat, whenever that becomes known (Pasal 7(3)).

    Until the Walikota's instrument is recorded the follow-up waits and nobody of the team keeps the case; no clock stops.
    Raises ReferredOutside, NotForTheMayor when the facts do not say so, MoveNotAllowed when the follow-up has ended.
    """
    case = locked(complaint)
    refuse_referred(case)
    if signatory(accused) != Signatory.MAYOR:
        raise NotForTheMayor
    mark_mayor_assignment(case, rank=rank(accused), by=by, at=at)
    if not has_mayor_instrument(case):
        if case.state not in NOTHING_RUNS:
            start_follow_up(case, Move.AWAIT_MAYOR, by=by, at=at)
        release_everybody(case, keys=keys, by=by, at=at, reason="awaiting_mayor")
    complaint.refresh_from_db()
    return complaint


@transaction.atomic
def follow_new_row(complaint: Complaint, *, keys: Keys, by: User, at: datetime) -> None:
    """After a wrong tick was corrected: a follow-up whose assignment is the Walikota's now waits for him (Pasal 7(3)).

    A team that was lawfully assigned goes on where it needs no instrument of his, or has it.
    """
    case = locked(complaint)
    if not waits_for_mayor(case):
        return
    if case.state in RUNNING:
        start_follow_up(case, Move.AWAIT_MAYOR, by=by, at=at)
    release_everybody(case, keys=keys, by=by, at=at, reason="awaiting_mayor")
    complaint.refresh_from_db()
