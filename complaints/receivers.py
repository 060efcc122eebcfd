"""What this room does on news of the rooms below."""

from datetime import datetime
from typing import Any

from complaints.models import RegrantDue
from complaints.rules.key_work import WhyDropped
from complaints.services.hand_over import note_hand_overs
from complaints.services.regrants import drop_regrants, remember_keys, tell_helpers
from complaints.services.walls import exclude_new_key
from foundation.accounts.models import User


def wall_new_key(*, user: User, at: datetime, **_news: Any) -> None:
    """Somebody has a key pair from now on: the cases that name him stay shut to it, and colleagues hear for which others he waits."""
    exclude_new_key(user, at=at)
    tell_helpers(user, at=at)


def note_lost_keys(*, user: User, comes_back: bool, at: datetime, **_news: Any) -> None:
    """A key pair is about to end: remember what it opened for who comes back, and what he worked on for who does not."""
    if comes_back:
        remember_keys(user, at=at)
        return
    note_hand_overs(user, at=at)
    drop_regrants(RegrantDue.objects.filter(user=user), WhyDropped.PERSON_ENDED, by=None, at=at)
