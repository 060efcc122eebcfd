"""The wall: an excluded holder loses what he has in a group of compartments and can be granted nothing there, now or later."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from foundation.audit.services import record
from foundation.vault.grants import note_rekey_due, refuse_institution
from foundation.vault.models import Exclusion, Grant, Holder


@transaction.atomic
def exclude(group: UUID, holder: Holder, *, by: UUID | None, at: datetime) -> Exclusion:
    """Wall a holder off from every compartment of a group, also from those made later; needs no key.

    What he was granted is taken at once, and those compartments wait for a new epoch. Doing it again changes nothing.
    Raises RecoveryMustStay for the recovery and dispatch keys.
    """
    refuse_institution(holder)
    # The exclusion first: its trigger waits for grants in flight, so that the deletion below sees them.
    exclusion, _ = Exclusion.objects.get_or_create(group=group, holder=holder, defaults={"by": by, "since": at})
    held = Grant.objects.filter(holder=holder, compartment__group=group)
    compartment_ids = set(held.values_list("compartment_id", flat=True))
    held.delete()
    note_rekey_due(compartment_ids, by=by, reason="excluded", at=at)
    return exclusion


@transaction.atomic
def lift_exclusion(group: UUID, holder: Holder, *, by: UUID | None, at: datetime) -> bool:
    """Take the wall down; grants are not given back by it. Returns whether there was one. The log keeps who did it."""
    exclusion = Exclusion.objects.select_for_update().filter(group=group, holder=holder).first()
    if exclusion is None:
        return False
    record("vault.exclusion_lifted", exclusion, by=by, at=at, detail={"group": str(group), "holder": str(holder.pk)})
    exclusion.delete()
    return True
