"""The month of a report."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.period import BadPeriod, Period, months_between, months_ending_with

JAKARTA = ZoneInfo("Asia/Jakarta")
periods = st.builds(Period, st.integers(1, 9998), st.integers(1, 12))


@given(periods)
def test_written_and_read_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "2026-1", "26-10", "2026-10 ", "2026-10-01", "0000-01", "٢٠٢٦-١٠"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        Period.parse(text)


def test_first_and_last_day_of_december() -> None:
    december = Period(2026, 12)

    assert (december.first, december.last) == (date(2026, 12, 1), date(2026, 12, 31))


def test_february_of_a_leap_year() -> None:
    assert Period(2028, 2).last == date(2028, 2, 29)


@given(periods, st.integers(-24, 24))
def test_shifting_there_and_back(period: Period, months: int) -> None:
    if not 1 < period.year < 9990:
        return
    if period.year * 12 + period.month + months < 24:
        return

    assert period.shifted(months).shifted(-months) == period


def test_moments_are_midnights_in_bengkulu() -> None:
    begin, end = Period(2026, 10).moments(JAKARTA)

    assert begin.astimezone(UTC) == datetime(2026, 9, 30, 17, 0, tzinfo=UTC)
    assert end.astimezone(UTC) == datetime(2026, 10, 31, 17, 0, tzinfo=UTC)


def test_twelve_months_over_the_turn_of_the_year() -> None:
    months = months_ending_with(Period(2026, 2), 3)

    assert [str(month) for month in months] == ["2025-12", "2026-01", "2026-02"]


def test_months_between_are_none_when_the_end_comes_first() -> None:
    assert months_between(Period(2026, 3), Period(2026, 2)) == []
    assert months_between(Period(2026, 2), Period(2026, 2)) == [Period(2026, 2)]


def test_periods_sort_by_time() -> None:
    assert sorted([Period(2026, 2), Period(2025, 11)]) == [Period(2025, 11), Period(2026, 2)]
