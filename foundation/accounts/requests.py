"""The request as views for staff see it, for annotations: `request: StaffRequest` in a view class."""

from django.http import HttpRequest

from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.unlocking import SignedOut
from foundation.vault.keys import Keyring


class StaffRequest(HttpRequest):
    """A request behind UnlockMiddleware of somebody who is signed in; `user` is a User wherever a sign-in is required."""

    user: User
    roles: frozenset[Role]
    """The roles in force today (WIB)."""
    keyring: Keyring | None
    """The unlocked key; None for whoever holds no role that reads."""
    signed_out: SignedOut | None
    """Why the session ended with this very request."""
