"""An appointment that ends takes the cases with it, and only those it brought."""

from datetime import date, timedelta

from complaints import queries, tasks
from complaints.services.access import share
from complaints.services.entitlement import shut_ended_appointments
from foundation.accounts import services
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, User
from foundation.vault.models import RekeyDue
from tests.factories.accounts import appoint, keyring
from tests.factories.complaints import RECEIVED_AT, Office, received, wib

AT = RECEIVED_AT + timedelta(days=1)
NIGHT = wib(date(2026, 11, 18), 0)


def end(office_member: object, role: Role) -> None:
    Appointment.objects.filter(user=office_member, role=role).update(ended_on=date(2026, 11, 18))


def test_a_deputy_who_becomes_an_auditor_keeps_no_case_of_the_line(office: Office):
    received()
    appoint(office.deputy, Role.AUDITOR)
    end(office.deputy, Role.DEPUTY_INSPECTOR)

    shut = shut_ended_appointments(at=NIGHT)

    assert shut == 1
    assert not queries.visible_to(office.deputy, at=NIGHT).exists()
    assert RekeyDue.objects.count() == 2


def test_who_still_holds_the_office_by_another_appointment_keeps_the_case(office: Office):
    received()
    appoint(office.deputy, Role.INSPECTOR, valid_from=date(2026, 11, 1))
    end(office.deputy, Role.DEPUTY_INSPECTOR)

    assert shut_ended_appointments(at=NIGHT) == 0
    assert queries.openable_by(office.deputy, at=NIGHT).count() == 1


def test_an_auditor_admitted_by_name_loses_the_case_with_the_role(office: Office):
    complaint = received().complaint
    share(complaint, [office.auditor], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="team", at=AT)
    end(office.auditor, Role.AUDITOR)

    shut_ended_appointments(at=NIGHT)

    assert not queries.visible_to(office.auditor, at=NIGHT).exists()
    assert queries.openable_by(office.inspector, at=NIGHT).count() == 1


def test_a_second_night_does_nothing(office: Office):
    received()
    end(office.deputy, Role.DEPUTY_INSPECTOR)
    shut_ended_appointments(at=NIGHT)

    assert shut_ended_appointments(at=NIGHT + timedelta(days=1)) == 0


def test_a_custodian_who_becomes_an_auditor_keeps_no_identity(office: Office):
    complaint = received(reporter_named=True, reporter={"name": "Marlena Tiosa"}).complaint
    end(office.custodian_inside, Role.CUSTODIAN_INSIDE)
    appoint(office.custodian_inside, Role.AUDITOR, valid_from=date(2026, 11, 18))

    assert shut_ended_appointments(at=NIGHT) == 1
    assert not keyring(office.custodian_inside, at=NIGHT).can_open(complaint.identity)
    assert shut_ended_appointments(at=NIGHT + timedelta(days=1)) == 0


def test_a_protection_officer_who_becomes_an_auditor_keeps_no_wish_for_protection(office: Office):
    complaint = received(protection_wish="Saya takut").complaint
    complaint.refresh_from_db()
    end(office.protection, Role.PROTECTION_OFFICER)
    appoint(office.protection, Role.AUDITOR, valid_from=date(2026, 11, 18))

    assert shut_ended_appointments(at=NIGHT) == 1
    assert not keyring(office.protection, at=NIGHT).can_open(complaint.safety)
    assert keyring(office.second_protection, at=NIGHT).can_open(complaint.safety)


def test_a_custodian_of_the_other_circle_keeps_what_the_office_brought(office: Office):
    complaint = received().complaint
    end(office.custodian_inside, Role.CUSTODIAN_INSIDE)
    User.objects.filter(pk=office.custodian_inside.pk).update(unit=office.unit)
    appoint(office.custodian_inside, Role.CUSTODIAN_OUTSIDE, valid_from=date(2026, 11, 18))

    assert shut_ended_appointments(at=NIGHT) == 0
    assert keyring(office.custodian_inside, at=NIGHT).can_open(complaint.identity)


def test_an_appointment_ended_by_day_is_not_left_to_the_night(office: Office, monkeypatch, django_capture_on_commit_callbacks):
    rung = []
    monkeypatch.setattr(tasks.shut_ended_appointments, "delay", lambda: rung.append(shut_ended_appointments(at=AT)))
    received()
    appoint(office.deputy, Role.AUDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        services.end_appointment(office.deputy.appointments.get(role=Role.DEPUTY_INSPECTOR), by=None, at=AT)

    assert rung == [1]
    assert not queries.visible_to(office.deputy, at=AT).exists()
