"""What of the monthly report the public may know, and when it appears."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from foundation.law import Pasal, carries_out
from foundation.workdays.arithmetic import add_workdays
from reports.rules.contents import OTHERS, SHOWN_LAST, Tally, by_type
from reports.rules.period import Period

SMALLEST_SENSITIVE = 3
"""A sensitive type with fewer complaints in the month could point at a person."""
GRACE_WORKING_DAYS = 2
"""Working days after the due day on which figures that nobody approved appear on their own."""
REMIND_WORKING_DAYS = 2
"""Working days before the due day from which an unapproved report is called to mind."""


@carries_out(Pasal(19, 2))
def public_part(figures: Mapping[str, Any], *, sensitive: Collection[str], others: str) -> dict[str, Any]:
    """Letters a and b and nothing else; sensitive types with fewer than three go into "lainnya", the totals stay exact.

    `figures` is what contents.report_of made, `sensitive` the codes of sensitive types, `others` the label of "lainnya".
    Merged separately for what was received and what was followed up: each list is safe by itself.
    """
    return {part: _merged(figures[part]["by_type"], sensitive=sensitive, others=others) for part in ("received", "followed_up")}


def _merged(rows: Collection[Mapping[str, Any]], *, sensitive: Collection[str], others: str) -> dict[str, Any]:
    counts: dict[str, Tally] = {}
    for row in rows:
        hidden = row["code"] == OTHERS or (row["code"] in sensitive and row["count"] < SMALLEST_SENSITIVE)
        code, label = (OTHERS, others) if hidden else (row["code"], row["label"])
        before = counts[code].count if code in counts else 0
        counts[code] = Tally(code, label, before + row["count"])
    return by_type(tuple(counts.values()))


def due_on(period: Period, *, working_day: int, days_off: frozenset[date]) -> date:
    """The day by which a month's report is approved: so many working days into the next month (a setting; the Perwali names none).

    `days_off` must reach past the answer. Raises ValueError for a `working_day` below 1.
    """
    return add_workdays(period.last, working_day, days_off)


def appears_unapproved_on(due: date, *, days_off: frozenset[date]) -> date:
    """The day on which a and b appear although nobody approved them: publication waits for nobody (readings.md, decision 9)."""
    return add_workdays(due, GRACE_WORKING_DAYS, days_off)


def is_near_due(due: date, *, today: date, days_off: frozenset[date]) -> bool:
    """Whether `today` (WIB) lies within the last working days before the due day, or on it."""
    return today <= due <= add_workdays(today, REMIND_WORKING_DAYS, days_off)


@dataclass(frozen=True)
class TypeRow:
    """One line of the table of types; None where the count stands in the line "lainnya"."""

    code: str
    label: str
    received: int | None
    followed_up: int | None


def type_rows(part: Mapping[str, Any], *, merged: Collection[str] = ()) -> list[TypeRow]:
    """Both lists side by side, in the order of by_type: what was received first, then what only was followed up.

    `merged` are the codes that may have been counted under "lainnya": where one is missing, its number is not said to be zero.
    """
    received, followed_up = ({row["code"]: row for row in part[name]["by_type"]} for name in ("received", "followed_up"))
    codes = sorted({**received, **followed_up}, key=lambda code: SHOWN_LAST.index(code) + 1 if code in SHOWN_LAST else 0)
    return [
        TypeRow(code, (received.get(code) or followed_up[code])["label"], _shown(received, code, merged), _shown(followed_up, code, merged))
        for code in codes
    ]


def _shown(rows: Mapping[str, Any], code: str, merged: Collection[str]) -> int | None:
    if code in rows:
        return int(rows[code]["count"])
    return None if code in merged else 0
