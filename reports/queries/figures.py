"""Counts one month from the plain facts of complaints: aggregates only, nothing sealed is touched and no row is loaded.

Everything is counted as it stood when the month ended, so a month counted again later gives the same figures. Only
the types follow what the register says now; a frozen report keeps what it said.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Case, CharField, Count, Exists, F, Min, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from complaints.enums import ComplaintState, DeadlineKind, Routing, ScopeGround
from complaints.models import Answer, Complaint, Deadline, StateChange, ViolationType
from complaints.rules.moves import Move
from foundation.workdays.arithmetic import is_workday
from foundation.workdays.queries import days_off_between
from reports.rules.contents import OTHERS, UNCLASSIFIED, ClockFacts, Facts, Tally, report_of
from reports.rules.period import Period
from reports.rules.population import INSPECTORATE, OUTSIDE, not_counted

OPEN_OR_SHUT = Q(move=Move.CLOSE) | Q(move=Move.REOPEN, before=ComplaintState.CLOSED)
"""The moves that take a complaint out of the open ones or back among them."""
Row = TypeVar("Row", bound=Model)


def figures_of(period: Period, *, today: date, counted: frozenset[Routing] = INSPECTORATE) -> dict[str, Any]:
    """The figures of a month as contents.report_of shapes them, over the complaints of the routings `counted`.

    `today` (WIB) matters only while the month runs: then everything is counted up to now, and clocks up to yesterday.
    """
    with one_moment():
        return report_of(_facts(period, today=today, counted=counted))


def outside_total(period: Period) -> int:
    """How many complaints of the month are with the delegates; shown to the Walikota, never to the Inspektur."""
    return Complaint.objects.filter(received_on__range=(period.first, period.last), routing__in=OUTSIDE).count()


def sensitive_codes(*, on: date) -> frozenset[str]:
    """The types of which few complaints could point at a person, by any version begun `on` this day (WIB) or earlier.

    A type that becomes sensitive later changes nothing in a month that has passed.
    """
    return frozenset(ViolationType.objects.filter(sensitive=True, valid_from__lte=on).values_list("code", flat=True))


def type_labels(*, on: date) -> dict[str, str]:
    """The label of each type as it was last worded `on` this day (WIB), by code; always with "lainnya" and "belum digolongkan"."""
    labels = {OTHERS: "Lainnya", UNCLASSIFIED: "Belum digolongkan"}
    named: set[str] = set()
    for code, label, valid_from in ViolationType.objects.order_by("code", "version").values_list("code", "label", "valid_from"):
        if code not in named or valid_from <= on:
            labels[code] = label
            named.add(code)
    return labels


@contextmanager
def one_moment() -> Iterator[None]:
    """Let several statements see one state of the database, so that sums agree while complaints keep arriving.

    SQLite does so by itself; inside a transaction already begun nothing can be changed any more.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _facts(period: Period, *, today: date, counted: frozenset[Routing]) -> Facts:
    begin, end = period.moments(timezone.get_default_timezone())
    labels = type_labels(on=period.last)
    received, met = _received(period, counted), _met(period, counted)
    followed_up = [row for row in met if row.kind == DeadlineKind.FOLLOW_UP]
    opening, open_since, moves = _balance(period, begin, end, counted)
    changes = _changes(begin, end, counted)
    waiting, waiting_since = _awaiting_mayor(end, counted)
    return Facts(
        period=period,
        received=_tallies(((code, count) for code, _, count in received), labels),
        channels=_summed((letter, count) for _, letter, count in received),
        followed_up=_tallies(((row.code, row.count) for row in followed_up), labels),
        followed_up_earlier=sum(row.count for row in followed_up if row.received_on < period.first),
        opening=opening,
        reopened=moves[Move.REOPEN],
        closed=moves[Move.CLOSE],
        open_since=open_since,
        answers=_answers(begin, end, counted),
        postponed=_summed((ground, count) for (move, ground), count in changes.items() if move == Move.POSTPONE),
        stopped=_summed((ground, count) for (move, ground), count in changes.items() if move == Move.STOP),
        referred=changes[Move.REFER, ""],
        not_complaints=changes[Move.PUT_OUT_OF_SCOPE, ScopeGround.NOT_A_COMPLAINT],
        # A move from before grounds were kept has none: it was then called what most of them were.
        out_of_scope=changes[Move.PUT_OUT_OF_SCOPE, ScopeGround.OUT_OF_SCOPE] + changes[Move.PUT_OUT_OF_SCOPE, ""],
        clocks=_clocks(period, end, met, today=today, counted=counted),
        awaiting_mayor=waiting,
        awaiting_mayor_since=waiting_since,
    )


def _received(period: Period, counted: frozenset[Routing]) -> list[tuple[str | None, str, int]]:
    """Type, letter of the channel, how many."""
    found = Complaint.objects.filter(received_on__range=(period.first, period.last), routing__in=counted)
    return list(found.order_by().values_list("violation_type__code", "channel_letter").annotate(n=Count("pk")))


@dataclass(frozen=True)
class Met:
    """So many clocks of one kind, of complaints of one type received on one day, were met on one day."""

    kind: str
    code: str | None
    received_on: date
    met_on: date
    count: int


def _met(period: Period, counted: frozenset[Routing]) -> list[Met]:
    """The clocks met in the month: what was followed up, and how long everything took."""
    found = Deadline.objects.filter(kind__in=DeadlineKind.values, met_on__range=(period.first, period.last))
    ours = found.filter(complaint__routing__in=counted).order_by()
    rows = ours.values_list("kind", "complaint__violation_type__code", "complaint__received_on", "met_on").annotate(n=Count("pk"))
    return [Met(*row) for row in rows]


def _ours(rows: QuerySet[Row], counted: frozenset[Routing]) -> QuerySet[Row]:
    """Rows of complaints that count, found by leaving out the few that do not: no complaint is looked at for it."""
    return rows.exclude(complaint__in=Complaint.objects.filter(routing__in=not_counted(counted))).order_by()


def _balance(period: Period, begin: datetime, end: datetime, counted: frozenset[Routing]) -> tuple[int, Counter[date], Counter[str]]:
    """Open at the beginning; open at the end by day of receipt; closed and reopened in between.

    Counted backwards from what is open now, because the open complaints and the moves since are few and the
    register is long: open then = open now + closed since − reopened since.
    """
    now = Complaint.objects.exclude(state=ComplaintState.CLOSED).filter(received_on__lte=period.last, routing__in=counted)
    since = StateChange.objects.filter(OPEN_OR_SHUT, at__gte=begin, complaint__received_on__lte=period.last, complaint__routing__in=counted)
    since = since.annotate(when=Case(When(at__lt=end, then=Value("month")), default=Value("later"), output_field=CharField()))
    at_end: Counter[date] = Counter()
    at_begin: Counter[date] = Counter()
    moves: Counter[str] = Counter()
    for received_on, count in now.order_by().values_list("received_on").annotate(n=Count("pk")):
        at_end[received_on] += count
        at_begin[received_on] += count
    rows = since.order_by().values_list("move", "when", "complaint__received_on").annotate(n=Count("pk"))
    for move, when, received_on, count in rows:
        signed = count if move == Move.CLOSE else -count
        at_begin[received_on] += signed
        if when == "later":
            at_end[received_on] += signed
        else:
            moves[move] += count
    return sum(count for day, count in at_begin.items() if day < period.first), at_end, moves


def _changes(begin: datetime, end: datetime, counted: frozenset[Routing]) -> Counter[tuple[str, str]]:
    """How often each of these moves was made in the month, by ground."""
    moves = (Move.POSTPONE, Move.STOP, Move.REFER, Move.PUT_OUT_OF_SCOPE)
    found = _ours(StateChange.objects.filter(move__in=moves, at__gte=begin, at__lt=end), counted)
    rows = found.values_list("move", "ground").annotate(n=Count("pk"))
    return Counter({(move, ground): count for move, ground, count in rows})


def _answers(begin: datetime, end: datetime, counted: frozenset[Routing]) -> dict[str, int]:
    found = _ours(Answer.objects.filter(issued_at__gte=begin, issued_at__lt=end), counted)
    return dict(found.values_list("kind").annotate(n=Count("pk")))


def _awaiting_mayor(end: datetime, counted: frozenset[Routing]) -> tuple[int, date | None]:
    """How many waited when the month ended, and since when the first: whose last move before the end began the wait."""
    later = StateChange.objects.filter(complaint=OuterRef("complaint"), at__lt=end).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id")),
    )
    waiting = _ours(StateChange.objects.filter(~Exists(later), move=Move.AWAIT_MAYOR, at__lt=end), counted)
    found = waiting.aggregate(n=Count("pk"), since=Min("at"))
    return found["n"], timezone.localdate(found["since"]) if found["since"] else None


def _clocks(
    period: Period, end: datetime, met: list[Met], *, today: date, counted: frozenset[Routing]
) -> dict[DeadlineKind, ClockFacts]:
    """The three clocks; while the month runs, what falls due today can still be met and is not counted yet.

    A clock whose case was closed before or on its day ended with the case: it neither fell due nor was missed.
    """
    gone = min(period.last, today - timedelta(days=1))
    due = _ours(Deadline.objects.filter(kind__in=DeadlineKind.values, due_on__range=(period.first, gone)), counted)
    in_time = Q(met_on__lte=F("due_on"), breached_on__isnull=True)
    strictly = in_time & Q(met_on__lte=F("strict_on"))
    rows = due.values_list("kind").annotate(n=Count("pk"), met=Count("pk", filter=in_time), strict=Count("pk", filter=strictly))
    due_of = {kind: (count, on_time, strict) for kind, count, on_time, strict in rows}
    ended = _summed(_ended(due.exclude(in_time)).values_list("kind").annotate(n=Count("pk")))
    days, overdue = _days_taken(period, met), _overdue(period, end, gone=gone, counted=counted)
    found = {}
    for kind in DeadlineKind:
        count, on_time, strict = due_of.get(kind.value, (0, 0, 0))
        found[kind] = ClockFacts(count - ended[kind.value], on_time, strict, days.get(kind.value, {}), overdue[kind.value])
    return found


def _ended(late: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """Of clocks not met in time, those whose case stood closed when their day was over."""
    before = StateChange.objects.filter(complaint=OuterRef("complaint"), at__date__lte=OuterRef("due_on")).order_by("-at", "-id")
    return late.annotate(stood=Subquery(before.values("after")[:1])).filter(stood=ComplaintState.CLOSED)


def _days_taken(period: Period, met: list[Met]) -> dict[str, Counter[int]]:
    """Working days from receipt to meeting, for each kind of clock met in the month."""
    if not met:
        return {}
    numbered = _numbered_workdays(min(period.first, *(row.received_on for row in met)), period.last)
    found: dict[str, Counter[int]] = {}
    for row in met:
        found.setdefault(row.kind, Counter())[numbered[row.met_on] - numbered[row.received_on]] += row.count
    return found


def _numbered_workdays(first: date, last: date) -> dict[date, int]:
    """For each day how many working days have passed since `first`; a difference is arithmetic.working_days_between."""
    days_off = days_off_between(first, last)
    numbered, passed = {first: 0}, 0
    for after in range(1, (last - first).days + 1):
        day = first + timedelta(days=after)
        passed += is_workday(day, days_off)
        numbered[day] = passed
    return numbered


def _overdue(period: Period, end: datetime, *, gone: date, counted: frozenset[Routing]) -> Counter[str]:
    """Clocks past their day and unmet when the month ended, of complaints not closed by then.

    Two questions instead of one with OR, so that each is answered by its own index.
    """
    not_closed_since = Q(complaint__closed_at__isnull=True) | Q(complaint__closed_at__gte=end)
    ours = Deadline.objects.filter(complaint__routing__in=counted).order_by()
    late = ours.filter(not_closed_since, ~Exists(_woken_after(end)), due_on__lte=gone)
    unmet = late.filter(met_at__isnull=True, strict_on__lte=gone)
    met_later = late.filter(kind__in=DeadlineKind.values, met_on__gt=period.last)
    return _summed(row for found in (unmet, met_later) for row in found.values_list("kind").annotate(n=Count("pk")))


def _woken_after(end: datetime) -> QuerySet[StateChange]:
    """The move that shows a complaint to have been closed at `end` though it is not closed since: its next one reopened it."""
    between = StateChange.objects.filter(complaint=OuterRef("complaint"), at__gte=end).filter(
        Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), id__lt=OuterRef("id")),
    )
    reopened = StateChange.objects.filter(move=Move.REOPEN, before=ComplaintState.CLOSED, at__gte=end)
    return reopened.filter(~Exists(between), complaint=OuterRef("complaint"))


def _tallies(counted: Iterable[tuple[str | None, int]], labels: dict[str, str]) -> tuple[Tally, ...]:
    """One tally a type; what has no type yet counts as not classified."""
    counts = _summed((code or UNCLASSIFIED, count) for code, count in counted)
    return tuple(Tally(code, labels[code], count) for code, count in counts.items())


def _summed(counted: Iterable[tuple[str, int]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for code, count in counted:
        counts[code] += count
    return counts
