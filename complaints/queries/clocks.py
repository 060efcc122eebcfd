"""The clocks of cases as screens show them, with what is left of each on a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from complaints.enums import DeadlineKind, Routing
from complaints.models import Complaint, Deadline
from complaints.queries.counting import ROWS
from complaints.rules.deadlines import ClockFacts, Standing, days_left, standing
from foundation.statements import KEY, Many, Statement
from foundation.workdays.queries import days_off_and_gaps


@dataclass(frozen=True)
class Clock:
    """One clock as a screen shows it.

    `recorded_on` differs from `met_on` when the document that met it bears an earlier day; `uncertain_years` are those between
    receipt and due date whose joint leave is not known yet, so that a running clock may still move.
    """

    kind: DeadlineKind
    routing: Routing
    due_on: date
    strict_on: date
    met_on: date | None
    met_by_system: bool
    standing: Standing
    days_left: int
    days_left_when_met: int
    received_on: date
    holidays: tuple[date, ...]
    history: tuple[dict[str, str], ...]
    recorded_on: date | None = None
    breached_on: date | None = None
    uncertain_years: tuple[int, ...] = ()


def clocks_of(complaints: Iterable[Complaint], *, today: date) -> dict[UUID, list[Clock]]:
    """The three clocks of each complaint on `today` (WIB), by primary key, with one query for rows and one for days off."""
    by_pk = {complaint.pk: complaint for complaint in complaints}
    found: dict[UUID, list[Clock]] = {pk: [] for pk in by_pk}
    for pk, clock in _clocks(list(Deadline.objects.filter(complaint__in=by_pk)), by_pk, today=today):
        found[pk].append(clock)
    order = list(DeadlineKind)
    for clocks in found.values():
        clocks.sort(key=lambda clock: order.index(clock.kind))
    return found


def nearest_clocks(complaints: Iterable[Complaint], *, today: date) -> dict[UUID, Clock]:
    """Of each complaint the running clock that falls due first, by primary key; none for those whose clocks are all met."""
    by_pk = {complaint.pk: complaint for complaint in complaints}
    nearest: dict[UUID, Deadline] = {}
    for row in _RUNNING.rows(cases=by_pk):
        known = nearest.setdefault(row.complaint_id, row)
        if row.due_on < known.due_on:
            nearest[row.complaint_id] = row
    return dict(_clocks(list(nearest.values()), by_pk, today=today))


_RUNNING = Statement(lambda cases: Deadline.objects.filter(complaint__in=cases, met_on__isnull=True), cases=Many(KEY, ROWS))


def _clocks(rows: list[Deadline], by_pk: Mapping[UUID, Complaint], *, today: date) -> Iterator[tuple[UUID, Clock]]:
    """The clocks of some rows with the keys of their complaints; one query for the days off of all."""
    if not rows:
        return
    first = min(today, *(complaint.received_on for complaint in by_pk.values()))
    days_off, gaps = days_off_and_gaps(first, max(today, *(row.due_on for row in rows)))
    for row in rows:
        yield row.complaint_id, _clock(row, by_pk[row.complaint_id], today=today, days_off=days_off, gaps=gaps)


def _clock(row: Deadline, complaint: Complaint, *, today: date, days_off: frozenset[date], gaps: frozenset[int]) -> Clock:
    closed_on = timezone.localdate(complaint.closed_at) if complaint.closed_at else None
    facts = ClockFacts(row.due_on, row.strict_on, row.met_on, row.breached_on is not None, closed_on)
    today = min(today, closed_on) if closed_on else today
    inside = (day for day in days_off if complaint.received_on < day <= row.due_on and day.weekday() < 5)
    return Clock(
        kind=DeadlineKind(row.kind),
        routing=Routing(complaint.routing),
        due_on=row.due_on,
        strict_on=row.strict_on,
        met_on=row.met_on,
        recorded_on=timezone.localdate(row.met_at) if row.met_at else None,
        breached_on=row.breached_on,
        met_by_system=row.met_by_system,
        standing=standing(facts, today=today, days_off=days_off),
        days_left=days_left(row.due_on, today=today, days_off=days_off),
        days_left_when_met=days_left(row.due_on, today=row.met_on or today, days_off=days_off),
        received_on=complaint.received_on,
        holidays=tuple(sorted(inside)),
        uncertain_years=() if row.met_on or closed_on else tuple(sorted(gaps & {complaint.received_on.year, row.due_on.year})),
        history=tuple(row.history),
    )
