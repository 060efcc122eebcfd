"""Somebody must always be able to manage people."""

from datetime import date

from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, User
from foundation.accounts.queries import appointments_in_force


class LastAdministrator(Exception):
    """Without this person or appointment nobody could manage people any more."""


def refuse_last_administrator(user: User, *, on: date) -> None:
    """Raise LastAdministrator when `user` is the only administrator in force on this local date.

    Called first in the transaction that ends the person: the rows are locked, always in the same order, so that two administrators
    can't end each other.
    """
    list(Appointment.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk"))
    serving = set(appointments_in_force(Role.ADMINISTRATOR, on=on).values_list("user_id", flat=True))
    if serving == {user.pk}:
        raise LastAdministrator
