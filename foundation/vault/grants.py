"""How grants come into the table: the one place that seals an epoch key to holders, and the refusals that stand before it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from foundation.vault.enums import INSTITUTION, CompartmentKind, HolderKind
from foundation.vault.epochs import seal_key
from foundation.vault.errors import Excluded, HolderEnded, NoDispatchKey, NoRecoveryKey, RecoveryMustStay
from foundation.vault.models import Compartment, Exclusion, Grant, Holder, RekeyDue
from foundation.vault.primitives import Key

ROTATED = "recovery_rotated"
"""Why a compartment waits for a new epoch when nobody lost it: another recovery key took the place of the one it is sealed to."""


def new_grant(compartment: Compartment, holder: Holder, key: Key, *, by: UUID | None, reason: str, at: datetime) -> Grant:
    """An unsaved grant of the compartment's current epoch."""
    return Grant(
        compartment=compartment,
        epoch=compartment.epoch,
        holder=holder,
        sealed_key=sealed_to(holder, compartment, key),
        by=by,
        reason=reason,
        granted_at=at,
    )


def sealed_to(holder: Holder, compartment: Compartment, key: Key) -> bytes:
    """The compartment's key at its current epoch, sealed to one holder."""
    return seal_key(key, compartment_id=compartment.pk, epoch=compartment.epoch, public_key=bytes(holder.public_key))


def institutions(kinds: Iterable[CompartmentKind]) -> dict[CompartmentKind, Holder]:
    """The institution's key that every compartment of a kind is sealed to, read once a key.

    Raises NoRecoveryKey or NoDispatchKey when that key does not exist: what only one person could open could be lost.
    """
    asked = set(kinds)
    recovered = asked - {CompartmentKind.DELIVERY}
    found: dict[CompartmentKind, Holder] = {}
    if recovered:
        found.update(dict.fromkeys(recovered, _living(HolderKind.RECOVERY, NoRecoveryKey)))
    if CompartmentKind.DELIVERY in asked:
        found[CompartmentKind.DELIVERY] = _living(HolderKind.DISPATCH, NoDispatchKey)
    return found


def refuse_ended(holders: Iterable[Holder]) -> None:
    """Raises HolderEnded."""
    for holder in holders:
        if holder.ended_at is not None:
            raise HolderEnded(f"holder {holder.pk} is ended")


def refuse_institution(holder: Holder) -> None:
    """Raises RecoveryMustStay for the recovery and dispatch keys."""
    if holder.kind in INSTITUTION:
        raise RecoveryMustStay(f"the {holder.kind} key is rotated, not shut out")


def refuse_excluded(group: UUID, holders: Iterable[Holder]) -> None:
    """Raises Excluded; the database trigger says the same to whoever comes another way."""
    walled = Exclusion.objects.filter(group=group, holder__in=[holder.pk for holder in holders]).values_list("holder_id", flat=True).first()
    if walled is not None:
        raise Excluded(f"holder {walled} is excluded from group {group}")


def note_rekey_due(compartment_ids: Iterable[UUID], *, by: UUID | None, reason: str, at: datetime) -> None:
    """Leave a note that these need a new epoch; a note that stands already keeps its date, unless it was but for a rotation."""
    rows = [RekeyDue(compartment_id=compartment_id, since=at, by=by, reason=reason) for compartment_id in compartment_ids]
    if reason != ROTATED:
        RekeyDue.objects.filter(pk__in=[row.pk for row in rows], reason=ROTATED).delete()
    RekeyDue.objects.bulk_create(rows, ignore_conflicts=True)


def _living(kind: HolderKind, refusal: type[NoRecoveryKey] | type[NoDispatchKey]) -> Holder:
    holder = Holder.objects.filter(kind=kind, ended_at__isnull=True).first()
    if holder is None:
        raise refusal(f"there is no living {kind} key")
    return holder
