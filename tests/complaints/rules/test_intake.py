"""What every reporter is owed (Pasal 9), whoever speaks and whether or not a name was given."""

import itertools
from datetime import timedelta

import pytest

from complaints.enums import DeadlineKind, ReporterKind
from complaints.rules.intake import QUICKEST_HUMAN, Doubt, doubts, owed_terms
from tests.factories.complaints import Office, received


@pytest.mark.parametrize(("kind", "named"), list(itertools.product(ReporterKind, (True, False))))
def test_everybody_is_owed_the_same_terms(kind: ReporterKind, named: bool):
    assert [term.kind for term in owed_terms(reporter_kind=kind, named=named)] == list(DeadlineKind)


@pytest.mark.parametrize("kind", ReporterKind)
def test_the_register_keeps_them(office: Office, kind: ReporterKind):
    registered = received(reporter_kind=kind)

    assert set(registered.due) == set(DeadlineKind)
    assert registered.complaint.deadlines.count() == 3


@pytest.mark.parametrize(
    ("hidden", "taken", "arrived", "expected"),
    [
        ("", QUICKEST_HUMAN, 0, frozenset()),
        ("http://contoh", QUICKEST_HUMAN, 0, {Doubt.HIDDEN_FIELD}),
        ("", QUICKEST_HUMAN - timedelta(seconds=1), 0, {Doubt.TOO_FAST}),
        ("", QUICKEST_HUMAN, 60, {Doubt.FLOOD}),
    ],
)
def test_signs_of_a_machine(hidden: str, taken: timedelta, arrived: int, expected: set[Doubt]):
    assert doubts(hidden_field=hidden, time_taken=taken, arrived_last_hour=arrived) == expected
