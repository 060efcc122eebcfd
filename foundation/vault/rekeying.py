"""New epochs and settled drops: every sealed value of a compartment is opened, sealed anew, opened again and compared.

The old ciphertext goes only after the new one was compared, in one transaction. Rows are found through the registry
of sealed fields, so that the vault imports no room above it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from foundation.vault import envelopes
from foundation.vault.enums import CompartmentKind
from foundation.vault.envelopes import Place
from foundation.vault.epochs import box_pair
from foundation.vault.errors import CannotOpen
from foundation.vault.fields import SealedField
from foundation.vault.grants import institutions, new_grant, sealed_to
from foundation.vault.keys import Keys, OpenedCompartment, grants_in_force
from foundation.vault.models import Compartment, Grant, RekeyDue
from foundation.vault.primitives import Key, new_key, same
from foundation.vault.sealing import sealed_fields


@dataclass(frozen=True)
class _Cell:
    """One sealed value in one row."""

    field: SealedField
    row: UUID
    sealed: bytes


@transaction.atomic
def rekey(compartment: Compartment, *, keys: Keys, at: datetime) -> OpenedCompartment:
    """Give the compartment a new epoch: a new random key, every value sealed anew, and grants for those who stay.

    Those who stay hold a grant in force at `at`; expired, excluded and ended holders are not carried over, and the
    institution's living key is added. Rows read before must be read again before they are saved.
    Raises NoAccess when `keys` don't open it, and CannotOpen naming the row when one value is damaged: then nothing changed.
    """
    current = Compartment.objects.select_for_update().get(pk=compartment.pk)
    old_key, old_epoch = keys.key(current), current.epoch
    stay = list(grants_in_force(at=at).filter(compartment=current).select_related("holder"))
    key = new_key()
    current.epoch += 1
    current.public_key, _ = box_pair(key)
    current.has_drops = False
    current.save(update_fields=["epoch", "public_key", "has_drops"])
    for model, cells in _rows(current):
        _reseal(model, cells, current, old_key, old_epoch, key)
    _carry_over(current, stay, key, at=at)
    RekeyDue.objects.filter(compartment=current).delete()
    compartment.epoch, compartment.public_key, compartment.has_drops = current.epoch, current.public_key, False
    return OpenedCompartment(current, key)


def settle_drops(compartment: Compartment, *, keys: Keys) -> int:
    """Seal under the compartment's own key what was dropped in; returns how many values were settled.

    Costs nothing when nothing waits. A drop that does not open stays as it is and goes on being counted: anybody could
    have made it, and it must not keep people out of the case. Raises NoAccess when `keys` don't open the compartment.
    """
    return _settle(compartment, keys=keys) if compartment.has_drops else 0


@transaction.atomic
def _settle(compartment: Compartment, *, keys: Keys) -> int:
    current = Compartment.objects.select_for_update().get(pk=compartment.pk)
    key = keys.key(current)
    settled = left = 0
    for model, cells in _rows(current):
        drops = [cell for cell in cells if envelopes.is_drop(cell.sealed)]
        good = [cell for cell in drops if _opens(cell, current, key)]
        _reseal(model, good, current, key, current.epoch, key)
        settled, left = settled + len(good), left + len(drops) - len(good)
    current.has_drops = bool(left)
    current.save(update_fields=["has_drops"])
    compartment.has_drops = current.has_drops
    return settled


def _rows(compartment: Compartment) -> Iterator[tuple[type[models.Model], list[_Cell]]]:
    """The cells of each row that has something sealed in this compartment, locked."""
    for (model, inside), fields in _fields_by_link().items():
        names = [field.name for field in fields]
        found = model._base_manager.select_for_update().filter(**{inside: compartment}).values_list("pk", *names)  # noqa: SLF001
        for row, *values in list(found):
            cells = [_Cell(field, row, bytes(value)) for field, value in zip(fields, values, strict=True) if value is not None]
            if cells:
                yield model, cells


def _fields_by_link() -> dict[tuple[type[models.Model], str], list[SealedField]]:
    grouped: dict[tuple[type[models.Model], str], list[SealedField]] = defaultdict(list)
    for field in sealed_fields():
        grouped[field.model, field.inside].append(field)
    return grouped


def _reseal(
    model: type[models.Model],
    cells: Sequence[_Cell],
    compartment: Compartment,
    old_key: Key,
    old_epoch: int,
    key: Key,
) -> None:
    """Replace one row's values, each opened under the old key, sealed under the new one, opened again and compared."""
    changes: dict[str, bytes] = {}
    for cell in cells:
        place = _place(cell, compartment, compartment.epoch)
        try:
            plain = envelopes.unlock(cell.sealed, old_key, _place(cell, compartment, old_epoch))
        except CannotOpen:
            raise CannotOpen(f"{cell.field.tag} of row {cell.row} is damaged; nothing was changed") from None
        sealed = envelopes.lock(plain, key, place)
        if not same(envelopes.unlock(sealed, key, place), plain):
            raise CannotOpen(f"{cell.field.tag} of row {cell.row} did not come back the same; nothing was changed")
        changes[cell.field.name] = sealed
    if changes:
        model._base_manager.filter(pk=cells[0].row).update(**changes)  # noqa: SLF001 - no manager may hide a row from re-keying


def _carry_over(compartment: Compartment, stay: Sequence[Grant], key: Key, *, at: datetime) -> None:
    carried = [
        Grant(
            compartment=compartment,
            epoch=compartment.epoch,
            holder=grant.holder,
            sealed_key=sealed_to(grant.holder, compartment, key),
            by=grant.by,
            reason=grant.reason,
            granted_at=grant.granted_at,
            expires_at=grant.expires_at,
        )
        for grant in stay
    ]
    present = {grant.holder_id for grant in stay}
    kind = CompartmentKind(compartment.kind)
    missing = [holder for holder in institutions([kind]).values() if holder.pk not in present]
    Grant.objects.filter(compartment=compartment).delete()
    Grant.objects.bulk_create([*carried, *(new_grant(compartment, holder, key, by=None, reason="rekeyed", at=at) for holder in missing)])


def _opens(cell: _Cell, compartment: Compartment, key: Key) -> bool:
    try:
        envelopes.unlock(cell.sealed, key, _place(cell, compartment, compartment.epoch))
    except CannotOpen:
        return False
    return True


def _place(cell: _Cell, compartment: Compartment, epoch: int) -> Place:
    return Place(tag=cell.field.tag, row=cell.row, compartment=compartment.pk, epoch=epoch)
