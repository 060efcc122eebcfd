"""Counting working days: Monday to Friday, less the days off handed in (Perpres 21/2023); pure, knows no table and no clock."""

from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_workday(day: date, days_off: frozenset[date]) -> bool:
    """Whether `day` (a WIB calendar date) is a Monday to Friday that is not among `days_off`."""
    return day.weekday() < SATURDAY and day not in days_off


def add_workdays(start: date, count: int, days_off: frozenset[date]) -> date:
    """The last day of a term of `count` working days that began on `start`: the legal date.

    `start` itself is not counted (dies a quo non computatur), whether or not it is a working day; the last day is included.
    `days_off` must reach past the answer; take it from `queries.days_off_between`. Raises ValueError when `count` is below 1.
    """
    if count < 1:
        raise ValueError(f"a term has at least one working day, not {count}")
    day = start
    while count:
        day += ONE_DAY
        count -= is_workday(day, days_off)
    return day


def strict_date(start: date, count: int, days_off: frozenset[date]) -> date:
    """The last day of the same term read strictly: `start` is its first day when it is a working day.

    Never later than `add_workdays`; the same date when `start` is a day off. Raises ValueError when `count` is below 1.
    """
    if not is_workday(start, days_off):
        return add_workdays(start, count, days_off)
    return start if count == 1 else add_workdays(start, count - 1, days_off)


def working_days_between(start: date, end: date, days_off: frozenset[date]) -> int:
    """Working days after `start` up to and including `end`; the inverse of `add_workdays`.

    Negative when `end` is earlier: minus the working days after `end` up to and including `start`.
    """
    if end < start:
        return -working_days_between(end, start, days_off)
    # Whole weeks are multiplied and days off taken out afterwards: lists ask this for every row.
    weeks, rest = divmod((end - start).days, 7)
    weekdays = weeks * SATURDAY + sum((start.weekday() + after) % 7 < SATURDAY for after in range(1, rest + 1))
    return weekdays - sum(start < day <= end and day.weekday() < SATURDAY for day in days_off)
