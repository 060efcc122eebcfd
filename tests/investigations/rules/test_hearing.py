"""Nobody is found guilty unheard."""

import pytest

from complaints.enums import PersonOutcome
from investigations.rules.hearing import HEAR_FIRST, outcome_fault


@pytest.mark.parametrize(
    ("outcome", "heard", "expected"),
    [
        (PersonOutcome.NOT_PROVEN, False, ""),
        (PersonOutcome.NOT_PROVEN, True, ""),
        (PersonOutcome.PROVEN, False, HEAR_FIRST),
        (PersonOutcome.PARTLY, False, HEAR_FIRST),
        (PersonOutcome.PROVEN, True, ""),
        (PersonOutcome.PARTLY, True, ""),
        (PersonOutcome.OPEN, True, "Pilih putusan untuk setiap terlapor."),
    ],
)
def test_outcome_fault(outcome, heard, expected):
    assert outcome_fault(outcome, heard=heard) == expected
