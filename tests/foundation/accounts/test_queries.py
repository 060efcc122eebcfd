"""A role counts only while everything it needs is there."""

from datetime import date

import pytest

from foundation.accounts import services
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import appointments_in_force, roles_of, users_with
from tests.factories.accounts import HIRED_AT, UserFactory, appoint, names, person

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("on", "roles"),
    [
        (date(2026, 10, 31), set()),
        (date(2026, 11, 1), {Role.AUDITOR}),
        (date(2026, 11, 30), {Role.AUDITOR}),
        (date(2026, 12, 1), set()),
    ],
)
def test_role_counts_from_first_to_last_day_of_the_term(on, roles):
    user = UserFactory()
    appoint(user, Role.AUDITOR, valid_from=date(2026, 11, 1), valid_to=date(2026, 11, 30))

    assert roles_of(user, on=on) == roles


@pytest.mark.parametrize(("undertaking_on", "roles"), [(None, set()), (date(2026, 11, 16), {Role.AUDITOR}), (date(2026, 11, 17), set())])
def test_role_counts_only_from_the_undertaking_on(undertaking_on, roles):
    user = UserFactory()
    appoint(user, Role.AUDITOR, undertaking_on=undertaking_on)

    assert roles_of(user, on=DAY) == roles


def test_role_of_somebody_without_a_key_pair_does_not_count():
    user, _ = services.invite_user(username="baru.sekali", full_name="Baru Sekali", by=None, at=HIRED_AT)
    appoint(user, Role.AUDITOR)

    assert (roles_of(user, on=DAY), list(users_with(Role.AUDITOR, on=DAY))) == (frozenset(), [])


def test_role_counts_until_the_day_before_the_person_ended():
    user = person(Role.AUDITOR)
    User.objects.filter(pk=user.pk).update(ended_on=DAY)

    found = [names(users_with(Role.AUDITOR, on=on)) for on in (date(2026, 11, 15), DAY)]

    assert found == [[user.username], []]


def test_role_counts_until_the_day_before_the_appointment_was_ended():
    user = UserFactory()
    appointment = appoint(user, Role.AUDITOR)
    type(appointment).objects.filter(pk=appointment.pk).update(ended_on=DAY)

    assert [roles_of(user, on=on) for on in (date(2026, 11, 15), DAY)] == [{Role.AUDITOR}, frozenset()]


def test_users_with_names_each_person_once_and_no_other():
    both = person(Role.INSPECTOR, Role.AUDITOR)
    auditor, _officer = person(Role.AUDITOR), person(Role.RECEIVING_OFFICER)

    assert names(users_with(Role.INSPECTOR, Role.AUDITOR, on=DAY)) == sorted([both.username, auditor.username])


def test_users_with_no_role_named_means_any_role():
    auditor, _nobody = person(Role.AUDITOR), UserFactory()

    assert names(users_with(on=DAY)) == [auditor.username]


def test_appointments_in_force_are_of_the_roles_asked_for():
    user = person(Role.INSPECTOR, Role.AUDITOR)

    assert [one.role for one in appointments_in_force(Role.INSPECTOR, on=DAY).filter(user=user)] == [Role.INSPECTOR]
