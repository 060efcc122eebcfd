"""Giving and ending roles: by decree, with dates, never for oneself, never against the separation of roles."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from foundation.accounts import events
from foundation.accounts.enums import AppointmentForm, Role
from foundation.accounts.models import Appointment, Unit, User
from foundation.accounts.queries import is_inside, roles_of
from foundation.accounts.rules import READERS, Term, fits_unit, incompatible_with
from foundation.accounts.services.administrators import refuse_last_administrator
from foundation.accounts.services.people import end_sessions
from foundation.accounts.services.watchers import tell_of_ended_watchers, tell_of_new_reader
from foundation.audit.services import record


class OwnRights(Exception):
    """Nobody gives a role to himself or makes one of his own take effect."""


class PersonEnded(Exception):
    """The person has ended and is appointed to nothing more."""


class RolesClash(Exception):
    """The person holds, on some day of the term, a role that excludes this one."""

    def __init__(self, role: Role, held: Role) -> None:
        super().__init__(f"{role} excludes {held}")
        self.role, self.held = role, held


class UnitClash(Exception):
    """The role asks for somebody of the Inspektorat, or for somebody who is not; the person's unit says the contrary."""

    def __init__(self, role: Role) -> None:
        super().__init__(f"{role} does not fit the unit")
        self.role = role


@transaction.atomic
def appoint(
    user: User,
    role: Role,
    *,
    sk_number: str,
    sk_date: date,
    valid_from: date,
    valid_to: date | None = None,
    unit: Unit | None = None,
    form: AppointmentForm = AppointmentForm.DEFINITIVE,
    by: User | None,
    at: datetime,
) -> Appointment:
    """Appoint a person by decree; it counts from `valid_from` to the end of `valid_to` (WIB) once the undertaking is recorded.

    `by` None is the system (set-up). Raises OwnRights, PersonEnded, UnitClash, RolesClash; ValidationError when the term ends before
    it begins or the same role begins twice on one day.
    """
    _refuse_own(user, by)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.ended_on is not None:
        raise PersonEnded
    if not fits_unit(role, inspectorate=is_inside(user.unit)):
        raise UnitClash(role)
    appointment = Appointment(
        user=user, role=role, unit=unit, form=form, sk_number=sk_number.strip(), sk_date=sk_date, valid_from=valid_from, valid_to=valid_to
    )
    appointment.full_clean()
    _refuse_clash(appointment)
    appointment.save(force_insert=True)
    facts = {"appointment": appointment.pk, "role": role, "form": form, "from": valid_from, "to": valid_to}
    record("accounts.appointed", user, by=by, at=at, detail=facts)
    return appointment


@transaction.atomic
def record_undertaking(appointment: Appointment, *, on: date, reference: str, by: User | None, at: datetime) -> Appointment:
    """Note the signed secrecy undertaking (its date and number); from that date the appointment may count (Pasal 15).

    Raises OwnRights, and ValidationError for a date after today (WIB).
    """
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    _refuse_own(appointment.user, by)
    if on > timezone.localdate(at):
        raise ValidationError({"undertaking_on": "Tanggal pernyataan kerahasiaan tidak boleh sesudah hari ini."})
    appointment.undertaking_on, appointment.undertaking_reference = on, reference.strip()
    appointment.save(update_fields=["undertaking_on", "undertaking_reference"])
    record("accounts.undertaking_recorded", appointment.user, by=by, at=at, detail={"appointment": appointment.pk, "on": on})
    if by is not None and appointment.role in READERS:
        tell_of_new_reader(appointment, by=by, at=at)
    events.appointment_counts.send(sender=Appointment, user=appointment.user, at=at)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: User | None, at: datetime) -> Appointment:
    """End an appointment at once: it has no effect from today (WIB) on; a person left without any role is signed out.

    When it answered for secrecy, those who still do are told. Ending twice changes nothing.
    Raises LastAdministrator when nobody else could manage people afterwards.
    """
    today = timezone.localdate(at)
    if appointment.role == Role.ADMINISTRATOR:
        refuse_last_administrator(appointment.user, on=today)
    appointment = Appointment.objects.select_for_update().select_related("user").get(pk=appointment.pk)
    if appointment.ended_on is not None:
        return appointment
    appointment.ended_on = today
    appointment.save(update_fields=["ended_on"])
    if not roles_of(appointment.user, on=today):
        end_sessions(appointment.user)
    record("accounts.appointment_ended", appointment.user, by=by, at=at, detail={"appointment": appointment.pk, "on": today})
    tell_of_ended_watchers([appointment], at=at)
    events.appointment_ended.send(sender=Appointment, user=appointment.user, at=at)
    return appointment


def _refuse_own(user: User, by: User | None) -> None:
    if by is not None and by.pk == user.pk:
        raise OwnRights


def _refuse_clash(appointment: Appointment) -> None:
    """The person's row is locked by the caller, so that two appointments at once can't pass each other."""
    barred = incompatible_with(appointment.role)
    term = _term(appointment)
    for other in Appointment.objects.filter(user_id=appointment.user_id, role__in=barred):
        if term.overlaps(_term(other)):
            raise RolesClash(Role(appointment.role), Role(other.role))


def _term(appointment: Appointment) -> Term:
    return Term(appointment.valid_from, appointment.valid_to, appointment.ended_on)
