"""Where a person is signed in: since when, last seen, which kind of browser. No address is stored anywhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings

from foundation.accounts.models import Session, User
from foundation.accounts.sessions import SessionStore
from foundation.vault.server_keys import hmac

SIGNED_IN_AT, SEEN_AT, BROWSER = "signed_in_at", "seen_at", "browser"
BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone|iPad", "iOS"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
"""First match counts: every one of them also claims to be some of those below it."""


@dataclass(frozen=True)
class OpenSession:
    """One session. `name` stands for it in addresses: a keyed hash, since the session's own key is a secret."""

    key: str
    name: str
    since: datetime
    seen: datetime
    browser: str


def browser_family(user_agent: str) -> str:
    """As "Chrome di Android"; coarse on purpose, "Peramban lain" for what is not known."""
    browser = next((words for sign, words in BROWSERS if f"{sign}/" in user_agent), "Peramban lain")
    system = next((words for signs, words in SYSTEMS if re.search(signs, user_agent)), "")
    return f"{browser} di {system}" if system else browser


def sessions_of(user: User, *, at: datetime) -> list[OpenSession]:
    """The sessions of a person that are within both limits at a moment, the last used first."""
    rows = Session.objects.filter(user_id=user.pk, expire_date__gt=at)
    found = [_opened(row.session_key, SessionStore().decode(row.session_data)) for row in rows]
    idle, whole = timedelta(seconds=settings.SESSION_IDLE_SECONDS), timedelta(seconds=settings.SESSION_COOKIE_AGE)
    living = [one for one in found if one is not None and at - one.seen < idle and at - one.since < whole]
    return sorted(living, key=lambda one: (one.seen, one.name), reverse=True)


def _opened(key: str, data: Mapping[str, Any]) -> OpenSession | None:
    if SIGNED_IN_AT not in data or SEEN_AT not in data:
        return None
    since, seen = (datetime.fromtimestamp(data[moment], UTC) for moment in (SIGNED_IN_AT, SEEN_AT))
    return OpenSession(key, hmac("accounts.session", key.encode()).hex()[:32], since, seen, data.get(BROWSER, "Peramban lain"))
