"""Hears that a reporter asks for protection."""

from datetime import datetime
from typing import Any

from complaints.models import Complaint
from protection.services.requests import note_request


def keep_request(sender: Any, *, complaint: Complaint, words: str, at: datetime, **_: Any) -> None:
    """Keep the words; a failure here fails the reporter's act, so that none is lost in silence."""
    del sender
    note_request(complaint, words, at=at)
