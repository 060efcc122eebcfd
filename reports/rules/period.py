"""The calendar month that a report is about."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

WRITTEN = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
MONTHS_A_YEAR = 12


class BadPeriod(ValueError):
    """The text is not a month written like 2026-10."""


@dataclass(frozen=True, order=True)
class Period:
    """One month of the calendar in Bengkulu; sorts by time."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The month written "2026-10". Raises BadPeriod."""
        if not WRITTEN.fullmatch(text) or text.startswith("0000"):
            raise BadPeriod(f"{text!r} bukan bulan yang ditulis seperti 2026-10")
        year, month = text.split("-")
        return cls(int(year), int(month))

    @classmethod
    def of(cls, day: date) -> "Period":
        """The month in which a day (WIB) falls."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        """As addresses and files write it: "2026-10"."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.shifted(1).first - timedelta(days=1)

    def shifted(self, months: int) -> "Period":
        """The month so many months later; earlier when negative."""
        year, month = divmod(self.year * MONTHS_A_YEAR + self.month - 1 + months, MONTHS_A_YEAR)
        return Period(year, month + 1)

    def moments(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The moment it begins and the moment the next month begins, on the clocks of `zone`."""
        begin, end = (datetime.combine(period.first, time.min, tzinfo=zone) for period in (self, self.shifted(1)))
        return begin, end


def months_ending_with(last: Period, count: int) -> list[Period]:
    """`count` months in a row, oldest first, the last one being `last`."""
    return [last.shifted(-back) for back in range(count - 1, -1, -1)]


def months_between(first: Period, last: Period) -> list[Period]:
    """Every month from `first` to `last`, both included, oldest first; none when `last` is earlier."""
    count = (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month + 1
    return months_ending_with(last, max(count, 0))
