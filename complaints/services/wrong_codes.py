"""Counts wrong receipt codes over all visitors, and alarms when somebody seems to be guessing.

Nothing is kept of who typed what: mobile networks and Tor share addresses, and eighty random bits need no lock-out.
"""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.queries import users_with
from foundation.accounts.services.notices import notify

KEPT_SECONDS = 2 * 60 * 60


def note_wrong_code(*, at: datetime) -> int:
    """Count one wrong code in the hour of `at` (aware) and return how many there were; at the setting's number, alarm.

    The administrators are told once an hour each. Two processes that count at the same moment may count one too few,
    which an alarm about hundreds can bear.
    """
    hour = at.strftime("%Y%m%d%H")
    key = f"wrong-codes:{hour}"
    cache.add(key, 0, KEPT_SECONDS)
    try:
        count: int = cache.incr(key)
    except ValueError:
        # The cache was emptied, or the hour's number left it, between the two lines: the counting begins anew.
        cache.set(key, 1, KEPT_SECONDS)
        count = 1
    if count >= settings.WRONG_CODES_ALARM and cache.add(f"{key}:told", 1, KEPT_SECONDS):
        _alarm(hour, at=at)
    return count


def _alarm(hour: str, *, at: datetime) -> None:
    for person in users_with(Role.ADMINISTRATOR, on=timezone.localdate(at)):
        notify(person, kind=NoticeKind.ALARM, key=f"wrong-codes:{hour}:{person.pk}", at=at)
