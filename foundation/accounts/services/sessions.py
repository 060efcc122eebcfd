"""Ending sessions: one's own on another device, one by one or all but this."""

from collections.abc import Collection
from datetime import datetime

from foundation.accounts.models import Session, User
from foundation.audit.services import record


def end_these_sessions(user: User, keys: Collection[str], *, at: datetime) -> int:
    """End sessions of the person by their keys; how many were still there."""
    return _ended(user, Session.objects.filter(user_id=user.pk, session_key__in=keys).delete()[0], at=at)


def end_other_sessions(user: User, *, keep: str, at: datetime) -> int:
    """End every session of the person but the one with the key `keep`; how many there were."""
    return _ended(user, Session.objects.filter(user_id=user.pk).exclude(session_key=keep).delete()[0], at=at)


def _ended(user: User, count: int, *, at: datetime) -> int:
    if count:
        record("accounts.sessions_ended", user, by=user, at=at, detail={"sessions": count})
    return count
