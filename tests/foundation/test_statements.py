"""Statements that are written once: other values, the same answers as the ORM gives each time."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from foundation.accounts.models import Unit
from foundation.statements import DAY, KEY, Many, Statement
from foundation.workdays.enums import Certainty, HolidayKind
from foundation.workdays.models import Holiday

pytestmark = pytest.mark.django_db
FIRST = date(2031, 3, 3)


@pytest.fixture
def days() -> list[date]:
    """Seven holidays in a row."""
    found = [FIRST + timedelta(days=number) for number in range(7)]
    common = {"name": "Hari libur", "kind": HolidayKind.NATIONAL, "decree": "SKB 1", "certainty": Certainty.SURE}
    Holiday.objects.bulk_create([Holiday(date=day, **common) for day in found])
    return found


def between(start: date, end: date) -> QuerySet[Holiday]:
    """A question with one value in two places."""
    return Holiday.objects.filter(Q(date__gte=start) & (Q(date__lte=end) | Q(date=start)), withdrawn_by="").order_by("-date")


def test_gives_what_the_queryset_gives_for_each_set_of_values(days: list[date]):
    statement = Statement(between, start=DAY, end=DAY)
    for start, end in [(days[1], days[3]), (days[5], days[0]), (date(1990, 1, 1), date(1990, 1, 2)), (days[0], days[6])]:
        assert statement.rows(start=start, end=end) == list(between(start, end))


def test_columns_of_rows_come_as_the_orm_reads_them(days: list[date]):
    statement = Statement(lambda start: Holiday.objects.filter(date__gt=start).order_by("date").values_list("date", "kind"), start=DAY)
    assert statement.rows(start=days[4]) == [(days[5], HolidayKind.NATIONAL.value), (days[6], HolidayKind.NATIONAL.value)]
    flat = Statement(lambda start: Holiday.objects.filter(date__gt=start).order_by("date").values_list("date", flat=True), start=DAY)
    assert flat.rows(start=days[4]) == [days[5], days[6]]


def test_rows_carry_joined_rows_columns_and_leave_out_what_is_deferred(django_assert_num_queries: Any):
    above = Unit.objects.create(code="d", name="Dinas")
    below = Unit.objects.create(code="b", name="Bidang", parent=above)

    def build(unit: UUID) -> QuerySet[Unit]:
        return Unit.objects.filter(pk=unit).select_related("parent").annotate(over=F("parent__name")).defer("name")

    statement = Statement(build, unit=KEY)
    statement.rows(unit=uuid4())
    with django_assert_num_queries(1):
        (row,) = statement.rows(unit=below.pk)
        assert (row.pk, row.parent, row.over, row.get_deferred_fields()) == (below.pk, above, "Dinas", {"name"})


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 6, 7])
def test_a_list_of_any_length_is_asked_in_parts_and_no_row_comes_twice(count: int):
    units = [Unit.objects.create(code=f"u{number}", name=f"Unit {number}") for number in range(7)]
    statement = Statement(lambda units: Unit.objects.filter(pk__in=units).order_by("name"), units=Many(KEY, 3))
    with CaptureQueriesContext(connection) as asked:
        found = statement.rows(units=(unit.pk for unit in units[:count]))
    assert (found, len(asked)) == (units[:count], -(-count // 3))
