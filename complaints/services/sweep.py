"""Enforces the clocks: reminds, records breaches, escalates, and puts unforwarded complaints before the Inspektur.

Everything is computed from the rows and a moment, so a sweep that runs twice, or first after days of outage, says each thing once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from complaints.enums import ComplaintState, DeadlineKind, Routing
from complaints.models import Complaint, Deadline, Wall
from complaints.rules.confidentiality import FORWARDED_ROWS
from complaints.rules.deadlines import STAGE_ORDER, ClockFacts, ReminderStage, reminder_stage
from complaints.services.forwarding import NotForwardable, forward_by_system
from complaints.services.promises import remind_of_promises
from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.models import User
from foundation.accounts.queries import users_with
from foundation.accounts.services.notices import notify
from foundation.audit.services import record_all
from foundation.vault.models import Grant
from foundation.workdays.arithmetic import add_workdays
from foundation.workdays.queries import days_off_between

CHUNK = 200
A_LONG_HOLIDAY = timedelta(days=60)
"""Longer than any row of days off, so that the next working day is always found in it."""
ESCALATED_TO = (Role.INSPECTOR, Role.DEPUTY_INSPECTOR, Role.DELEGATE, Role.REFERRAL_OFFICER)

ON_ITS_WAY = FORWARDED_ROWS | {Routing.UNROUTED}
"""Rows whose complaints are to be forwarded to the Inspektur."""


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
    days_off = days_off_between(today, today + A_LONG_HOLIDAY)
    result, told = SweepResult(), set[str]()
    while chunk := _due_rows(today, days_off):
        with transaction.atomic():
            _advance(chunk, days_off, today=today, at=at, result=result, told=told)
    for pk in _to_forward(today):
        with transaction.atomic():
            result.forwarded += _forward(pk, today=today, at=at, told=told)
    result.told = len(told) + remind_of_promises(at=at)
    return result


def _due_rows(today: date, days_off: frozenset[date]) -> list[UUID]:
    """Unmet clocks whose reminder stage is behind what `today` asks for; the filters are the rule written for an index."""
    behind = (
        Q(due_on__lt=today)
        | Q(due_on=today) & Q(reminded__in=[ReminderStage.NONE.value, ReminderStage.BEFORE.value])
        | Q(due_on__gt=today, reminded=ReminderStage.NONE.value)
    )
    tomorrow = add_workdays(today, 1, days_off)
    near = Q(strict_on__lte=today) | Q(due_on__lte=tomorrow)
    rows = Deadline.objects.filter(near, behind, met_at__isnull=True, strict_on__lte=tomorrow).exclude(reminded=ReminderStage.BREACH.value)
    # A clock whose day had not passed when the case closed ended with it; one missed before that is still put on record.
    ended = Q(complaint__state=ComplaintState.CLOSED) & ~Q(due_on__lt=TruncDate("complaint__closed_at"))
    rows = rows.exclude(ended)
    return list(rows.order_by("strict_on", "pk").values_list("pk", flat=True)[:CHUNK])


def _advance(
    chunk: list[UUID],
    days_off: frozenset[date],
    *,
    today: date,
    at: datetime,
    result: SweepResult,
    told: set[str],
) -> None:
    """Bring clocks to the stage that `today` asks for: note it on the rows, record breaches, tell people; in few statements."""
    rows = Deadline.objects.select_for_update(of=("self",)).select_related("complaint").filter(pk__in=chunk).order_by("pk")
    found = rows.only(
        "kind", "due_on", "strict_on", "met_at", "met_on", "reminded", "breached_on", "complaint__content", "complaint__routing"
    )
    behind = [(row, stage) for row in found if (stage := _stage_to_reach(row, today, days_off)) is not None]
    for stage in {stage for _, stage in behind}:
        reached = [row for row, its in behind if its == stage]
        Deadline.objects.filter(pk__in=[row.pk for row in reached]).update(reminded=stage.value)
        if stage == ReminderStage.BREACH:
            result.breached += _breach([row for row in reached if row.breached_on is None], at=at)
        _tell([row.complaint for row in reached], stage, f"clock:{stage}:{today.isoformat()}", on=today, at=at, told=told)
    result.reminded += len(behind)


def _stage_to_reach(row: Deadline, today: date, days_off: frozenset[date]) -> ReminderStage | None:
    """The stage `today` asks for, or None where it is reached already or the clock was met meanwhile."""
    stage = reminder_stage(ClockFacts(row.due_on, row.strict_on, row.met_on), today=today, days_off=days_off)
    if row.met_at is not None or STAGE_ORDER.index(stage) <= STAGE_ORDER.index(ReminderStage(row.reminded)):
        return None
    return stage


def _breach(rows: list[Deadline], *, at: datetime) -> int:
    """Keep on each row that its day has passed, and record it; returns how many."""
    for due_on in {row.due_on for row in rows}:
        missed = [row.pk for row in rows if row.due_on == due_on]
        Deadline.objects.filter(pk__in=missed).update(breached_on=due_on + timedelta(days=1))
    facts = [(row.complaint, {"clock": row.kind, "due_on": row.due_on.isoformat()}) for row in rows]
    return record_all("clock.breached", facts, by=None, at=at)


def _tell(complaints: Iterable[Complaint], stage: ReminderStage, occasion: str, *, on: date, at: datetime, told: set[str]) -> None:
    """One notice a person for one occasion, however many clocks it concerns and however often this sweep comes back to it."""
    kind = NoticeKind.ESCALATION if stage == ReminderStage.BREACH else NoticeKind.REMINDER
    for user in people_to_tell(complaints, stage, on=on):
        key = f"{occasion}:{user.pk}"
        if key not in told:
            notify(user, kind=kind, key=key, at=at)
            told.add(key)


def people_to_tell(complaints: Iterable[Complaint], stage: ReminderStage, *, on: date) -> list[User]:
    """Who hears of clocks: everybody who holds one of the cases; at breach only those who answer for it. Walled people hold nothing."""
    cases = list(complaints)
    if stage != ReminderStage.BREACH:
        return list(_holding(cases))
    above = users_with(*ESCALATED_TO, on=on)
    grants = Grant.objects.filter(compartment__in={case.content_id for case in cases}, holder_id__in=above.values("holder_id"))
    answered_for = set(grants.values_list("compartment_id", flat=True))
    alone = [case for case in cases if case.content_id not in answered_for]
    people = {user.pk: user for user in above.filter(holder_id__in=grants.values("holder_id"))}
    return list((people | _alarmed(alone, on=on)).values()) if alone else list(people.values())


def _holding(cases: Iterable[Complaint]) -> QuerySet[User]:
    holders = Grant.objects.filter(compartment__in={case.content_id for case in cases}).values("holder_id")
    return User.objects.filter(holder_id__in=holders, ended_on__isnull=True)


def _alarmed(cases: list[Complaint], *, on: date) -> dict[UUID, User]:
    """Who hears of a breach where nobody above holds a key: the holders, and of a case on its way to the Inspektur who decides it."""
    people = {user.pk: user for user in _holding(cases)}
    bound = {case.pk for case in cases if case.routing in ON_ITS_WAY}
    if not bound:
        return people
    line = list(users_with(Role.INSPECTOR, Role.DEPUTY_INSPECTOR, on=on))
    delegates = list(users_with(Role.DELEGATE, on=on).exclude(unit__is_inspectorate=True))
    walled = set(Wall.objects.filter(complaint__in=bound).values_list("complaint_id", "user_id"))
    for pk in bound:
        people.update((user.pk, user) for user in _standing_in(line, delegates, walled_off={user for case, user in walled if case == pk}))
    return people


def _standing_in(line: list[User], delegates: list[User], *, walled_off: set[UUID]) -> list[User]:
    """Of one case: the Inspektur's line, or the Walikota's delegates where all of it is walled off or out of office."""
    return [user for user in line if user.pk not in walled_off] or [user for user in delegates if user.pk not in walled_off]


def _to_forward(today: date) -> list[UUID]:
    """Routed complaints that nobody forwarded by the end of day 3."""
    return list(
        Deadline.objects.filter(
            kind=DeadlineKind.FORWARD,
            met_at__isnull=True,
            due_on__lt=today,
            complaint__state=ComplaintState.RECEIVED,
            complaint__routing__in=list(FORWARDED_ROWS),
        ).values_list("complaint_id", flat=True),
    )


def _forward(pk: UUID, *, today: date, at: datetime, told: set[str]) -> bool:
    complaint = Complaint.objects.select_for_update().get(pk=pk)
    if complaint.state != ComplaintState.RECEIVED:
        return False
    try:
        forward_by_system(complaint, at=at)
    except NotForwardable:
        # The breach is on record and its alarm went out; an officer forwards as soon as an Inspektur has a key.
        return False
    _tell([complaint], ReminderStage.BREACH, f"forwarded:{today.isoformat()}", on=today, at=at, told=told)
    return True
