"""Making people, replacing passwords, ending people."""

import re
import uuid
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from foundation.accounts import services
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.audit.queries import history_of
from foundation.vault import holders
from foundation.vault.compartments import create_compartment
from foundation.vault.enums import CompartmentKind, HolderKind
from foundation.vault.errors import WrongPassword
from foundation.vault.models import Grant, RekeyDue
from tests.factories.accounts import MONDAY_MORNING, PASSWORD, UnitFactory, UserFactory, appoint, person, signed_in, unlocked

pytestmark = pytest.mark.django_db
AT = MONDAY_MORNING
OTHER = "gurita-menulis-surat-7"


def test_create_user_keeps_the_facts_tidied():
    unit = UnitFactory()
    facts = {"username": " Siti.Aminah ", "full_name": " Siti Aminah ", "email": "Siti@Kantor.contoh.id", "nip": "198001012005012003"}

    user = services.create_user(**facts, unit=unit, password=PASSWORD, by=None, at=AT)

    kept = User.objects.filter(pk=user.pk).values_list("username", "full_name", "email", "nip", "unit", "ended_on")
    assert kept.get() == ("siti.aminah", "Siti Aminah", "siti@kantor.contoh.id", "198001012005012003", unit.pk, None)


def test_create_user_makes_a_key_pair_that_the_password_opens():
    user = UserFactory()

    assert (user.check_password(PASSWORD), unlocked(user).holder_id) == (True, user.holder_id)


@pytest.mark.parametrize(
    "fault",
    [
        {"username": "x"},
        {"username": "dengan spasi"},
        {"username": "ada.sudah"},
        {"username": "ADA.SUDAH"},
        {"nip": "12345"},
        {"email": "bukan surel"},
        {"full_name": ""},
        {"password": "pendek"},
        {"password": "passwordpassword"[:8]},
    ],
)
def test_create_user_refuses_bad_facts(fault):
    UserFactory(username="ada.sudah")
    facts = {"username": "orang.baru", "full_name": "Orang Baru", "password": PASSWORD, **fault}

    with pytest.raises(ValidationError):
        services.create_user(**facts, by=None, at=AT)
    assert User.objects.count() == 1


def test_invited_person_has_a_password_of_99_bits_and_no_key_pair():
    user, password = services.invite_user(username="orang.baru", full_name="Orang Baru", by=None, at=AT)

    user.refresh_from_db()
    shape = re.fullmatch(r"(?:[a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}", password)
    assert (shape is not None, user.check_password(password), user.holder) == (True, True, None)


def test_own_password_replaces_the_temporary_one_and_makes_the_key_pair():
    user, temporary = services.invite_user(username="orang.baru", full_name="Orang Baru", by=None, at=AT)
    appoint(user, Role.AUDITOR)

    changed, key = services.replace_password(user, temporary, OTHER, at=AT)

    user.refresh_from_db()
    assert (user.check_password(OTHER), user.temporary_until, user.holder_id, unlocked(user, OTHER)) == (True, None, changed.holder_id, key)
    assert roles_of(user, on=date(2026, 11, 16)) == {Role.AUDITOR}


def test_whoever_saw_the_temporary_password_opens_nothing():
    user, temporary = services.invite_user(username="orang.baru", full_name="Orang Baru", by=None, at=AT)
    changed, _ = services.replace_password(user, temporary, OTHER, at=AT)

    with pytest.raises(WrongPassword):
        holders.unlock(changed.holder, temporary)


def test_wrong_temporary_password_changes_nothing():
    user, temporary = services.invite_user(username="orang.baru", full_name="Orang Baru", by=None, at=AT)

    with pytest.raises(WrongPassword):
        services.replace_password(user, "salah-sama-sekali", OTHER, at=AT)
    user.refresh_from_db()
    assert (user.check_password(temporary), user.holder) == (True, None)


def test_changed_password_opens_the_same_key():
    user = UserFactory()
    before = unlocked(user)

    changed, key = services.replace_password(user, PASSWORD, OTHER, at=AT)

    user.refresh_from_db()
    assert (key, unlocked(user, OTHER), user.check_password(OTHER), changed.holder_id) == (before, before, True, user.holder_id)


def test_old_password_opens_nothing_after_the_change():
    user = UserFactory()
    changed, _ = services.replace_password(user, PASSWORD, OTHER, at=AT)

    with pytest.raises(WrongPassword):
        holders.unlock(changed.holder, PASSWORD)
    assert changed.check_password(PASSWORD) is False


def test_wrong_current_password_changes_nothing():
    user = UserFactory()

    with pytest.raises(WrongPassword):
        services.replace_password(user, "salah-sama-sekali", OTHER, at=AT)
    user.refresh_from_db()
    assert (user.check_password(PASSWORD), unlocked(user).holder_id) == (True, user.holder_id)


@pytest.mark.parametrize("weak", ["pendek", "pegawai.uji.kota", "123456789012"])
def test_weak_new_password_is_refused(weak):
    user = UserFactory(username="pegawai.uji.kota")

    with pytest.raises(ValidationError):
        services.replace_password(user, PASSWORD, weak, at=AT)


def test_replacing_the_password_ends_every_session():
    user = person(Role.AUDITOR)
    signed_in(user)
    signed_in(user)

    services.replace_password(user, PASSWORD, OTHER, at=AT)

    assert user.sessions.count() == 0


def test_second_temporary_password_replaces_the_first():
    admin = person(Role.ADMINISTRATOR)
    user, first = services.invite_user(username="orang.baru", full_name="Orang Baru", by=admin, at=AT)

    second = services.renew_temporary_password(user, by=admin, at=AT)

    user.refresh_from_db()
    assert (user.check_password(first), user.check_password(second)) == (False, True)


def test_nobody_gets_a_temporary_password_after_choosing_one():
    admin, user = person(Role.ADMINISTRATOR), UserFactory()

    with pytest.raises(services.PasswordAlreadyChosen):
        services.renew_temporary_password(user, by=admin, at=AT)
    user.refresh_from_db()
    assert user.check_password(PASSWORD) is True


def test_ended_person_keeps_rows_and_loses_roles_sessions_and_running_appointments():
    user = person(Role.RECEIVING_OFFICER)
    over = appoint(user, Role.AUDITOR, valid_to=date(2026, 11, 15))
    signed_in(user)

    services.end_person(user, by=None, at=datetime(2026, 11, 16, 17, 30, tzinfo=UTC))

    user.refresh_from_db()
    over.refresh_from_db()
    ended = list(user.appointments.order_by("role").values_list("role", "ended_on"))
    assert (user.ended_on, user.is_active, user.sessions.count()) == (date(2026, 11, 17), False, 0)
    assert ended == [("auditor", None), ("receiving_officer", date(2026, 11, 17))]


def test_ended_person_leaves_no_key_behind_and_the_case_waits_for_a_new_one(tmp_path):
    holders.make_recovery_holder(tmp_path / "recovery.key", at=AT)
    leaver, stayer = person(Role.AUDITOR), person(Role.INSPECTOR)
    case = uuid.UUID(int=7)
    opened = create_compartment(CompartmentKind.CONTENT, group=case, holders=[leaver.holder, stayer.holder], by=None, reason="test", at=AT)

    services.end_person(leaver, by=stayer, at=AT)

    leaver.holder.refresh_from_db()
    kept = Grant.objects.filter(holder__kind=HolderKind.STAFF).values_list("holder", flat=True)
    due = RekeyDue.objects.values_list("compartment", "reason")
    assert (list(kept), list(due), leaver.holder.ended_at) == ([stayer.holder_id], [(opened.compartment.pk, "person_ended")], AT)
    assert history_of(leaver).last().detail == {"ended_on": "2026-11-16", "appointments": 1, "compartments": 1}


def test_life_of_a_person_is_on_record():
    admin = person(Role.ADMINISTRATOR)
    user, temporary = services.invite_user(username="orang.baru", full_name="Orang Baru", by=admin, at=AT)
    appointment = appoint(user, Role.AUDITOR)
    services.replace_password(user, temporary, OTHER, at=AT)
    services.replace_password(User.objects.get(pk=user.pk), OTHER, PASSWORD, at=AT)
    services.end_appointment(appointment, by=admin, at=AT)
    services.end_person(user, by=admin, at=AT)

    assert list(history_of(user).values_list("action", "actor_id")) == [
        ("accounts.user_invited", admin.pk),
        ("accounts.appointed", None),
        ("accounts.undertaking_recorded", None),
        ("accounts.password_chosen", user.pk),
        ("accounts.password_changed", user.pk),
        ("accounts.appointment_ended", admin.pk),
        ("accounts.user_ended", admin.pk),
    ]
