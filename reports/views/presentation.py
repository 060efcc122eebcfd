"""Turns figures into what components draw: bars, big numbers, lines with their footnotes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints.models import ViolationType
from foundation.ui import wording
from foundation.ui.parts import Bar, Figure
from reports.queries.reports import MonthTotals
from reports.rules.contents import DEFINITIONS, Definition
from reports.rules.period import Period
from reports.rules.publication import TypeRow


def bars_of(months: Iterable[MonthTotals]) -> list[Bar]:
    """One bar a month, oldest first."""
    return [
        Bar(format_date(total.period.first, "M"), wording.month(total.period.first), total.received, total.followed_up) for total in months
    ]


def big_numbers(received: int, followed_up: int, before: MonthTotals | None) -> list[Figure]:
    """The two totals, with those of the month before beside them."""
    notes = ("", "")
    if before is not None:
        name = wording.month(before.period.first)
        notes = (f"{name}: {wording.number(before.received)}", f"{name}: {wording.number(before.followed_up)}")
    return [
        Figure(wording.number(received), _("pengaduan diterima"), notes[0]),
        Figure(wording.number(followed_up), _("pengaduan ditindaklanjuti"), notes[1]),
    ]


def month_before(months: Sequence[MonthTotals], period: Period) -> MonthTotals | None:
    """The totals of the month before, when they appeared."""
    return next((total for total in months if total.period == period.shifted(-1)), None)


@dataclass(frozen=True)
class NamedRow:
    """A line of the table of types in the language of the page."""

    label: str
    row: TypeRow


def named_rows(rows: Iterable[TypeRow], kinds: Iterable[ViolationType]) -> list[NamedRow]:
    """The frozen Indonesian labels, or the English ones where the page is English and there is one."""
    english = {kind.code: kind.label_en for kind in kinds} if get_language() == "en" else {}
    return [NamedRow(english.get(row.code) or row.label, row) for row in rows]


@dataclass(frozen=True)
class Line:
    """One figure of a table: its label, its value, and the number of its footnote."""

    label: str
    value: Any
    note: int = 0
    strong: bool = False


@dataclass
class Footnotes:
    """Numbers the definitions in the order in which a page uses them."""

    used: list[str] = field(default_factory=list)

    def number(self, key: str) -> int:
        """The number of a figure's definition on this page."""
        if key not in self.used:
            self.used.append(key)
        return self.used.index(key) + 1

    def line(self, key: str, value: Any, *, strong: bool = False) -> Line:
        """A line labelled by its definition."""
        return Line(DEFINITIONS[key].label, value, self.number(key), strong)

    def texts(self) -> list[tuple[int, Definition]]:
        """The footnotes of the page."""
        return [(number, DEFINITIONS[key]) for number, key in enumerate(self.used, start=1)]
