"""The three legal terms of a complaint and where each date comes from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from complaints.enums import DeadlineKind
from foundation.law import Pasal
from foundation.workdays.arithmetic import add_workdays, strict_date, working_days_between


@dataclass(frozen=True)
class Term:
    """A number of working days from the first official receipt (day 0, not counted; readings.md 1.1)."""

    kind: DeadlineKind
    days: int
    carries_out: Pasal

    def due_on(self, received_on: date, days_off: frozenset[date]) -> date:
        """The legal date: first day excluded, last day included until 24.00 WIB.

        `received_on` is the WIB calendar date of receipt, `days_off` the holidays and joint leave that may fall in the term.
        """
        return add_workdays(received_on, self.days, days_off)

    def strict_on(self, received_on: date, days_off: frozenset[date]) -> date:
        """The stricter date, which also counts the day of receipt when it is a working day."""
        return strict_date(received_on, self.days, days_off)


FORWARD = Term(DeadlineKind.FORWARD, 3, carries_out=Pasal(6, 5))
FOLLOW_UP = Term(DeadlineKind.FOLLOW_UP, 10, carries_out=Pasal(7, 2))
ANSWER = Term(DeadlineKind.ANSWER, 30, carries_out=Pasal(16))

TERMS: dict[DeadlineKind, Term] = {term.kind: term for term in (FORWARD, FOLLOW_UP, ANSWER)}


class Standing(StrEnum):
    """How a clock stands on a given day."""

    SAFE = "safe"
    NEAR = "near"
    LATE = "late"
    MET = "met"
    MET_LATE = "met_late"
    ENDED = "ended"


NEAR_DAYS = 2
"""A clock is called near when this many working days, or fewer, are left."""


@dataclass(frozen=True)
class ClockFacts:
    """What is known of one clock: its two dates and the WIB date on which it was met, if it was.

    `breached`: its day passed before anybody recorded that it was met; `closed_on` (WIB): the case is closed since then.
    """

    due_on: date
    strict_on: date
    met_on: date | None
    breached: bool = False
    closed_on: date | None = None


def standing(facts: ClockFacts, *, today: date, days_off: frozenset[date]) -> Standing:
    """How the clock stands on `today` (WIB). A met clock never turns late, a late one never turns met on time.

    A case that closes before the day of a clock ends it: nothing is owed on that day any more.
    """
    if facts.met_on is not None:
        return Standing.MET_LATE if facts.breached or facts.met_on > facts.due_on else Standing.MET
    if facts.closed_on is not None:
        return Standing.LATE if facts.breached or facts.closed_on > facts.due_on else Standing.ENDED
    if today > facts.due_on:
        return Standing.LATE
    if today >= facts.strict_on or days_left(facts.due_on, today=today, days_off=days_off) <= NEAR_DAYS:
        return Standing.NEAR
    return Standing.SAFE


def days_left(due_on: date, *, today: date, days_off: frozenset[date]) -> int:
    """Working days after `today` up to and including `due_on`; negative by the working days gone past it."""
    return working_days_between(today, due_on, days_off)


def met_day(*, dated: date | None, received_on: date, recorded_on: date) -> date:
    """The WIB day on which a clock counts as met: the day a document bears, or the day it was recorded.

    A document counts from its own day when that day lies between the receipt and the record (Pasal 7(2) asks for an assignment
    letter that was issued); any other day proves nothing, and the record counts.
    """
    return dated if dated is not None and received_on <= dated <= recorded_on else recorded_on


class ReminderStage(StrEnum):
    """The moments at which people are reminded of a clock, in order."""

    NONE = "none"
    BEFORE = "before"
    ON_THE_DAY = "on_the_day"
    BREACH = "breach"


STAGE_ORDER = [ReminderStage.NONE, ReminderStage.BEFORE, ReminderStage.ON_THE_DAY, ReminderStage.BREACH]


def reminder_stage(facts: ClockFacts, *, today: date, days_off: frozenset[date]) -> ReminderStage:
    """The latest reminder that is due for an unmet clock on `today` (WIB).

    The first one comes on the strict date, and where both dates are one (receipt on a day off) a working day before it.
    """
    if today > facts.due_on:
        return ReminderStage.BREACH
    if today == facts.due_on:
        return ReminderStage.ON_THE_DAY
    if today >= facts.strict_on or facts.due_on <= add_workdays(today, 1, days_off):
        return ReminderStage.BEFORE
    return ReminderStage.NONE
