"""The running summary of a case: one text on top, rewritten as the case goes on."""

from datetime import datetime

from django.db import transaction

from complaints.models import Complaint
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.keys import Keys
from foundation.vault.sealing import seal


@transaction.atomic
def write_summary(complaint: Complaint, text: str, *, keys: Keys, by: User, at: datetime) -> None:
    """Replace the running summary, sealed with the writer's name and moment. An empty text clears it."""
    value = {"text": text, "by": by.full_name, "at": at.isoformat()} if text.strip() else None
    seal(complaint, "summary", value, keys)
    complaint.save(update_fields=["summary"])
    record("complaint.summarised", complaint, by=by, at=at)
