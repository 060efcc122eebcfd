"""Reads of the case file; every list and every page starts at visible_to (visibility.py)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from complaints.enums import AnswerKind, ComplaintState
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
from complaints.queries.clocks import Clock, clocks_of, nearest_clocks
from complaints.queries.counting import (
    COUNT_CAP,
    COUNTER_CAP,
    ROWS,
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
from complaints.rules.deadlines import ReminderStage
from complaints.rules.moves import Move
from foundation.accounts.models import User
from foundation.statements import DAY, KEY, MOMENT, Many, Statement

__all__ = [
    "COUNTER_CAP",
    "COUNT_CAP",
    "ROWS",
    "Clock",
    "Counters",
    "accused_of",
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
    "kinds_in_force",
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
    found = {row.pk: row for row in _LINES.rows(pks=pks, holder=user.holder_id, at=at)}
    return [found[pk] for pk in pks if pk in found]


def _lines(pks: Sequence[UUID], holder: UUID, at: datetime) -> QuerySet[Complaint]:
    names = {"kind_label": F("violation_type__label"), "officer_name": F("handling_officer__full_name")}
    rows = Complaint.objects.filter(pk__in=pks).defer("story", "summary", "reporter", "routing_reason").select_related("content")
    return rows.annotate(**names, last_direction=last_direction(), opened_for=opened_for(holder, at=at)).order_by()


_LINES = Statement(_lines, pks=Many(KEY, ROWS), holder=KEY, at=MOMENT)


def last_direction() -> Subquery:
    """Who wrote the newest message of a case, as a column beside it; None when nobody has written."""
    return Subquery(Message.objects.filter(complaint=OuterRef("pk")).order_by("-sent_at", "-id").values("direction")[:1])


def sweep_is_behind(*, at: datetime) -> bool:
    """Whether the sweep of the deadlines has not run today: the newest clock that had to be reminded of yesterday was not.

    Cases entered in the last two hours do not count; they may be older than the last sweep.
    """
    return _NEWEST_PASSED.rows(today=timezone.localdate(at), settled=at - timedelta(hours=2)) == [ReminderStage.NONE.value]


def _newest_passed(today: date, settled: datetime) -> QuerySet[Deadline, str]:
    passed = Deadline.objects.filter(met_at__isnull=True, strict_on__lt=today, complaint__entered_at__lt=settled)
    return passed.exclude(complaint__state=ComplaintState.CLOSED).order_by("-strict_on").values_list("reminded", flat=True)[:1]


_NEWEST_PASSED = Statement(_newest_passed, today=DAY, settled=MOMENT)


def accused_of(pks: Iterable[UUID]) -> list[AccusedPerson]:
    """Who is accused in these cases, in the order they stand in within each."""
    return _ACCUSED.rows(complaints=pks)


_ACCUSED = Statement(
    lambda complaints: AccusedPerson.objects.filter(complaint__in=complaints).order_by("position"), complaints=Many(KEY, ROWS)
)


def saved_views_of(user: User) -> list[SavedView]:
    """The views of the inbox a person keeps, oldest first."""
    return _SAVED_VIEWS.rows(user=user.pk)


_SAVED_VIEWS = Statement(lambda user: SavedView.objects.filter(user=user), user=KEY)


def types_in_force(on: date) -> QuerySet[ViolationType]:
    """The kinds of violation that can be chosen on a day."""
    return ViolationType.objects.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def kinds_in_force(on: date) -> list[tuple[str, str]]:
    """Code and label of each of those kinds, in the order of a list to choose from."""
    return _KINDS.rows(on=on)


_KINDS = Statement(lambda on: types_in_force(on).order_by("order", "version").values_list("code", "label"), on=DAY)


def retention_rules_in_force(on: date) -> QuerySet[RetentionRule]:
    """The lines of the retention schedule that can be chosen when a case is closed on a day (WIB)."""
    return RetentionRule.objects.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def versions_of_type(code: str) -> list[int]:
    """The keys of a kind's versions. A filter by these lets the database see whether the kind is common or rare."""
    return list(ViolationType.objects.filter(code=code).values_list("pk", flat=True))


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
