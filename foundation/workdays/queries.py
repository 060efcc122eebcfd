"""Questions about the holiday table; withdrawn holidays never count in any answer."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from foundation.workdays.enums import HolidayKind
from foundation.workdays.models import Holiday

SATURDAY, SUNDAY = 6, 7
"""As `iso_week_day` numbers them."""


def holidays_between(start: date, end: date = date.max) -> QuerySet[Holiday]:
    """The holidays in force from `start` to `end`, both included (WIB calendar dates), earliest first, weekends too."""
    return Holiday.objects.filter(date__range=(start, end), withdrawn_by="")


def holidays_on_weekdays(start: date, end: date) -> QuerySet[Holiday]:
    """The holidays from `start` to `end`, both included, that took a working day away: those that moved a date between them."""
    return holidays_between(start, end).exclude(date__iso_week_day__in=(SATURDAY, SUNDAY))


def days_off_between(start: date, end: date = date.max) -> frozenset[date]:
    """The dates of those holidays, as `arithmetic` takes them (it knows weekends itself).

    Leave `end` out to count a term, so that no holiday before its last day is missed; the table holds some dozen days a year.
    """
    return frozenset(holidays_between(start, end).order_by().values_list("date", flat=True))


def days_off_and_gaps(start: date, end: date) -> tuple[frozenset[date], frozenset[int]]:
    """The days off from `start` to `end` (WIB, both included), and those of their years whose joint leave is not known yet.

    One query, for lists that show many dates; see years_without_joint_leave.
    """
    whole = holidays_between(date(start.year, 1, 1), date(end.year, 12, 31)).order_by().values_list("date", "kind")
    rows = list(whole)
    known = {day.year for day, kind in rows if kind == HolidayKind.JOINT_LEAVE}
    return frozenset(day for day, _ in rows if start <= day <= end), frozenset(range(start.year, end.year + 1)) - known


def years_without_joint_leave(years: Iterable[int]) -> set[int]:
    """Those of `years` for which no joint leave is known yet: their decree has not been imported, so dates in them may still move."""
    asked = set(years)
    if not asked:
        return set()
    known = holidays_between(date(min(asked), 1, 1), date(max(asked), 12, 31)).filter(kind=HolidayKind.JOINT_LEAVE)
    return asked - {day.year for day in known.order_by().values_list("date", flat=True)}
