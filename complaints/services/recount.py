"""Recounts running clocks after the holidays changed: dates move, history keeps the old ones, a missed date stays missed.

Clocks of one kind, received on one day and due on one day move alike, so what moves is known from one question and written in
few statements, CHUNK clocks a transaction. Everything is computed from the rows, so a recount that was stopped goes on where it
stopped, and one that has nothing to do does nothing (Pasal 6(5), 7(2), 16; X20).
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from complaints.enums import DeadlineKind
from complaints.models import Complaint, Deadline
from complaints.rules.deadlines import TERMS, ReminderStage
from foundation.accounts.models import User
from foundation.audit.actors import Target
from foundation.audit.services import record_all
from foundation.workdays.queries import days_off_between

CHUNK = 1000
CASE = Complaint._meta.label


@dataclass(frozen=True)
class Shift:
    """`count` clocks of one kind that move from one pair of dates to another (WIB)."""

    kind: DeadlineKind
    received_on: date
    due_on: date
    strict_on: date
    new_due_on: date
    new_strict_on: date
    count: int

    @property
    def days(self) -> int:
        """By how many calendar days the legal date moves; 0 where only the strict date does, negative where it comes earlier."""
        return (self.new_due_on - self.due_on).days


@dataclass(frozen=True, order=True)
class Moved:
    """One clock that a recount moves, or would move."""

    register_number: str
    kind: str
    before: date
    after: date


class Row(NamedTuple):
    """What a recount reads of one clock; `history` are its earlier dates."""

    pk: UUID
    complaint: UUID
    number: str
    history: list[dict[str, str]]


def running(today: date) -> QuerySet[Deadline]:
    """The clocks that a recount looks at: neither met nor missed before `today` (WIB)."""
    return Deadline.objects.filter(met_at__isnull=True, due_on__gte=today)


def shifts(*, today: date, days_off: frozenset[date] | None = None) -> list[Shift]:
    """What moves when clocks are counted with `days_off` (default: the table as it is), in a fixed order; reads only."""
    found = running(today).values_list("kind", "complaint__received_on", "due_on", "strict_on").annotate(count=Count("pk")).order_by()
    groups = sorted(found)
    if not groups:
        return []
    if days_off is None:
        days_off = days_off_between(min(received_on for _, received_on, *_ in groups))
    counted = [
        _shift(DeadlineKind(kind), received_on, (due_on, strict_on), count, days_off)
        for kind, received_on, due_on, strict_on, count in groups
    ]
    return [shift for shift in counted if (shift.new_due_on, shift.new_strict_on) != (shift.due_on, shift.strict_on)]


def recount_in_chunks(*, by: User | None, clock: Callable[[], datetime]) -> Iterator[list[Moved]]:
    """Recount every running clock; gives what moved after each chunk that is safely stored. Stop asking, and it stops there.

    `clock` tells the moment of each chunk, because a clock that runs out meanwhile stays missed. Begins again until nothing
    moves, so that a complaint registered during the change of holidays is counted too.
    """
    while found := shifts(today=timezone.localdate(clock())):
        for shift in found:
            while moved := _move_some(shift, by=by, at=clock()):
                yield moved


def recount_deadlines(*, dry_run: bool, by: User | None, at: datetime) -> list[Moved]:
    """Recount every running clock as of `at`, or only say what would move; both name the same clocks in the same order."""
    if dry_run:
        return moving_in(shifts(today=timezone.localdate(at)))
    return sorted(row for moved in recount_in_chunks(by=by, clock=lambda: at) for row in moved)


def moving_in(found: Iterable[Shift]) -> list[Moved]:
    """The clocks of these shifts by name, in a fixed order; reads only."""
    return sorted(row for shift in found for row in _named(shift, _of(shift)))


def _shift(kind: DeadlineKind, received_on: date, present: tuple[date, date], count: int, days_off: frozenset[date]) -> Shift:
    term = TERMS[kind]
    return Shift(kind, received_on, *present, term.due_on(received_on, days_off), term.strict_on(received_on, days_off), count)


def _of(shift: Shift) -> QuerySet[Deadline]:
    """The clocks of a shift that have not moved yet."""
    same = Deadline.objects.filter(kind=shift.kind, due_on=shift.due_on, strict_on=shift.strict_on, met_at__isnull=True)
    return same.filter(complaint__received_on=shift.received_on)


def _named(shift: Shift, rows: QuerySet[Deadline]) -> list[Moved]:
    numbers = rows.values_list("complaint__register_number", flat=True)
    return [_moved(shift, number) for number in numbers]


def _moved(shift: Shift, number: str) -> Moved:
    return Moved(number, shift.kind.value, shift.due_on, shift.new_due_on)


@transaction.atomic
def _move_some(shift: Shift, *, by: User | None, at: datetime) -> list[Moved]:
    """Move up to CHUNK clocks of a shift; none once its day has passed, or all have moved."""
    if shift.due_on < timezone.localdate(at):
        return []
    locked = _of(shift).select_for_update(of=("self",)).order_by("pk")
    rows = [Row(*row) for row in locked.values_list("pk", "complaint_id", "complaint__register_number", "history")[:CHUNK]]
    if not rows:
        return []
    _write(shift, rows, at=at)
    _refresh_next_due([row.complaint for row in rows])
    detail = {"clock": shift.kind.value, "before": shift.due_on.isoformat(), "after": shift.new_due_on.isoformat()}
    record_all("clock.recounted", [(Target(CASE, row.complaint), detail) for row in rows], by=by, at=at)
    return [_moved(shift, row.number) for row in rows]


def _write(shift: Shift, rows: list[Row], *, at: datetime) -> None:
    """The new dates, with the old ones in the history; reminders begin anew, because they were about the old dates."""
    old = {"due_on": shift.due_on.isoformat(), "strict_on": shift.strict_on.isoformat(), "until": at.isoformat()}
    alike: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        alike[json.dumps(row.history, sort_keys=True)].append(row)
    for same in alike.values():
        Deadline.objects.filter(pk__in=[row.pk for row in same]).update(
            due_on=shift.new_due_on,
            strict_on=shift.new_strict_on,
            history=[*same[0].history, old],
            reminded=ReminderStage.NONE.value,
        )


def _refresh_next_due(complaints: list[UUID]) -> None:
    """`transitions.refresh_next_due` for many at once; most share one of a few dates, and many keep the one they have."""
    unmet = Deadline.objects.filter(complaint__in=complaints, met_at__isnull=True).order_by()
    earliest: dict[date, list[UUID]] = defaultdict(list)
    for complaint, due_on in unmet.values_list("complaint_id").annotate(earliest=Min("due_on")):
        earliest[due_on].append(complaint)
    for due_on, same in earliest.items():
        Complaint.objects.filter(pk__in=same).exclude(next_due_on=due_on).update(next_due_on=due_on)
