"""The running summary of a case: one text on top, rewritten as the case goes on."""

from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.models import Complaint
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed, seal


class SummaryChanged(Exception):
    """Somebody else rewrote the summary since it was read; both texts must be shown and kept."""


def summary_of(complaint: Complaint, keys: Keys) -> dict[str, Any]:
    """The summary as `text`, `by` (a name) and `at` (ISO 8601); empty when nobody has written one."""
    return open_sealed(complaint, "summary", keys) or {}


@transaction.atomic
def write_summary(complaint: Complaint, text: str, *, seen: str = "", keys: Keys, by: User, at: datetime) -> None:
    """Replace the running summary, sealed with the writer's name and moment. An empty text clears it.

    `seen` is the `at` of the summary the writer had read ("" when there was none); raises SummaryChanged when it moved on.
    """
    locked = Complaint.objects.select_for_update(of=("self",)).select_related("content").get(pk=complaint.pk)
    if summary_of(locked, keys).get("at", "") != seen:
        raise SummaryChanged
    value = {"text": text, "by": by.full_name, "at": at.isoformat()} if text.strip() else None
    seal(complaint, "summary", value, keys)
    complaint.save(update_fields=["summary"])
    record("complaint.summarised", complaint, by=by, at=at)
