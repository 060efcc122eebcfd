"""Appointing and ending: by decree, never for oneself, never against the separation of roles."""

from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from foundation.accounts import services
from foundation.accounts.enums import AppointmentForm, NoticeKind, Role
from foundation.accounts.models import Appointment, Notice
from foundation.audit.queries import history_of
from tests.factories.accounts import HIRED_AT, SINCE, UnitFactory, UserFactory, appoint, person, signed_in

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
"""Monday 16 November 2026, 09.00 WIB."""
LATE_EVENING = datetime(2026, 11, 16, 17, 30, tzinfo=UTC)
"""Already Tuesday 17 November in Bengkulu."""
SK = {"sk_number": "800/12/2026", "sk_date": date(2026, 11, 10), "valid_from": date(2026, 11, 16)}


def test_appoint_keeps_what_the_decree_says():
    user, unit, admin = UserFactory(), UnitFactory(), person(Role.ADMINISTRATOR)

    made = services.appoint(user, Role.INSPECTOR, **SK, valid_to=date(2027, 1, 15), unit=unit, form=AppointmentForm.PLT, by=admin, at=AT)

    columns = ["user", "role", "unit", "form", "sk_number", "sk_date", "valid_from", "valid_to"]
    kept = Appointment.objects.filter(pk=made.pk).values_list(*columns)
    assert kept.get() == (user.pk, "inspector", unit.pk, "plt", "800/12/2026", date(2026, 11, 10), date(2026, 11, 16), date(2027, 1, 15))


def test_appoint_is_on_record_with_who_and_what():
    user, admin = UserFactory(), person(Role.ADMINISTRATOR)

    made = services.appoint(user, Role.AUDITOR, **SK, by=admin, at=AT)

    entry = history_of(user).last()
    assert (entry.action, entry.actor_id, entry.at, entry.detail) == (
        "accounts.appointed",
        admin.pk,
        AT,
        {"appointment": str(made.pk), "role": "auditor", "form": "definitive", "from": "2026-11-16", "to": None},
    )


def test_nobody_appoints_himself():
    admin = person(Role.ADMINISTRATOR)

    with pytest.raises(services.OwnRights):
        services.appoint(admin, Role.PUBLISHER, **SK, by=admin, at=AT)
    assert admin.appointments.count() == 1


def test_nobody_makes_his_own_appointment_take_effect():
    admin = person(Role.ADMINISTRATOR)
    waiting = appoint(admin, Role.PUBLISHER, undertaking_on=None)

    with pytest.raises(services.OwnRights):
        services.record_undertaking(waiting, on=SINCE, reference="PK/2", by=admin, at=AT)
    waiting.refresh_from_db()
    assert waiting.undertaking_on is None


def test_undertaking_of_tomorrow_is_refused():
    waiting = appoint(UserFactory(), Role.AUDITOR, undertaking_on=None)

    with pytest.raises(ValidationError):
        services.record_undertaking(waiting, on=date(2026, 11, 17), reference="PK/2", by=None, at=AT)
    services.record_undertaking(waiting, on=date(2026, 11, 17), reference="PK/2", by=None, at=LATE_EVENING)
    waiting.refresh_from_db()
    assert (waiting.undertaking_on, waiting.undertaking_reference) == (date(2026, 11, 17), "PK/2")


def test_term_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValidationError):
        services.appoint(UserFactory(), Role.AUDITOR, **SK, valid_to=date(2026, 11, 15), by=None, at=AT)
    assert Appointment.objects.count() == 0


def test_same_role_from_the_same_day_twice_is_refused():
    user = UserFactory()
    services.appoint(user, Role.AUDITOR, **SK, by=None, at=AT)

    with pytest.raises(ValidationError):
        services.appoint(user, Role.AUDITOR, **SK, by=None, at=AT)
    assert user.appointments.count() == 1


def test_ended_person_is_appointed_to_nothing():
    user = UserFactory()
    services.end_person(user, by=None, at=AT)

    with pytest.raises(services.PersonEnded):
        services.appoint(user, Role.AUDITOR, **SK, by=None, at=AT)
    assert user.appointments.count() == 0


CLASHES = [
    (Role.CUSTODIAN_INSIDE, Role.INSPECTOR),
    (Role.CUSTODIAN_INSIDE, Role.DEPUTY_INSPECTOR),
    (Role.CUSTODIAN_OUTSIDE, Role.AUDITOR),
    (Role.CUSTODIAN_OUTSIDE, Role.ADMINISTRATOR),
    (Role.ADMINISTRATOR, Role.MAYOR),
    (Role.CUSTODIAN_INSIDE, Role.CHANNEL_OFFICER),
    (Role.CUSTODIAN_OUTSIDE, Role.RECEIVING_OFFICER),
    (Role.DELEGATE, Role.AUDITOR),
    (Role.DELEGATE, Role.CHANNEL_OFFICER),
    (Role.REFERRAL_OFFICER, Role.INSPECTOR),
    (Role.REFERRAL_OFFICER, Role.MAYOR),
    (Role.REFERRAL_OFFICER, Role.DELEGATE),
    (Role.PROTECTION_OFFICER, Role.AUDITOR),
]
BOTH_WAYS = CLASHES + [(other, one) for one, other in CLASHES]


@pytest.mark.parametrize(("held", "asked"), BOTH_WAYS)
def test_roles_that_exclude_each_other_are_refused_by_the_service(held, asked):
    user = person(held, unit=UnitFactory(is_inspectorate=Role.CUSTODIAN_INSIDE in {held, asked}))

    with pytest.raises(services.RolesClash) as clash:
        services.appoint(user, asked, **SK, by=None, at=AT)
    assert (clash.value.role, clash.value.held, user.appointments.count()) == (asked, held, 1)


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.REFERRAL_OFFICER, Role.CUSTODIAN_OUTSIDE])
def test_nobody_of_the_inspektorat_stands_outside_it(role):
    user = UserFactory(unit=UnitFactory(is_inspectorate=True))

    with pytest.raises(services.UnitClash):
        services.appoint(user, role, **SK, by=None, at=AT)
    assert user.appointments.count() == 0


@pytest.mark.parametrize("unit", [None, {}])
def test_the_inner_circle_is_of_the_inspektorat(unit):
    user = UserFactory(unit=None if unit is None else UnitFactory())

    with pytest.raises(services.UnitClash):
        services.appoint(user, Role.CUSTODIAN_INSIDE, **SK, by=None, at=AT)
    assert user.appointments.count() == 0


def _written_past_the_service(user, role, **term):
    with transaction.atomic():
        return Appointment.objects.create(user=user, role=role, sk_number="X", sk_date=SINCE, **{"valid_from": SINCE, **term})


@pytest.mark.parametrize(("held", "asked"), BOTH_WAYS)
def test_roles_that_exclude_each_other_are_refused_by_the_database(held, asked):
    user = person(held)

    with pytest.raises(IntegrityError):
        _written_past_the_service(user, asked)
    assert user.appointments.count() == 1


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ({"valid_to": date(2026, 11, 15)}, {"valid_from": date(2026, 11, 16)}),
        ({"valid_from": date(2026, 11, 17)}, {"valid_to": date(2026, 11, 16)}),
    ],
)
def test_roles_that_exclude_each_other_may_follow_each_other(held, asked):
    user = UserFactory()
    appoint(user, Role.CUSTODIAN_INSIDE, **held)

    made = _written_past_the_service(user, Role.AUDITOR, **asked)

    assert user.appointments.filter(pk=made.pk).count() == 1


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ({"valid_to": date(2026, 11, 16)}, {"valid_from": date(2026, 11, 16)}),
        ({"valid_from": date(2026, 11, 16)}, {"valid_to": date(2026, 11, 16)}),
    ],
)
def test_one_common_day_is_refused_by_the_database(held, asked):
    user = UserFactory()
    appoint(user, Role.CUSTODIAN_INSIDE, **held)

    with pytest.raises(IntegrityError):
        _written_past_the_service(user, Role.AUDITOR, **asked)
    assert user.appointments.count() == 1


def test_changing_a_term_into_a_clash_is_refused_by_the_database():
    user = UserFactory()
    appoint(user, Role.CUSTODIAN_INSIDE, valid_to=date(2026, 11, 15))
    later = appoint(user, Role.AUDITOR, valid_from=date(2026, 11, 16))

    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=later.pk).update(valid_from=date(2026, 11, 15))
    later.refresh_from_db()
    assert later.valid_from == date(2026, 11, 16)


def test_other_role_follows_at_once_when_the_first_is_ended_today():
    user = UserFactory()
    services.end_appointment(appoint(user, Role.CUSTODIAN_INSIDE), by=None, at=AT)

    services.appoint(user, Role.AUDITOR, **SK, by=None, at=AT)

    assert user.appointments.count() == 2


def test_another_person_may_hold_what_the_first_may_not():
    person(Role.CUSTODIAN_INSIDE)

    made = _written_past_the_service(UserFactory(), Role.AUDITOR)

    assert Appointment.objects.filter(pk=made.pk).count() == 1


def test_unknown_role_is_refused_by_the_database():
    with pytest.raises(IntegrityError):
        _written_past_the_service(UserFactory(), "raja")


def test_ending_an_appointment_takes_effect_on_the_local_day():
    ended = services.end_appointment(appoint(UserFactory(), Role.AUDITOR), by=None, at=LATE_EVENING)

    assert ended.ended_on == date(2026, 11, 17)


def test_ending_twice_changes_nothing():
    user = UserFactory()
    appointment = appoint(user, Role.AUDITOR)
    services.end_appointment(appointment, by=None, at=AT)
    entries = history_of(user).count()

    again = services.end_appointment(appointment, by=None, at=LATE_EVENING)

    assert (again.ended_on, history_of(user).count()) == (date(2026, 11, 16), entries)


def test_ending_the_last_role_ends_the_sessions():
    user = UserFactory()
    first, last = appoint(user, Role.AUDITOR), appoint(user, Role.INSPECTOR)
    signed_in(user)

    left = []
    for appointment in (first, last):
        services.end_appointment(appointment, by=None, at=AT)
        left.append(user.sessions.count())

    assert left == [1, 0]


def test_last_administrator_can_not_be_removed():
    admin = person(Role.ADMINISTRATOR)
    appointment = admin.appointments.get()

    with pytest.raises(services.LastAdministrator):
        services.end_appointment(appointment, by=None, at=AT)
    with pytest.raises(services.LastAdministrator):
        services.end_person(admin, by=None, at=AT)
    appointment.refresh_from_db()
    admin.refresh_from_db()
    assert (appointment.ended_on, admin.ended_on) == (None, None)


def test_one_of_two_administrators_can_be_removed_and_then_the_other_can_not():
    first, second = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)

    services.end_person(first, by=second, at=AT)

    with pytest.raises(services.LastAdministrator):
        services.end_person(second, by=None, at=AT)


def test_administrator_who_has_not_chosen_a_password_does_not_count_as_another():
    admin = person(Role.ADMINISTRATOR)
    invited, _ = services.invite_user(username="admin.baru", full_name="Admin Baru", by=None, at=HIRED_AT)
    appoint(invited, Role.ADMINISTRATOR)

    with pytest.raises(services.LastAdministrator):
        services.end_person(admin, by=None, at=AT)


def test_people_with_a_history_are_never_deleted():
    user = person(Role.AUDITOR)

    with pytest.raises(ProtectedError):
        user.delete()
    with pytest.raises(ProtectedError):
        user.holder.delete()


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_at_once_leave_one():
    first, second = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)
    start, outcomes = Barrier(2), []

    def end(other):
        try:
            start.wait()
            services.end_person(other, by=None, at=AT)
            outcomes.append("ended")
        except services.LastAdministrator:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=end, args=(other,)) for other in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["ended", "refused"]


def test_an_administrator_brings_in_no_reader_unseen(db):
    inspector, delegate = person(Role.INSPECTOR), person(Role.DELEGATE)
    administrator, newcomer = person(Role.ADMINISTRATOR), UserFactory()
    facts = {"sk_number": "SK/9/2026", "sk_date": SINCE, "valid_from": SINCE, "by": administrator, "at": HIRED_AT}

    appointment = services.appoint(newcomer, Role.DEPUTY_INSPECTOR, **facts)
    services.record_undertaking(appointment, on=SINCE, reference="PK/9", by=administrator, at=HIRED_AT)

    assert {notice.user for notice in Notice.objects.filter(kind=NoticeKind.ALARM)} == {inspector, delegate}


def brought_in_by(administrator):
    """A newcomer appointed to read cases."""
    facts = {"sk_number": "SK/9/2026", "sk_date": SINCE, "valid_from": SINCE, "by": administrator, "at": HIRED_AT}
    appointment = services.appoint(UserFactory(), Role.INSPECTOR, **facts)
    return services.record_undertaking(appointment, on=SINCE, reference="PK/9", by=administrator, at=HIRED_AT)


def test_where_nobody_answers_for_secrecy_the_other_administrators_hear_of_a_reader(db):
    acting, other, third = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)
    person(Role.AUDITOR)
    services.end_appointment(appoint(UserFactory(), Role.DELEGATE), by=None, at=HIRED_AT)

    brought_in_by(acting)

    assert {notice.user for notice in Notice.objects.filter(kind=NoticeKind.ALARM)} == {other, third}


def test_administrators_hear_of_no_reader_whom_a_watcher_hears_of(db):
    acting, _other, delegate = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR), person(Role.DELEGATE)

    brought_in_by(acting)

    assert [notice.user for notice in Notice.objects.all()] == [delegate]


@pytest.mark.parametrize(
    "ending",
    [
        lambda user, by: services.end_appointment(user.appointments.get(), by=by, at=AT),
        lambda user, by: services.end_person(user, by=by, at=AT),
    ],
)
def test_no_watcher_is_taken_away_unseen(db, ending):
    administrator, inspector = person(Role.ADMINISTRATOR), person(Role.INSPECTOR)
    deputy, delegate = person(Role.DEPUTY_INSPECTOR), person(Role.DELEGATE)
    person(Role.AUDITOR)

    ending(inspector, administrator)

    told = Notice.objects.values_list("user", "kind", "key")
    key = f"watcher_ended:{inspector.appointments.get().pk}"
    assert set(told) == {(user.pk, "alarm", f"{key}:{user.pk}") for user in (deputy, delegate)}


def test_the_end_of_an_office_that_watches_nothing_is_told_nobody(db):
    person(Role.INSPECTOR)

    services.end_appointment(person(Role.AUDITOR).appointments.get(), by=None, at=AT)

    assert Notice.objects.count() == 0


def test_an_appointment_that_reads_nothing_alarms_nobody(db):
    person(Role.INSPECTOR)
    administrator, newcomer = person(Role.ADMINISTRATOR), UserFactory()
    facts = {"sk_number": "SK/9/2026", "sk_date": SINCE, "valid_from": SINCE, "by": administrator, "at": HIRED_AT}

    appointment = services.appoint(newcomer, Role.PUBLISHER, **facts)
    services.record_undertaking(appointment, on=SINCE, reference="PK/9", by=administrator, at=HIRED_AT)

    assert Notice.objects.count() == 0
