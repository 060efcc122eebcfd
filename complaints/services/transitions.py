"""Moves a complaint from state to state and meets its clocks; nothing else writes either."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from complaints.enums import ComplaintState, DeadlineKind, Routing, ScopeGround, SuspensionGround
from complaints.models import AccusedPerson, Complaint, Deadline, RetentionRule, StateChange, ViolationType
from complaints.queries import is_answered
from complaints.rules.confidentiality import MetBy, rank_on_mark, recipients
from complaints.rules.deadlines import met_day
from complaints.rules.moves import TABLE, Move, is_lawful
from foundation.accounts.models import User
from foundation.audit.services import record


class MoveNotAllowed(Exception):
    """The state of the complaint does not admit this move; the message says which move and from where."""

    def __init__(self, complaint: Complaint, move: Move) -> None:
        self.move = move
        self.state = ComplaintState(complaint.state)
        super().__init__(f"{move} is not lawful from {complaint.state}")


class NotYetAnswered(Exception):
    """A case cannot be closed while the reporter has no final answer or refusal that tells its present outcome (Pasal 9 ayat (3))."""


@transaction.atomic
def move(
    complaint: Complaint,
    kind: Move,
    *,
    by: User | None,
    at: datetime,
    detail: dict[str, Any] | None = None,
    ground: str = "",
    **fields: Any,
) -> Complaint:
    """Lock, check, save and record one lawful move; `fields` are columns changed together with the state.

    A day on which a postponement was to be looked at ends with whatever comes after it, unless `fields` name another.
    Called by the services of this room, which name what they do; raises MoveNotAllowed.
    """
    locked = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if not is_lawful(kind, ComplaintState(locked.state)):
        raise MoveNotAllowed(locked, kind)
    before = locked.state
    fields = {"review_on": None, **fields}
    locked.state = TABLE[kind].target
    locked.version += 1
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=["state", "version", *fields])
    StateChange.objects.create(complaint=locked, move=kind, before=before, after=locked.state, ground=ground, at=at)
    record(f"complaint.{kind}", locked, by=by, at=at, detail={"from": before, "to": str(locked.state), **(detail or {})})
    _copy_state(locked, complaint)
    return locked


def _copy_state(source: Complaint, target: Complaint) -> None:
    """Keep the caller's instance in step with the row."""
    if source is not target:
        for field in Complaint._meta.concrete_fields:
            setattr(target, field.attname, getattr(source, field.attname))


@transaction.atomic
def meet(complaint: Complaint, kind: DeadlineKind, *, by: User | None, at: datetime, dated: date | None = None) -> bool:
    """Meet one clock at `at`; returns False when it was met before. A clock is met once and never unmet.

    `dated` (WIB) is the day that the document bears which meets it, where that counts (rules.deadlines.met_day); `met_at` stays
    the moment of the record. Met after its day, it leaves the breach on record even when no sweep has come by in between; a
    breach on record stays, whatever day a document bears.
    """
    recorded_on = timezone.localdate(at)
    met_on = met_day(dated=dated, received_on=complaint.received_on, recorded_on=recorded_on)
    changed = Deadline.objects.filter(complaint=complaint, kind=kind, met_at__isnull=True).update(
        met_at=at,
        met_on=met_on,
        met_by_system=by is None,
    )
    if not changed:
        return False
    refresh_next_due(complaint)
    late = Deadline.objects.filter(complaint=complaint, kind=kind, met_on__gt=F("due_on"), breached_on__isnull=True).first()
    if late is not None:
        Deadline.objects.filter(pk=late.pk).update(breached_on=late.due_on + timedelta(days=1))
        record("clock.breached", complaint, by=None, at=at, detail={"clock": str(kind), "due_on": late.due_on.isoformat()})
    detail = {"clock": str(kind), "met_on": met_on.isoformat(), "recorded_on": recorded_on.isoformat()}
    record("clock.met", complaint, by=by, at=at, detail=detail)
    return True


def refresh_next_due(complaint: Complaint) -> None:
    """Keep the column that lists are sorted by: the earliest unmet legal date, or none; none in a closed case."""
    running = Deadline.objects.filter(complaint=complaint, met_at__isnull=True).exclude(complaint__state=ComplaintState.CLOSED)
    unmet = running.order_by("due_on").values_list("due_on", flat=True).first()
    complaint.next_due_on = unmet
    Complaint.objects.filter(pk=complaint.pk).update(next_due_on=unmet)


@transaction.atomic
def start_follow_up(complaint: Complaint, kind: Move, *, by: User, at: datetime) -> Complaint:
    """Begin the review, the audit, or the wait for the Walikota (Pasal 7). The ten-day clock keeps running."""
    if kind not in {Move.START_REVIEW, Move.START_AUDIT, Move.AWAIT_MAYOR}:
        raise MoveNotAllowed(complaint, kind)
    return move(complaint, kind, by=by, at=at)


@transaction.atomic
def mark_mayor_assignment(complaint: Complaint, *, rank: str, by: User, at: datetime) -> Complaint:
    """Record that Pasal 7(3) applies by what was found of an accused, whenever that becomes known; no change of row takes it away."""
    locked = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if not locked.mayor_assignment_found:
        locked.mayor_assignment = locked.mayor_assignment_found = True
        locked.mayor_assignment_rank = rank_on_mark(Routing(locked.routing), found_rank=rank)
        locked.save(update_fields=["mayor_assignment", "mayor_assignment_rank", "mayor_assignment_found"])
        record("complaint.mayor_assignment", locked, by=by, at=at, detail={"rank": rank or None})
    _copy_state(locked, complaint)
    return locked


@transaction.atomic
def confirm_type(complaint: Complaint, violation_type: ViolationType, *, by: User, at: datetime) -> None:
    """Fix the kind of violation that the review found; figures of a frozen month change only by a correction there."""
    before = complaint.violation_type.code if complaint.violation_type else None
    Complaint.objects.filter(pk=complaint.pk).update(violation_type=violation_type, type_confirmed=True)
    complaint.violation_type, complaint.type_confirmed = violation_type, True
    record("complaint.type_confirmed", complaint, by=by, at=at, detail={"from": before, "to": violation_type.code})


@transaction.atomic
def conclude(complaint: Complaint, *, by: User, at: datetime) -> Complaint:
    """The follow-up has its result; the Inspektur decides next."""
    return move(complaint, Move.CONCLUDE, by=by, at=at)


@transaction.atomic
def decide(complaint: Complaint, outcomes: dict[AccusedPerson, str], *, by: User, at: datetime) -> Complaint:
    """Record what was decided per accused person (PersonOutcome values) and move the case to decided."""
    for person, outcome in outcomes.items():
        AccusedPerson.objects.filter(pk=person.pk, complaint=complaint).update(outcome=outcome)
    detail = {str(found): [person.pk for person, outcome in outcomes.items() if outcome == found] for found in set(outcomes.values())}
    return move(complaint, Move.DECIDE, by=by, at=at, detail=detail, decided_at=at)


@transaction.atomic
def postpone(complaint: Complaint, ground: SuspensionGround, *, review_on: date, by: User, at: datetime) -> Complaint:
    """Postpone the follow-up (Pasal 14(1)); no clock stops. `review_on` is the WIB day on which it is looked at again."""
    detail = {"ground": str(ground), "review_on": review_on.isoformat()}
    return move(complaint, Move.POSTPONE, by=by, at=at, detail=detail, ground=ground, suspension_ground=ground, review_on=review_on)


@transaction.atomic
def stop(complaint: Complaint, ground: SuspensionGround, *, by: User, at: datetime) -> Complaint:
    """Stop the follow-up (Pasal 14); the reporter is still owed an answer."""
    return move(complaint, Move.STOP, by=by, at=at, detail={"ground": str(ground)}, ground=ground, suspension_ground=ground)


@transaction.atomic
def resume(complaint: Complaint, *, by: User, at: datetime) -> Complaint:
    """Take up a postponed or stopped follow-up again."""
    return move(complaint, Move.RESUME, by=by, at=at, suspension_ground="")


@transaction.atomic
def refer(complaint: Complaint, *, by: User, at: datetime) -> Complaint:
    """Record the referral to another authority (Pasal 8).

    In a case sealed to the referral officers it is all that can be done: it meets 6(5) and 7(2), and no article of the
    Perwali is its basis (`docs/adr/0016-when-the-ten-days-are-met.md`).
    """
    outside = recipients(Routing(complaint.routing)).forward_met_by == MetBy.REFERRAL
    moved = move(complaint, Move.REFER, by=by, at=at, detail={} if outside else {"basis": "8"})
    meet(moved, DeadlineKind.FORWARD, by=by, at=at)
    if outside:
        meet(moved, DeadlineKind.FOLLOW_UP, by=by, at=at)
    _copy_state(moved, complaint)
    return moved


@transaction.atomic
def put_out_of_scope(complaint: Complaint, ground: ScopeGround, *, by: User, at: datetime) -> Complaint:
    """No act of an employee is complained of (Pasal 1 angka 12); forwarded elsewhere and answered all the same."""
    return move(complaint, Move.PUT_OUT_OF_SCOPE, by=by, at=at, detail={"ground": str(ground)}, ground=ground)


@transaction.atomic
def reopen(complaint: Complaint, *, by: User, at: datetime) -> Complaint:
    """Take a finished case up again on an accepted objection (new facts or a named flaw)."""
    moved = move(complaint, Move.REOPEN, by=by, at=at, closed_at=None)
    refresh_next_due(moved)
    _copy_state(moved, complaint)
    return moved


@transaction.atomic
def close(complaint: Complaint, *, retention: RetentionRule | None = None, by: User, at: datetime) -> Complaint:
    """Close the case, under a line of the retention schedule if one was chosen.

    Raises NotYetAnswered while no answer or refusal tells the reporter its outcome (queries.is_answered).
    No clock runs in a closed case: one whose day has not passed yet ends with it, a missed one stays missed.
    """
    if not is_answered(complaint):
        raise NotYetAnswered
    ended: dict[str, Any] = {"closed_at": at, "next_due_on": None, "word_on": None}
    if retention is None:
        return move(complaint, Move.CLOSE, by=by, at=at, **ended)
    detail = {"retention": retention.code, "retention_version": retention.version}
    return move(complaint, Move.CLOSE, by=by, at=at, detail=detail, retention_rule=retention, **ended)
