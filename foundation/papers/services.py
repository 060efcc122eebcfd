"""Writes of this room: the next number of a series, page texts, legal references."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.papers.models import LegalReference, NumberSeries, PageText

REFERENCES = Path(__file__).resolve().parent / "data" / "legal-references.toml"


def next_number(code: str, *, year: int) -> int:
    """The next number of a series in a year: 1, 2, 3 … without gap or double, however many ask at once.

    Called inside the transaction that uses the number, so that a failure gives it back; others wait until that transaction ends
    (a row lock on PostgreSQL, BEGIN IMMEDIATE on SQLite). Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number is drawn in the transaction that uses it")
    series = _locked(code, year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


@transaction.atomic
def write_page_text(slug: str, text: str, *, language: str = "id", by: User | None, at: datetime) -> PageText:
    """Set the office's words for a page; `by` None is the system. The words before are not kept."""
    page, _ = PageText.objects.update_or_create(slug=slug, language=language, defaults={"text": text, "changed_at": at})
    record("papers.page_text_written", page, by=by, at=at, detail={"page": slug, "language": language})
    return page


@transaction.atomic
def seed_references(*, at: datetime) -> int:
    """Add the legal references of the data file that are not there yet; rows somebody has changed stay as they are.

    Gives how many were added; a second run adds none.
    """
    entries: list[dict[str, Any]] = tomllib.loads(REFERENCES.read_text(encoding="utf-8"))["reference"]
    known = {reference.code: reference for reference in LegalReference.objects.all()}
    added = [entry for entry in entries if entry["code"] not in known]
    for entry in added:
        replaces = known.get(entry.pop("replaces", ""))
        known[entry["code"]] = reference = LegalReference.objects.create(**entry, replaces=replaces)
        record("papers.reference_added", reference, by=None, at=at)
    return len(added)


def _locked(code: str, year: int) -> NumberSeries:
    """The series' row under a lock held to the end of the transaction; made when the year's first number is drawn."""
    row = NumberSeries.objects.select_for_update().filter(code=code, year=year).first()
    if row is None:
        NumberSeries.objects.bulk_create([NumberSeries(code=code, year=year)], ignore_conflicts=True)
        row = NumberSeries.objects.select_for_update().get(code=code, year=year)
    return row
