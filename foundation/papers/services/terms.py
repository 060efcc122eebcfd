"""Ending what holds for a while: a kop surat, somebody who signs, a way of numbering."""

from datetime import date, datetime
from typing import TypeVar

from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.papers.models import Letterhead, NumberTemplate, Signatory

Termed = TypeVar("Termed", Letterhead, NumberTemplate, Signatory)


@transaction.atomic
def end_term(row: Termed, action: str, *, on: date, by: User | None, at: datetime) -> Termed:
    """Let a row count for the last time on a day (WIB), put on record as `action` with the day before and after.

    Raises ValidationError for a day before it begins.
    """
    row = type(row).objects.select_for_update().get(pk=row.pk)
    before, row.valid_to = row.valid_to, on
    row.full_clean()
    row.save(update_fields=["valid_to"])
    record(action, row, by=by, at=at, detail={"before": before, "after": on})
    return row
