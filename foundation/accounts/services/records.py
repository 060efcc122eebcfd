"""What goes on record about signing in: when and by which factor, never from where, never a name that nobody has."""

from datetime import datetime
from uuid import UUID

from foundation.accounts.enums import Factor
from foundation.accounts.models import User
from foundation.audit.actors import Target
from foundation.audit.services import record

DOOR = Target("accounts.SignIn", UUID(int=0))
"""Where refusals of unknown names are counted: the same work as for a known one, and the name itself is not kept."""


def note_unlocked(user: User, *, at: datetime) -> None:
    """The password opened the person's key; a second factor may still be to come."""
    record("accounts.key_unlocked", user, by=user, at=at)


def note_sign_in(user: User, *, factor: Factor, at: datetime) -> None:
    """A session has begun."""
    record("accounts.signed_in", user, by=user, at=at, detail={"factor": factor})


def note_refusal(username: str, *, reason: str, at: datetime) -> None:
    """Somebody was refused under this name; `reason` is a code: "password", "entitlement", "recovery"."""
    user = User.objects.filter(username=username.strip().lower()).first()
    record("accounts.sign_in_refused", user or DOOR, by=None, at=at, detail={"reason": reason})
