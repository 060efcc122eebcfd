"""Terms of working days: the dates worked out by hand from the decrees, and what must hold for every calendar."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.workdays.arithmetic import add_workdays, is_workday, strict_date, working_days_between
from foundation.workdays.reading import SHIPPED, read_file

WIB = ZoneInfo("Asia/Jakarta")
DECREED = frozenset(row.day for row in read_file(SHIPPED))
NO_DAYS_OFF: frozenset[date] = frozenset()

GOLDEN = [
    # received, (legal, strict) after 3, 10 and 30 working days
    ("2024-04-05", ("2024-04-18", "2024-04-17"), ("2024-04-29", "2024-04-26"), ("2024-06-03", "2024-05-31")),
    ("2025-03-26", ("2025-04-09", "2025-04-08"), ("2025-04-21", "2025-04-17"), ("2025-05-22", "2025-05-21")),
    ("2025-08-13", ("2025-08-19", "2025-08-15"), ("2025-08-28", "2025-08-27"), ("2025-09-26", "2025-09-25")),
    ("2026-11-06", ("2026-11-11", "2026-11-10"), ("2026-11-20", "2026-11-19"), ("2026-12-18", "2026-12-17")),
    ("2026-11-21", ("2026-11-25", "2026-11-25"), ("2026-12-04", "2026-12-04"), ("2027-01-07", "2027-01-07")),
    ("2026-11-22", ("2026-11-25", "2026-11-25"), ("2026-12-04", "2026-12-04"), ("2027-01-07", "2027-01-07")),
    ("2026-12-23", ("2026-12-30", "2026-12-29"), ("2027-01-12", "2027-01-11"), ("2027-02-10", "2027-02-09")),
]

SAMPLES = [
    ("S01", "2026-11-06T10:15:00+07:00", "2026-11-11", "2026-11-20", "2026-12-18"),
    ("S02", "2026-11-13T21:47:12+07:00", "2026-11-18", "2026-11-27", "2026-12-29"),
    ("S03", "2026-11-16T06:58:40+07:00", "2026-11-19", "2026-11-30", "2026-12-30"),
    ("S04", "2026-11-17T09:05:00+07:00", "2026-11-20", "2026-12-01", "2026-12-31"),
    ("S07", "2026-11-19T22:10:05+07:00", "2026-11-24", "2026-12-03", "2027-01-06"),
    ("S08", "2026-11-19T08:31:00+07:00", "2026-11-24", "2026-12-03", "2027-01-06"),
    ("S10", "2026-11-20T03:12:55+07:00", "2026-11-25", "2026-12-04", "2027-01-07"),
    ("S11", "2026-11-20T13:40:00+07:00", "2026-11-25", "2026-12-04", "2027-01-07"),
    ("S12", "2026-11-20T23:55:31+07:00", "2026-11-25", "2026-12-04", "2027-01-07"),
]


@pytest.mark.parametrize(("received", "three", "ten", "thirty"), GOLDEN)
def test_legal_and_strict_dates_of_the_three_terms(received: str, three: tuple, ten: tuple, thirty: tuple):
    start = date.fromisoformat(received)

    counted = [(add_workdays(start, days, DECREED).isoformat(), strict_date(start, days, DECREED).isoformat()) for days in (3, 10, 30)]

    assert counted == [three, ten, thirty]


@pytest.mark.parametrize(("code", "received_at", "three", "ten", "thirty"), SAMPLES)
def test_legal_dates_of_the_sample_complaints(code: str, received_at: str, three: str, ten: str, thirty: str):
    start = datetime.fromisoformat(received_at).astimezone(WIB).date()

    assert [add_workdays(start, days, DECREED).isoformat() for days in (3, 10, 30)] == [three, ten, thirty]


def test_joint_leave_decreed_while_a_term_runs_moves_its_last_day():
    start = date(2025, 8, 13)

    before = add_workdays(start, 3, DECREED - {date(2025, 8, 18)})

    assert (before, add_workdays(start, 3, DECREED)) == (date(2025, 8, 18), date(2025, 8, 19))


@pytest.mark.parametrize(
    ("year", "weekdays_off", "workdays"),
    [(2024, 24, 238), (2025, 24, 237), (2026, 21, 240), (2027, 19, 242)],
)
def test_number_of_working_days_of_each_decreed_year(year: int, weekdays_off: int, workdays: int):
    eve = date(year - 1, 12, 31)

    counted = working_days_between(eve, date(year, 12, 31), DECREED)

    assert (working_days_between(eve, date(year, 12, 31), NO_DAYS_OFF) - counted, counted) == (weekdays_off, workdays)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 8, 14), True),
        (date(2026, 8, 15), False),
        (date(2026, 8, 16), False),
        (date(2026, 8, 17), False),
        (date(2026, 8, 18), True),
    ],
)
def test_working_day_is_a_weekday_that_is_not_off(day: date, *, expected: bool):
    assert is_workday(day, frozenset({date(2026, 8, 17)})) is expected


def test_strict_term_of_one_day_ends_on_the_working_day_it_began():
    assert strict_date(date(2026, 8, 14), 1, NO_DAYS_OFF) == date(2026, 8, 14)


def test_strict_term_that_begins_on_a_day_off_is_the_legal_one():
    assert strict_date(date(2026, 8, 15), 1, NO_DAYS_OFF) == add_workdays(date(2026, 8, 15), 1, NO_DAYS_OFF) == date(2026, 8, 17)


def test_days_left_count_down_to_nought_and_below():
    friday_off = frozenset({date(2026, 8, 14)})

    left = [working_days_between(date(2026, 8, day), date(2026, 8, 17), friday_off) for day in (12, 13, 14, 15, 16, 17, 18, 19)]

    assert left == [2, 1, 1, 1, 1, 0, -1, -2]


@pytest.mark.parametrize("count", [0, -1])
def test_term_without_a_day_is_refused(count: int):
    with pytest.raises(ValueError, match="at least one working day"):
        add_workdays(date(2026, 8, 14), count, NO_DAYS_OFF)
    with pytest.raises(ValueError, match="at least one working day"):
        strict_date(date(2026, 8, 15), count, NO_DAYS_OFF)


# What must hold for every calendar -----------------------------------------------------------------

SETTINGS = settings(max_examples=200)
starts = st.dates(date(2023, 12, 1), date(2027, 12, 31))
counts = st.integers(1, 45)
calendars = st.one_of(st.just(DECREED), st.frozensets(st.dates(date(2023, 12, 1), date(2028, 6, 30)), max_size=120))


@SETTINGS
@given(start=starts, count=counts, days_off=calendars)
def test_term_never_ends_on_a_day_off(start: date, count: int, days_off: frozenset[date]):
    assert is_workday(add_workdays(start, count, days_off), days_off)
    assert is_workday(strict_date(start, count, days_off), days_off)


@SETTINGS
@given(start=starts, later=st.integers(0, 60), count=counts, days_off=calendars)
def test_later_start_never_ends_earlier(start: date, later: int, count: int, days_off: frozenset[date]):
    later_start = start + timedelta(days=later)

    assert add_workdays(start, count, days_off) <= add_workdays(later_start, count, days_off)
    assert strict_date(start, count, days_off) <= strict_date(later_start, count, days_off)


@SETTINGS
@given(start=starts, after=st.integers(0, 90), count=counts, days_off=calendars)
def test_one_more_holiday_never_ends_a_term_earlier(start: date, after: int, count: int, days_off: frozenset[date]):
    more = days_off | {start + timedelta(days=after)}

    assert add_workdays(start, count, days_off) <= add_workdays(start, count, more)
    assert strict_date(start, count, days_off) <= strict_date(start, count, more)


@SETTINGS
@given(start=starts, count=counts, days_off=calendars)
def test_strict_date_is_never_later_and_at_most_one_working_day_earlier(start: date, count: int, days_off: frozenset[date]):
    legal, strict = add_workdays(start, count, days_off), strict_date(start, count, days_off)

    assert strict <= legal
    assert working_days_between(strict, legal, days_off) == is_workday(start, days_off)


@SETTINGS
@given(start=starts, count=counts, days_off=calendars)
def test_days_between_is_the_inverse_of_adding(start: date, count: int, days_off: frozenset[date]):
    end = add_workdays(start, count, days_off)

    assert working_days_between(start, end, days_off) == count
    assert working_days_between(end, start, days_off) == -count


@SETTINGS
@given(start=starts, count=counts, days_off=calendars)
def test_day_before_the_end_is_still_inside_the_term(start: date, count: int, days_off: frozenset[date]):
    day_before = add_workdays(start, count, days_off) - timedelta(days=1)

    assert working_days_between(start, day_before, days_off) == count - 1


@SETTINGS
@given(start=starts, first=counts, second=counts, days_off=calendars)
def test_two_terms_in_a_row_are_one_long_term(start: date, first: int, second: int, days_off: frozenset[date]):
    in_a_row = add_workdays(add_workdays(start, first, days_off), second, days_off)

    assert in_a_row == add_workdays(start, first + second, days_off)
