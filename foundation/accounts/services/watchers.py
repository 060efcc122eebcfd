"""Who answers for secrecy, and what they are told, so that no administrator brings in a reader or takes away a watcher unseen."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.models import Appointment, User
from foundation.accounts.queries import users_with
from foundation.accounts.services.notices import notify

WATCHERS = (Role.INSPECTOR, Role.DEPUTY_INSPECTOR, Role.DELEGATE)


def tell_of_new_reader(appointment: Appointment, *, by: User, at: datetime) -> None:
    """Whoever answers for secrecy hears of everybody who may read from now on.

    Where nobody else answers for it on that day (WIB) the administrators besides `by` hear of it.
    """
    _alarm(hearers_besides(appointment.user_id, by=by, at=at), "reader", appointment, at=at)


def tell_of_ended_watchers(ended: Iterable[Appointment], *, at: datetime) -> None:
    """Of each appointment that answered for secrecy and is over, those hear who still hold such an office."""
    for appointment in ended:
        if appointment.role in WATCHERS:
            _alarm(watchers_besides(appointment.user_id, at=at), "watcher_ended", appointment, at=at)


def watchers_besides(user_id: UUID, *, at: datetime) -> QuerySet[User]:
    """Everybody but this person who answers for secrecy on the day of `at` (WIB)."""
    return users_with(*WATCHERS, on=timezone.localdate(at)).exclude(pk=user_id)


def hearers_besides(user_id: UUID, *, by: User, at: datetime) -> QuerySet[User]:
    """Who hears of what `by` did about this person: who answers for secrecy, or with nobody else in office the other administrators."""
    others = users_with(Role.ADMINISTRATOR, on=timezone.localdate(at)).exclude(pk__in=[by.pk, user_id])
    return watchers_besides(user_id, at=at) or others


def _alarm(people: Iterable[User], occasion: str, appointment: Appointment, *, at: datetime) -> None:
    for user in people:
        notify(user, kind=NoticeKind.ALARM, key=f"{occasion}:{appointment.pk}:{user.pk}", at=at, params={"appointment": appointment.pk})
