"""What every complaint is owed when it arrives, and what is asked of who sends it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from complaints.enums import ReporterKind
from complaints.rules.deadlines import TERMS, Term
from foundation.law import Pasal, carries_out


@carries_out(Pasal(9))
def owed_terms(*, reporter_kind: ReporterKind, named: bool) -> tuple[Term, ...]:  # noqa: ARG001 - the law makes no difference
    """The terms that run from a receipt on: employees and outsiders, with or without a name, are owed the same service and answer.

    The parameters stand in the signature because the article names both kinds of reporter; neither narrows the right.
    """
    return tuple(TERMS.values())


@dataclass(frozen=True)
class Declaration:
    """A statement the reporter makes before sending; the form words it."""

    field: str
    carries_out: Pasal


GOOD_FAITH = Declaration("good_faith", carries_out=Pasal(10))
"""Asked of everyone, proves nothing: a rude or thin report is registered all the same."""


class Doubt(StrEnum):
    """Signs of a machine at the keyboard; they only set the flag `doubtful` and refuse nothing."""

    HIDDEN_FIELD = "hidden_field"
    TOO_FAST = "too_fast"
    FLOOD = "flood"


QUICKEST_HUMAN = timedelta(seconds=20)
FLOOD_PER_HOUR = 60


def doubts(*, hidden_field: str, time_taken: timedelta, arrived_last_hour: int) -> frozenset[Doubt]:
    """Which signs of a machine a submission carries. Every complaint is registered whatever this says (Pasal 9)."""
    found = {
        Doubt.HIDDEN_FIELD: bool(hidden_field),
        Doubt.TOO_FAST: time_taken < QUICKEST_HUMAN,
        Doubt.FLOOD: arrived_last_hour >= FLOOD_PER_HOUR,
    }
    return frozenset(doubt for doubt, present in found.items() if present)
