"""Which roles exclude each other, and when two terms overlap."""

from datetime import date

import pytest

from foundation.accounts.enums import Role
from foundation.accounts.rules import READERS, Term, incompatible_with

INSPECTION = {Role.INSPECTOR, Role.DEPUTY_INSPECTOR, Role.AUDITOR}
CUSTODIANS = {Role.CUSTODIAN_INSIDE, Role.CUSTODIAN_OUTSIDE}


@pytest.mark.parametrize("role", sorted(CUSTODIANS))
def test_custodian_never_inspects_nor_administers(role):
    assert incompatible_with(role) == INSPECTION | {Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", sorted(INSPECTION))
def test_who_inspects_keeps_no_identities(role):
    assert incompatible_with(role) == CUSTODIANS | {Role.ADMINISTRATOR}


def test_administrator_holds_no_role_that_reads():
    assert incompatible_with(Role.ADMINISTRATOR) == set(Role) - {Role.ADMINISTRATOR, Role.PUBLISHER}


def test_publisher_may_hold_any_other_role():
    assert incompatible_with(Role.PUBLISHER) == frozenset()


def test_incompatibility_goes_both_ways():
    pairs = {(one, other) for one in Role for other in incompatible_with(one)}

    assert pairs == {(other, one) for one, other in pairs}


def test_every_role_is_either_a_reader_or_named_as_none():
    assert set(Role) - set(READERS) == {Role.PUBLISHER, Role.ADMINISTRATOR}


NOVEMBER = Term(date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("other", "overlap"),
    [
        (Term(date(2026, 10, 1), date(2026, 10, 31)), False),
        (Term(date(2026, 10, 1), date(2026, 11, 1)), True),
        (Term(date(2026, 11, 30)), True),
        (Term(date(2026, 12, 1)), False),
        (Term(date(2026, 1, 1)), True),
        (Term(date(2026, 1, 1), None, ended_on=date(2026, 11, 1)), False),
        (Term(date(2026, 1, 1), None, ended_on=date(2026, 11, 2)), True),
        (Term(date(2026, 11, 10), None, ended_on=date(2026, 11, 10)), False),
        (Term(date(2026, 11, 10), None, ended_on=date(2026, 11, 5)), False),
    ],
)
def test_terms_overlap_when_a_day_belongs_to_both(other, overlap):
    assert (NOVEMBER.overlaps(other), other.overlaps(NOVEMBER)) == (overlap, overlap)


@pytest.mark.parametrize(
    ("day", "covered"),
    [(date(2026, 10, 31), False), (date(2026, 11, 1), True), (date(2026, 11, 30), True), (date(2026, 12, 1), False)],
)
def test_term_covers_its_first_and_last_day(day, covered):
    assert NOVEMBER.covers(day) is covered
