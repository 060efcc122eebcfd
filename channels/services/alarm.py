"""Alarms when the form can't take anything in, without a word about what was to be told or about whom."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.queries import users_with
from foundation.accounts.services import notify


@transaction.atomic
def intake_fails(*, at: datetime) -> int:
    """Tell the administrators, at most once an hour each, that a complaint could not be taken in; returns how many are told.

    Administrators alone: they hold no key, and nobody a complaint may be about learns from an alarm that one was tried.
    """
    people = list(users_with(Role.ADMINISTRATOR, on=timezone.localdate(at)))
    hour = at.strftime("%Y%m%d%H")
    for person in people:
        notify(person, kind=NoticeKind.ALARM, key=f"intake-fails:{hour}:{person.pk}", at=at)
    return len(people)
