"""The queues of the inbox and how many cases wait in each, counted no further than the numbers on the screen need."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from complaints.enums import ComplaintState
from complaints.models import Complaint
from complaints.queries.visibility import openable_by
from foundation.accounts.models import User
from foundation.statements import DAY, KEY, MOMENT, Statement, Words

ROWS = 25
"""How many cases one page of a list shows."""
COUNT_CAP = 500
"""Lists say "lebih dari 500" beyond this; nobody pages through more."""
COUNTER_CAP = 99
"""The numbers above the inbox say "99+" beyond this: counted at every opening, they must cost the same at any size."""
NUMBER = "(SELECT COUNT(*) FROM ({sql}) AS counted)"
"""The column of a count; the SQL is the ORM's own, and its values stand apart."""


@dataclass(frozen=True)
class Counters:
    """The four numbers above the inbox, each counted up to COUNTER_CAP + 1."""

    not_forwarded: int
    due_today: int
    late: int
    incomplete: int


def open_cases(cases: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Cases that are not closed."""
    return cases.exclude(state=ComplaintState.CLOSED)


def not_forwarded(cases: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Still with the receiving officer (Pasal 6(5))."""
    return cases.filter(state=ComplaintState.RECEIVED)


def due_on(cases: QuerySet[Complaint], day: date) -> QuerySet[Complaint]:
    """Cases whose next clock falls on `day`."""
    return open_cases(cases).filter(next_due_on=day)


def late_on(cases: QuerySet[Complaint], day: date) -> QuerySet[Complaint]:
    """Cases whose next clock was due before `day`."""
    return open_cases(cases).filter(next_due_on__lt=day)


def promised_by(cases: QuerySet[Complaint], day: date) -> QuerySet[Complaint]:
    """Open cases in which word to the reporter, or a new look at a postponement, was promised for `day` (WIB) or earlier."""
    return open_cases(cases).filter(Q(word_on__lte=day) | Q(review_on__lte=day))


def incomplete(cases: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Cases to complete or to look at twice: not classified yet, or flagged doubtful."""
    return open_cases(cases).filter(Q(violation_type__isnull=True) | Q(doubtful=True))


def queues(cases: QuerySet[Complaint], *, today: date) -> tuple[QuerySet[Complaint], ...]:
    """What the four numbers of Counters count, in their order."""
    return not_forwarded(cases), due_on(cases, today), late_on(cases, today), incomplete(cases)


def counters(cases: QuerySet[Complaint], *, today: date) -> Counters:
    """The inbox counters over `cases` (already narrowed to what the person sees)."""
    return Counters(*(first_of(queue, COUNTER_CAP).count() for queue in queues(cases, today=today)))


def first_of(cases: QuerySet[Complaint], cap: int) -> QuerySet[Complaint, Any]:
    """The keys of so many cases and one more, for counting no further.

    In the order of the nearest deadline, because every filter has an index in that order: the database then reads that far
    and stops, instead of gathering all that match.
    """
    return nearest_first(cases).values("pk")[: cap + 1]


def nearest_first(cases: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Nearest deadline first; cases without a running clock last."""
    return cases.order_by(F("next_due_on").asc(nulls_last=True), "id")


def counted(user: User, listed: Words, *, cap: int = COUNTER_CAP, at: datetime, today: date) -> tuple[Counters, int]:
    """The four numbers of what a person can open, and how many cases a list has, in one question to the database.

    The numbers are counted up to `cap` and one more, and the list as far as its own words go.
    """
    values = {"holder": user.holder_id, "at": at, "today": today}
    asked = [*(statement.words(**values) for statement in _queues_of_holder(cap)), listed]
    columns = ", ".join(NUMBER.format(sql=sql) for sql, _ in asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", list(chain.from_iterable(params for _, params in asked)))
        *numbers, total = cursor.fetchone()
    return Counters(*numbers), total


@lru_cache(maxsize=4)
def _queues_of_holder(cap: int) -> tuple[Statement, ...]:
    """What the four numbers count, each as far as `cap`, for the holder of a key pair."""

    def queue(number: int) -> Statement:
        def build(holder: UUID, at: datetime, today: date) -> QuerySet[Complaint, Any]:
            return first_of(queues(openable_by(User(holder_id=holder), at=at), today=today)[number], cap)

        return Statement(build, holder=KEY, at=MOMENT, today=DAY)

    return tuple(queue(number) for number in range(4))
