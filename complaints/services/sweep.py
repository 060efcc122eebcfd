"""Enforces the clocks: reminds, records breaches, escalates, and puts unforwarded complaints before the Inspektur.

Everything is computed from the rows and a moment, so a sweep that runs twice, or first after days of outage, says each thing once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from complaints.enums import ComplaintState, DeadlineKind, Routing
from complaints.models import Complaint, Deadline
from complaints.rules.deadlines import STAGE_ORDER, ClockFacts, ReminderStage, reminder_stage
from complaints.services.forwarding import forward_by_system
from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.models import User
from foundation.accounts.queries import users_with
from foundation.accounts.services.notices import notify
from foundation.audit.services import record
from foundation.vault.models import Grant

CHUNK = 200
ESCALATED_TO = (Role.INSPECTOR, Role.DEPUTY_INSPECTOR, Role.DELEGATE, Role.REFERRAL_OFFICER)


@dataclass
class SweepResult:
    """What one sweep did, in numbers."""

    reminded: int = 0
    breached: int = 0
    forwarded: int = 0
    told: int = 0


def sweep_deadlines(*, at: datetime) -> SweepResult:
    """Do everything that is due at `at` (aware). Works in chunks of one transaction each; a kill in between loses nothing."""
    today = timezone.localdate(at)
    result = SweepResult()
    while chunk := _due_rows(today):
        with transaction.atomic():
            for pk in chunk:
                _advance(pk, today=today, at=at, result=result)
    for pk in _to_forward(today):
        with transaction.atomic():
            if _forward(pk, today=today, at=at):
                result.forwarded += 1
    return result


def _due_rows(today: date) -> list[UUID]:
    """Unmet clocks whose reminder stage is behind what `today` asks for; the filters are the rule written for an index."""
    behind = (
        Q(due_on__lt=today) & ~Q(reminded=ReminderStage.BREACH.value)
        | Q(due_on=today) & Q(reminded__in=[ReminderStage.NONE.value, ReminderStage.BEFORE.value])
        | Q(due_on__gt=today, reminded=ReminderStage.NONE.value)
    )
    rows = Deadline.objects.filter(behind, met_at__isnull=True, strict_on__lte=today)
    return list(rows.order_by("strict_on", "pk").values_list("pk", flat=True)[:CHUNK])


def _advance(pk: UUID, *, today: date, at: datetime, result: SweepResult) -> None:
    """Bring one clock to the stage that `today` asks for: note it on the row, record a breach, tell people."""
    row = Deadline.objects.select_for_update(of=("self",)).select_related("complaint").get(pk=pk)
    stage = reminder_stage(ClockFacts(row.due_on, row.strict_on, row.met_on), today=today)
    if row.met_at is not None or STAGE_ORDER.index(stage) <= STAGE_ORDER.index(ReminderStage(row.reminded)):
        return
    row.reminded = stage.value
    fields = ["reminded"]
    if stage == ReminderStage.BREACH and row.breached_on is None:
        row.breached_on = row.due_on + timedelta(days=1)
        fields.append("breached_on")
        result.breached += 1
        record("clock.breached", row.complaint, by=None, at=at, detail={"clock": row.kind, "due_on": row.due_on.isoformat()})
    row.save(update_fields=fields)
    result.reminded += 1
    for user in people_to_tell(row.complaint, stage, on=today):
        notify(user, kind=_kind(stage), key=f"clock:{stage}:{today.isoformat()}:{user.pk}", at=at)
        result.told += 1


def _kind(stage: ReminderStage) -> NoticeKind:
    return NoticeKind.ESCALATION if stage == ReminderStage.BREACH else NoticeKind.REMINDER


def people_to_tell(complaint: Complaint, stage: ReminderStage, *, on: date) -> list[User]:
    """Who hears of a clock: everybody who holds the case; at breach only those who answer for it. Walled people hold nothing."""
    holders = Grant.objects.filter(compartment_id=complaint.content_id).values("holder_id")
    people: Iterable[User] = User.objects.filter(holder_id__in=holders, ended_on__isnull=True)
    if stage == ReminderStage.BREACH:
        people = users_with(*ESCALATED_TO, on=on).filter(holder_id__in=holders)
    return list(people)


def _to_forward(today: date) -> list[UUID]:
    """Routed complaints that nobody forwarded by the end of day 3."""
    return list(
        Deadline.objects.filter(
            kind=DeadlineKind.FORWARD,
            met_at__isnull=True,
            due_on__lt=today,
            complaint__state=ComplaintState.RECEIVED,
            complaint__routing__in=[Routing.NONE, Routing.ECHELON_II],
        ).values_list("complaint_id", flat=True),
    )


def _forward(pk: UUID, *, today: date, at: datetime) -> bool:
    complaint = Complaint.objects.select_for_update().get(pk=pk)
    if complaint.state != ComplaintState.RECEIVED:
        return False
    forward_by_system(complaint, at=at)
    for user in people_to_tell(complaint, ReminderStage.BREACH, on=today):
        notify(user, kind=NoticeKind.ESCALATION, key=f"forwarded:{today.isoformat()}:{user.pk}", at=at)
    return True
