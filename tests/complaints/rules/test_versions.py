"""A new version never reaches back, and never begins before the one it replaces."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from complaints.rules.versions import NOT_BACK, NOT_BEFORE, NOT_WITHIN, beginning_fault, ending_fault

TODAY = date(2026, 11, 16)
days = st.integers(-400, 400).map(lambda number: TODAY + timedelta(days=number))


def test_the_first_version_begins_today_at_the_earliest():
    assert [beginning_fault(day, today=TODAY) for day in (TODAY - timedelta(1), TODAY)] == [NOT_BACK, None]


def test_the_next_one_begins_after_the_present_one():
    present = TODAY + timedelta(3)

    assert [beginning_fault(present + timedelta(n), today=TODAY, present_from=present) for n in (0, 1)] == [NOT_BEFORE, None]


def test_what_has_ended_comes_back_after_its_last_day():
    term = {"present_from": date(2020, 7, 7), "present_to": TODAY + timedelta(5)}

    assert [beginning_fault(TODAY + timedelta(n), today=TODAY, **term) for n in (5, 6)] == [NOT_WITHIN, None]


def test_a_last_day_is_neither_gone_nor_before_the_beginning():
    begins = TODAY + timedelta(2)

    assert [ending_fault(TODAY + timedelta(n), today=TODAY, present_from=begins) for n in (-1, 1, 2)] == [NOT_BACK, NOT_BEFORE, None]


@given(days, days, st.none() | days)
def test_no_two_versions_ever_share_a_day_and_no_day_gone_changes(begins: date, present_from: date, present_to: date | None):
    if beginning_fault(begins, today=TODAY, present_from=present_from, present_to=present_to) is None:
        ends = begins - timedelta(1) if present_to is None else present_to
        assert begins >= TODAY
        assert present_from <= ends < begins or (present_to is not None and present_to < begins)
