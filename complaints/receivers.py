"""What this room does on news of the rooms below."""

from datetime import datetime
from typing import Any

from complaints.services.walls import exclude_new_key
from foundation.accounts.models import User


def wall_new_key(*, user: User, at: datetime, **_news: Any) -> None:
    """Somebody has a key pair from now on: the cases that name him stay shut to it."""
    exclude_new_key(user, at=at)
