"""Compartments from their making to their end: who is granted their keys and who no longer is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from foundation.vault.enums import WITHOUT_RECOVERY, CompartmentKind, HolderKind
from foundation.vault.epochs import box_pair, seal_key
from foundation.vault.errors import Excluded, HolderEnded, NoAccess, NoDispatchKey, NoRecoveryKey, RecoveryMustStay
from foundation.vault.keys import Keys, OpenedCompartment
from foundation.vault.models import Compartment, Exclusion, Grant, Holder, RekeyDue
from foundation.vault.primitives import Key, new_key


@transaction.atomic
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

    `delivery` is sealed to the dispatch key instead, a draft to its holders alone. `reason` is a short code.
    Raises NoRecoveryKey, NoDispatchKey, Excluded and HolderEnded; then nothing is stored.
    """
    kind = CompartmentKind(kind)
    everyone = [*_institution(kind), *holders]
    _refuse_ended(everyone)
    _refuse_excluded(group, everyone)
    key = new_key()
    public, _ = box_pair(key)
    compartment = Compartment(id=uuid4(), kind=kind, group=group, public_key=public, created_at=at)
    compartment.save(force_insert=True)
    store_grants(compartment, key, everyone, by=by, reason=reason, at=at)
    return OpenedCompartment(compartment, key)


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

    Raises NoAccess when `keys` don't open the compartment, Excluded behind a wall, HolderEnded.
    """
    current = Compartment.objects.select_for_update().get(pk=compartment.pk)
    if current.destroyed_at is not None:
        raise NoAccess(f"the keys of compartment {current.pk} are destroyed")
    _refuse_ended([holder])
    _refuse_excluded(current.group, [holder])
    key = keys.key(current)
    made, _ = Grant.objects.update_or_create(
        compartment=current,
        holder=holder,
        epoch=current.epoch,
        defaults={
            "sealed_key": _sealed_to(holder, current, key),
            "by": by,
            "reason": reason,
            "granted_at": at,
            "expires_at": expires_at,
        },
    )
    return made


@transaction.atomic
def shut(compartment: Compartment, holder: Holder, *, by: UUID | None, reason: str, at: datetime, rekey_due: bool = True) -> bool:
    """Take the holder's grants away at once; needs no key. The compartment then waits for a new epoch.

    `rekey_due=False` for a reader whose time had run out anyway. Returns whether there was anything to take.
    `by` and `reason` stay on the RekeyDue until it is worked off; the lasting record is the caller's audit entry.
    Raises RecoveryMustStay for the recovery and dispatch keys.
    """
    if holder.kind in {HolderKind.RECOVERY, HolderKind.DISPATCH}:
        raise RecoveryMustStay(f"{holder.kind} is not shut out")
    Compartment.objects.select_for_update().get(pk=compartment.pk)
    taken, _ = Grant.objects.filter(compartment=compartment, holder=holder).delete()
    if taken and rekey_due:
        note_rekey_due([compartment.pk], by=by, reason=reason, at=at)
    return bool(taken)


def note_rekey_due(compartment_ids: Iterable[UUID], *, by: UUID | None, reason: str, at: datetime) -> None:
    """Leave a note that these need a new epoch; a note that stands already keeps its date."""
    rows = [RekeyDue(compartment_id=compartment_id, since=at, by=by, reason=reason) for compartment_id in compartment_ids]
    RekeyDue.objects.bulk_create(rows, ignore_conflicts=True)


def store_grants(compartment: Compartment, key: Key, holders: Sequence[Holder], *, by: UUID | None, reason: str, at: datetime) -> None:
    """Seal a key to each holder once, in one statement. For compartments being made or re-keyed."""
    unique = {holder.pk: holder for holder in holders}.values()
    Grant.objects.bulk_create(
        Grant(
            compartment=compartment,
            epoch=compartment.epoch,
            holder=holder,
            sealed_key=_sealed_to(holder, compartment, key),
            by=by,
            reason=reason,
            granted_at=at,
        )
        for holder in unique
    )


def _sealed_to(holder: Holder, compartment: Compartment, key: Key) -> bytes:
    return seal_key(key, compartment_id=compartment.pk, epoch=compartment.epoch, public_key=bytes(holder.public_key))


def _institution(kind: CompartmentKind) -> list[Holder]:
    if kind == CompartmentKind.DELIVERY:
        return [_living(HolderKind.DISPATCH, NoDispatchKey)]
    return [] if kind in WITHOUT_RECOVERY else [_living(HolderKind.RECOVERY, NoRecoveryKey)]


def _living(kind: HolderKind, refusal: type[NoRecoveryKey] | type[NoDispatchKey]) -> Holder:
    holder = Holder.objects.filter(kind=kind, ended_at__isnull=True).first()
    if holder is None:
        raise refusal(f"there is no living {kind} key")
    return holder


def _refuse_ended(holders: Iterable[Holder]) -> None:
    for holder in holders:
        if holder.ended_at is not None:
            raise HolderEnded(f"holder {holder.pk} is ended")


def _refuse_excluded(group: UUID, holders: Iterable[Holder]) -> None:
    walled = Exclusion.objects.filter(group=group, holder__in=[holder.pk for holder in holders]).values_list("holder_id", flat=True).first()
    if walled is not None:
        raise Excluded(f"holder {walled} is excluded from group {group}")
