"""What this room does on news of the rooms below."""

from datetime import datetime
from typing import Any

from complaints.models import Complaint
from foundation.accounts.models import User
from foundation.vault.keys import Keys
from investigations.services.disposition import follow_new_row


def hold_for_mayor(*, complaint: Complaint, keys: Keys, by: User, at: datetime, **_news: Any) -> None:
    """The case belongs to another row now: where the Walikota assigns and has not, the follow-up waits."""
    follow_new_row(complaint, keys=keys, by=by, at=at)
