"""Reads of the case file; every list and every page starts at visible_to (visibility.py)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from complaints.enums import AnswerKind, ComplaintState, DeadlineKind, Routing
from complaints.models import (
    AccusedPerson,
    Answer,
    Attachment,
    Complaint,
    Deadline,
    Message,
    RetentionRule,
    SavedView,
    StateChange,
    ViolationType,
)
from complaints.queries.counting import (
    COUNT_CAP,
    COUNTER_CAP,
    Counters,
    counted,
    counters,
    due_on,
    first_of,
    incomplete,
    late_on,
    nearest_first,
    not_forwarded,
    open_cases,
    promised_by,
    queues,
)
from complaints.queries.visibility import handed_on_by, identity_kept_by, openable_by, opened_for, received_by, visible_to, wallable
from complaints.rules.deadlines import ClockFacts, ReminderStage, Standing, days_left, standing
from complaints.rules.moves import Move
from foundation.accounts.models import User
from foundation.workdays.queries import days_off_and_gaps

__all__ = [
    "COUNTER_CAP",
    "COUNT_CAP",
    "Clock",
    "Counters",
    "arrived_in_last_hour",
    "clocks_of",
    "counted",
    "counters",
    "due_on",
    "first_of",
    "handed_on_by",
    "identity_kept_by",
    "incomplete",
    "is_answered",
    "issued_answers",
    "last_direction",
    "late_on",
    "lines_of",
    "nearest_clocks",
    "nearest_first",
    "not_forwarded",
    "open_cases",
    "openable_by",
    "opened_for",
    "promised_by",
    "queues",
    "received_by",
    "saved_views_of",
    "sweep_is_behind",
    "types_in_force",
    "versions_of_type",
    "visible_to",
    "wallable",
    "with_sums",
]


class _Count(Subquery):
    """How many rows another query gives, as a column."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def with_sums(cases: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Cases with what the frame of the case screen tells about them, as attributes, at no further question to the database.

    `accused_count`, `files_count`, `messages_count`, `last_direction` (of the newest message, or None), `has_draft` (an
    answer is being written), `is_answered` (as the function of that name says).
    """
    own = {"complaint": OuterRef("pk")}
    return cases.annotate(
        accused_count=_Count(AccusedPerson.objects.filter(**own).order_by().values("pk")),
        files_count=_Count(Attachment.objects.filter(**own).order_by().values("pk")),
        messages_count=_Count(Message.objects.filter(**own).order_by().values("pk")),
        last_direction=last_direction(),
        has_draft=Exists(Answer.objects.filter(**own, issued_at__isnull=True)),
        is_answered=Exists(_telling_answers().filter(**own)),
    )


def lines_of(pks: Sequence[UUID], *, user: User, at: datetime) -> list[Complaint]:
    """Cases as a list shows them, in the order of their keys, which the caller took from what the reader may see.

    With `kind_label`, `officer_name` (None for none), `last_direction` and `opened_for` (why it lies open to `user`) as attributes.

    Apart from the list itself, so that the database plans two small questions instead of a large one; what is sealed in
    the row stays unread.
    """
    rows = Complaint.objects.filter(pk__in=pks).defer("story", "summary", "reporter", "routing_reason")
    names = {"kind_label": F("violation_type__label"), "officer_name": F("handling_officer__full_name")}
    rows = rows.select_related("content").annotate(**names, last_direction=last_direction(), opened_for=opened_for(user, at=at))
    found = {row.pk: row for row in rows.order_by()}
    return [found[pk] for pk in pks if pk in found]


def last_direction() -> Subquery:
    """Who wrote the newest message of a case, as a column beside it; None when nobody has written."""
    return Subquery(Message.objects.filter(complaint=OuterRef("pk")).order_by("-sent_at", "-id").values("direction")[:1])


def sweep_is_behind(*, at: datetime) -> bool:
    """Whether the sweep of the deadlines has not run today: the newest clock that had to be reminded of yesterday was not.

    Cases entered in the last two hours do not count; they may be older than the last sweep.
    """
    passed = Deadline.objects.filter(
        met_at__isnull=True, strict_on__lt=timezone.localdate(at), complaint__entered_at__lt=at - timedelta(hours=2)
    ).exclude(complaint__state=ComplaintState.CLOSED)
    return passed.order_by("-strict_on").values_list("reminded", flat=True).first() == ReminderStage.NONE.value


def saved_views_of(user: User) -> QuerySet[SavedView]:
    """The views of the inbox a person keeps, oldest first."""
    return SavedView.objects.filter(user=user)


def types_in_force(on: date) -> QuerySet[ViolationType]:
    """The kinds of violation that can be chosen on a day."""
    return ViolationType.objects.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def retention_rules_in_force(on: date) -> QuerySet[RetentionRule]:
    """The lines of the retention schedule that can be chosen when a case is closed on a day (WIB)."""
    return RetentionRule.objects.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def versions_of_type(code: str) -> list[int]:
    """The keys of a kind's versions. A filter by these lets the database see whether the kind is common or rare."""
    return list(ViolationType.objects.filter(code=code).values_list("pk", flat=True))


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
    running = Deadline.objects.filter(complaint__in=by_pk, met_on__isnull=True)
    nearest: dict[UUID, Deadline] = {}
    for row in running:
        known = nearest.setdefault(row.complaint_id, row)
        if row.due_on < known.due_on:
            nearest[row.complaint_id] = row
    return dict(_clocks(list(nearest.values()), by_pk, today=today))


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


def is_answered(complaint: Complaint) -> bool:
    """Whether a final answer or a refusal tells the reporter what became of the case as it stands (Pasal 9(3), 13(2)).

    One from before the case was taken up again, or from before its decision, does not: it told something else.
    """
    return _telling_answers().filter(complaint=complaint).exists()


def issued_answers(complaint: Complaint) -> QuerySet[Answer]:
    """What was issued to the reporter, oldest first."""
    return complaint.answers.filter(issued_at__isnull=False).order_by("issued_at")


def _telling_answers() -> QuerySet[Answer]:
    again = StateChange.objects.filter(complaint=OuterRef("complaint"), move__in=[Move.RESUME, Move.REOPEN], at__gt=OuterRef("issued_at"))
    final = Answer.objects.filter(issued_at__isnull=False).exclude(kind=AnswerKind.INTERIM)
    after_decision = Q(complaint__decided_at__isnull=True) | Q(issued_at__gte=F("complaint__decided_at"))
    return final.filter(after_decision, ~Exists(again))


def arrived_in_last_hour(channel: str, *, at: datetime) -> int:
    """How many complaints a channel took in during the hour before `at`; for the flood mark only."""
    return Complaint.objects.filter(channel=channel, entered_at__gt=at - timedelta(hours=1), entered_at__lte=at).count()
