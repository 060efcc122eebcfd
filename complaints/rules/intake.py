"""What every complaint is owed when it arrives, and what is asked of who sends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from complaints.enums import ReporterKind
from foundation.law import Pasal, carries_out


@dataclass(frozen=True)
class Service:
    """What a reporter is entitled to from the moment of receipt."""

    register_number: bool = True
    receipt: bool = True
    status: bool = True
    answer: bool = True


@carries_out(Pasal(9))
def owed_service(*, reporter_kind: ReporterKind, named: bool) -> Service:  # noqa: ARG001 - the law makes no difference
    """Employees and outsiders, with or without a name, are owed the same service and an answer.

    The parameters stand in the signature because the article names both kinds of reporter; neither narrows the right.
    """
    return Service()


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


def thin_parts(*, accused: Iterable[str], story: str, place: str, time: str) -> tuple[str, ...]:
    """Which of the usual parts are missing; a hint for the officer to ask back, never a reason to refuse."""
    parts = {
        "accused": any(name.strip() for name in accused),
        "story": bool(story.strip()),
        "place": bool(place.strip()),
        "time": bool(time.strip()),
    }
    return tuple(name for name, present in parts.items() if not present)
