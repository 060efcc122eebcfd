"""Reminds the administrators each autumn that next year's holidays must be loaded before clocks run into it."""

from datetime import datetime

from django.utils import timezone

from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.queries import users_with
from foundation.accounts.services.notices import notify
from foundation.workdays.queries import years_without_joint_leave

FIRST_MONTH = 9
"""September: the joint decree for the next year usually appears in the autumn."""


def warn_of_missing_year(*, at: datetime) -> int:
    """Notify administrators and the Inspektur once a week while next year's joint leave is missing; returns how many people."""
    today = timezone.localdate(at)
    if today.month < FIRST_MONTH or not years_without_joint_leave([today.year + 1]):
        return 0
    week = today.isocalendar()
    people = list(users_with(Role.ADMINISTRATOR, Role.INSPECTOR, on=today))
    for user in people:
        notify(user, kind=NoticeKind.ATTENTION, key=f"holidays:{week.year}-{week.week}:{user.pk}", at=at)
    return len(people)
