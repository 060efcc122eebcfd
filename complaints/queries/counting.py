"""The queues of the inbox and how many cases wait in each, counted no further than the numbers on the screen need."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet

from complaints.enums import ComplaintState
from complaints.models import Complaint
from complaints.queries.visibility import openable_by
from foundation.accounts.models import User
from foundation.vault.models import Grant

COUNT_CAP = 500
"""Lists say "lebih dari 500" beyond this; nobody pages through more."""
COUNTER_CAP = 99
"""The numbers above the inbox say "99+" beyond this: counted at every opening, they must cost the same at any size."""
NUMBER = "(SELECT COUNT(*) FROM ({sql}) AS counted)"
NOTHING = "SELECT 1 WHERE 1 = 0"


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


def counted(user: User, filtered: QuerySet[Complaint], *, caps: tuple[int, int], at: datetime, today: date) -> tuple[Counters, int]:
    """The four numbers of what a person can open, and how many cases a list has, in one question to the database.

    `caps`: how far the counters and the list are counted, each and one more.
    """
    kept, order = _counters_statement(caps[0], connection.vendor)
    real = {"holder": _holder(user.holder_id), "at": _moment(at), "today": _day(today)}
    sql, params = _statement(first_of(filtered, caps[1]))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {kept}, {_number(sql)}", [*(real.get(name, value) for name, value in order), *params])
        *numbers, total = cursor.fetchone()
    return Counters(*numbers), total


@lru_cache(maxsize=4)
def _counters_statement(cap: int, _vendor: str) -> tuple[str, list[tuple[str, Any]]]:
    """The columns of the four numbers, and for each of their parameters the name of what stands there, or its fixed value.

    The ORM writes them once a process, for a person and a moment that do not exist: writing the same words anew took a seventh
    of the time of an inbox.
    """
    nobody, never, no_day = UUID(int=0x5EED), datetime(1901, 2, 3, tzinfo=UTC), date(1902, 3, 4)
    names = {_holder(nobody): "holder", _moment(never): "at", _day(no_day): "today"}
    cases = openable_by(User(holder_id=nobody), at=never)
    written = [_statement(first_of(queue, cap)) for queue in queues(cases, today=no_day)]
    columns = ", ".join(_number(sql) for sql, _ in written)
    return columns, [(names.get(value, ""), value) for _, params in written for value in params]


def _statement(cases: QuerySet[Complaint, Any]) -> tuple[str, list[Any]]:
    try:
        sql, params = cases.query.sql_with_params()
    except EmptyResultSet:
        return NOTHING, []
    return sql, list(params)


def _number(sql: str) -> str:
    """The column of a count; the SQL is the ORM's own, and its values stand apart."""
    return NUMBER.format(sql=sql)


def _holder(value: UUID | None) -> Any:
    return Grant._meta.get_field("holder").get_db_prep_value(value, connection)


def _moment(value: datetime) -> Any:
    return Grant._meta.get_field("expires_at").get_db_prep_value(value, connection)


def _day(value: date) -> Any:
    return Complaint._meta.get_field("next_due_on").get_db_prep_value(value, connection)
