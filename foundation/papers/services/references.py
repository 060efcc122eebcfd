"""The law that letters cite: added, dated, replaced, never deleted."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.papers.enums import Certainty
from foundation.papers.models import LegalReference

REFERENCES = Path(__file__).resolve().parent.parent / "data" / "legal-references.toml"


@transaction.atomic
def add_reference(
    *,
    code: str,
    title: str,
    certainty: Certainty,
    valid_from: date | None = None,
    valid_to: date | None = None,
    replaces: LegalReference | None = None,
    by: User | None,
    at: datetime,
) -> LegalReference:
    """A piece of law to cite; from `valid_from` on the one it replaces is cited no more.

    Raises ValidationError for a code that exists and for an end before the beginning.
    """
    added = LegalReference(code=code, title=title, certainty=certainty, valid_from=valid_from, valid_to=valid_to, replaces=replaces)
    added.full_clean()
    added.save(force_insert=True)
    facts = {"certainty": certainty, "from": valid_from, "to": valid_to, "replaces": replaces and replaces.pk}
    record("papers.reference_added", added, by=by, at=at, detail=facts)
    return added


@transaction.atomic
def change_reference(
    reference: LegalReference, *, certainty: Certainty, valid_from: date | None, valid_to: date | None, by: User | None, at: datetime
) -> LegalReference:
    """Correct what is known of a reference: how sure it is, and from when to when it holds. Its code and title stay.

    Raises ValidationError for an end before the beginning.
    """
    reference = LegalReference.objects.select_for_update().get(pk=reference.pk)
    before = {"certainty_before": reference.certainty, "from_before": reference.valid_from, "to_before": reference.valid_to}
    reference.certainty, reference.valid_from, reference.valid_to = certainty, valid_from, valid_to
    reference.full_clean()
    reference.save(update_fields=["certainty", "valid_from", "valid_to"])
    facts = {**before, "certainty": certainty, "from": valid_from, "to": valid_to}
    record("papers.reference_changed", reference, by=by, at=at, detail=facts)
    return reference


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
