"""Which roles exclude each other, and when two terms overlap."""

from datetime import date

import pytest

from foundation.accounts.enums import Role
from foundation.accounts.rules import OUTSIDE, READERS, Term, fits_unit, incompatible_with

INSPECTION = {Role.INSPECTOR, Role.DEPUTY_INSPECTOR, Role.AUDITOR}
CUSTODIANS = {Role.CUSTODIAN_INSIDE, Role.CUSTODIAN_OUTSIDE}


READ_CONTENTS = INSPECTION | {Role.CHANNEL_OFFICER, Role.RECEIVING_OFFICER, Role.DELEGATE, Role.REFERRAL_OFFICER}


@pytest.mark.parametrize(
    ("role", "other"), [(Role.CUSTODIAN_INSIDE, Role.CUSTODIAN_OUTSIDE), (Role.CUSTODIAN_OUTSIDE, Role.CUSTODIAN_INSIDE)]
)
def test_custodian_reads_no_contents_keeps_one_circle_and_does_not_administer(role, other):
    assert incompatible_with(role) == READ_CONTENTS | {other, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", sorted(INSPECTION))
def test_who_inspects_keeps_no_identities_protects_nobody_and_stands_in_for_no_one(role):
    outside = {Role.DELEGATE, Role.REFERRAL_OFFICER, Role.PROTECTION_OFFICER}
    assert incompatible_with(role) == CUSTODIANS | outside | {Role.ADMINISTRATOR}


def test_delegate_is_nobody_of_the_inspektorat():
    barred = INSPECTION | CUSTODIANS | {Role.CHANNEL_OFFICER, Role.REFERRAL_OFFICER, Role.ADMINISTRATOR}
    assert incompatible_with(Role.DELEGATE) == barred


def test_referral_officer_is_neither_the_walikota_nor_who_answers_to_him():
    barred = INSPECTION | CUSTODIANS | {Role.CHANNEL_OFFICER, Role.DELEGATE, Role.MAYOR, Role.ADMINISTRATOR}
    assert incompatible_with(Role.REFERRAL_OFFICER) == barred


def test_protection_officer_is_never_of_the_team():
    assert incompatible_with(Role.PROTECTION_OFFICER) == INSPECTION | {Role.ADMINISTRATOR}


def test_channel_officer_stands_in_for_no_one():
    assert incompatible_with(Role.CHANNEL_OFFICER) == CUSTODIANS | {Role.DELEGATE, Role.REFERRAL_OFFICER, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", sorted(OUTSIDE))
def test_only_outsiders_stand_outside_the_inspektorat(role):
    assert (fits_unit(role, inspectorate=True), fits_unit(role, inspectorate=False)) == (False, True)


def test_the_inner_circle_belongs_to_the_inspektorat():
    assert (fits_unit(Role.CUSTODIAN_INSIDE, inspectorate=True), fits_unit(Role.CUSTODIAN_INSIDE, inspectorate=False)) == (True, False)


@pytest.mark.parametrize("role", sorted(set(Role) - OUTSIDE - {Role.CUSTODIAN_INSIDE}))
def test_every_other_role_asks_for_no_unit(role):
    assert (fits_unit(role, inspectorate=True), fits_unit(role, inspectorate=False)) == (True, True)


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
