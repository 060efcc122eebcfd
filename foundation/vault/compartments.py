"""Compartments from their making to their end: who is granted their keys and who no longer is.

The vault writes no audit entry for grants: whoever calls `grant` or `shut` records why, on the case it concerns.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from foundation.audit.services import record
from foundation.vault.enums import CompartmentKind
from foundation.vault.epochs import box_pair
from foundation.vault.errors import NoAccess
from foundation.vault.grants import institutions, new_grant, note_rekey_due, refuse_ended, refuse_excluded, refuse_institution, sealed_to
from foundation.vault.keys import Keys, OpenedCompartment, ResealedKeys
from foundation.vault.models import Compartment, Grant, Holder, RekeyDue
from foundation.vault.primitives import new_key
from foundation.vault.rekeying import rekey, settle_drops

__all__ = [
    "OpenedCompartment",
    "create_compartment",
    "create_compartments",
    "destroy",
    "grant",
    "rekey",
    "settle_drops",
    "shut",
    "shut_everywhere",
]


def create_compartment(
    kind: CompartmentKind | str,
    *,
    group: UUID,
    holders: Iterable[Holder],
    by: UUID | None,
    reason: str,
    at: datetime,
) -> OpenedCompartment:
    """A new compartment of a group, its random key sealed to `holders` and to the institution's recovery key.

    `delivery` is sealed to the dispatch key instead. `reason` is a short code.
    Raises NoRecoveryKey, NoDispatchKey, Excluded and HolderEnded; then nothing is stored.
    """
    kind = CompartmentKind(kind)
    return create_compartments({kind: holders}, group=group, by=by, reason=reason, at=at)[kind]


@transaction.atomic
def create_compartments(
    wanted: Mapping[CompartmentKind, Iterable[Holder]],
    *,
    group: UUID,
    by: UUID | None,
    reason: str,
    at: datetime,
) -> dict[CompartmentKind, OpenedCompartment]:
    """Several compartments of one group at once, each sealed to its own holders as `create_compartment` does, in few statements.

    Raises the same; then nothing is stored.
    """
    fixed = institutions(wanted)
    everyone = {kind: {holder.pk: holder for holder in [fixed[kind], *holders]} for kind, holders in wanted.items()}
    all_holders = {pk: holder for holders in everyone.values() for pk, holder in holders.items()}
    refuse_ended(all_holders.values())
    refuse_excluded(group, all_holders.values())
    made = {kind: _unsaved(kind, group, at=at) for kind in wanted}
    Compartment.objects.bulk_create(opened.compartment for opened in made.values())
    Grant.objects.bulk_create(
        new_grant(opened.compartment, holder, opened.opened, by=by, reason=reason, at=at)
        for kind, opened in made.items()
        for holder in everyone[kind].values()
    )
    return made


def _unsaved(kind: CompartmentKind, group: UUID, *, at: datetime) -> OpenedCompartment:
    key = new_key()
    public, _ = box_pair(key)
    return OpenedCompartment(Compartment(id=uuid4(), kind=kind, group=group, public_key=public, created_at=at), key)


@transaction.atomic
def grant(
    compartment: Compartment,
    holder: Holder,
    *,
    keys: Keys,
    by: UUID | None,
    reason: str,
    at: datetime,
    expires_at: datetime | None = None,
) -> Grant:
    """Seal the compartment's key to one more holder; a grant he has already is renewed with this reason and expiry.

    Raises NoAccess when `keys` don't open the compartment or its keys are destroyed, Excluded behind a wall, HolderEnded.
    """
    current = Compartment.objects.select_for_update().get(pk=compartment.pk)
    if current.destroyed_at is not None:
        raise NoAccess(f"the keys of compartment {current.pk} are destroyed")
    refuse_ended([holder])
    refuse_excluded(current.group, [holder])
    facts = {
        "sealed_key": _sealed_for(holder, current, keys),
        "by": by,
        "reason": reason,
        "granted_at": at,
        "expires_at": expires_at,
    }
    made, _ = Grant.objects.update_or_create(compartment=current, holder=holder, epoch=current.epoch, defaults=facts)
    return made


def _sealed_for(holder: Holder, compartment: Compartment, keys: Keys) -> bytes:
    """The compartment's key sealed to a holder: here, or already by the offline machine that held the recovery key."""
    if isinstance(keys, ResealedKeys):
        return keys.sealed_for(holder.pk, compartment)
    return sealed_to(holder, compartment, keys.key(compartment))


@transaction.atomic
def shut(compartment: Compartment, holder: Holder, *, by: UUID | None, reason: str, at: datetime, rekey_due: bool = True) -> bool:
    """Take the holder's grants away at once; needs no key. The compartment then waits for a new epoch.

    `rekey_due=False` for a reader whose time had run out anyway. Returns whether there was anything to take.
    `by` and `reason` stay on the RekeyDue until it is worked off; the lasting record is the caller's audit entry.
    Raises RecoveryMustStay for the recovery and dispatch keys.
    """
    refuse_institution(holder)
    Compartment.objects.select_for_update().get(pk=compartment.pk)
    taken, _ = Grant.objects.filter(compartment=compartment, holder=holder).delete()
    if taken and rekey_due:
        note_rekey_due([compartment.pk], by=by, reason=reason, at=at)
    return bool(taken)


@transaction.atomic
def shut_everywhere(holder: Holder, *, by: UUID | None, reason: str, at: datetime) -> int:
    """Take all grants of somebody who leaves; each compartment then waits for a new epoch. Returns how many there were.

    Raises RecoveryMustStay for the recovery and dispatch keys.
    """
    refuse_institution(holder)
    held = Grant.objects.filter(holder=holder)
    compartment_ids = set(held.values_list("compartment_id", flat=True))
    held.delete()
    note_rekey_due(compartment_ids, by=by, reason=reason, at=at)
    return len(compartment_ids)


@transaction.atomic
def destroy(compartment: Compartment, *, by: UUID | None, reason: str, at: datetime) -> None:
    """Destroy the keys for good, the recovery seal included: what is sealed inside can never be opened again.

    Two people decide that in the room that calls. Backups keep old grants until they are overwritten.
    """
    current = Compartment.objects.select_for_update().get(pk=compartment.pk)
    Grant.objects.filter(compartment=current).delete()
    RekeyDue.objects.filter(compartment=current).delete()
    current.destroyed_at = compartment.destroyed_at = at
    current.save(update_fields=["destroyed_at"])
    record("vault.destroyed", current, by=by, at=at, detail={"reason": reason})
