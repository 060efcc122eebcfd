"""Questions that need no key: who can open what, what waits, what is missing. For lists and for the nightly check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BinaryField, Count, Exists, F, Func, Model, OuterRef, Q, QuerySet

from foundation.audit import triggers
from foundation.vault import envelopes
from foundation.vault.enums import WITHOUT_RECOVERY, HolderKind
from foundation.vault.fields import SealedField
from foundation.vault.files import stored_file_names
from foundation.vault.grants import ROTATED
from foundation.vault.keys import grants_in_force
from foundation.vault.models import Compartment, Holder, RekeyDue
from foundation.vault.recovery.pairs import recovery_grants
from foundation.vault.sealing import sealed_fields

__all__ = [
    "StaleCell",
    "can_deliver",
    "grants_in_force",
    "missing_triggers",
    "of_a_past_epoch",
    "rekeys_older_than",
    "rekeys_open_to",
    "stored_file_names",
    "waiting_drops",
    "with_fewer_readers_than",
    "without_recovery_seal",
]


@dataclass(frozen=True)
class StaleCell:
    """A sealed value whose epoch is not its compartment's: nobody can be granted its key any more."""

    tag: str
    row: UUID
    compartment: UUID


def can_deliver() -> bool:
    """Whether a dispatch key lives, so that a compartment of kind `delivery` can be made."""
    return Holder.objects.filter(kind=HolderKind.DISPATCH, ended_at__isnull=True).exists()


def without_recovery_seal() -> QuerySet[Compartment]:
    """Compartments that no recovery key could open at their current epoch; there should be none.

    A key whose place another took still counts: its shares open what was not given its new epoch yet (recovery.pairs.progress).
    """
    sealed = recovery_grants().filter(compartment=OuterRef("pk"))
    return Compartment.objects.filter(~Exists(sealed), destroyed_at__isnull=True).exclude(kind__in=WITHOUT_RECOVERY)


def with_fewer_readers_than(count: int) -> QuerySet[Compartment]:
    """Compartments that fewer than `count` members of staff can open at the current epoch.

    A grant that expires is for a while and keeps nothing open, so it does not count; neither does an ended or excluded holder.
    """
    readers = Count(
        "grants",
        filter=Q(
            grants__epoch=F("epoch"),
            grants__expires_at__isnull=True,
            grants__holder__kind=HolderKind.STAFF,
            grants__holder__ended_at__isnull=True,
        ),
    )
    return Compartment.objects.filter(destroyed_at__isnull=True).annotate(readers=readers).filter(readers__lt=count)


def waiting_drops() -> int:
    """How many values were dropped in and not yet re-sealed."""
    return sum(
        _cells(field).filter(**{f"{field.inside}__has_drops": True}, front=envelopes.DROP_FRONT).count() for field in sealed_fields()
    )


def rekeys_older_than(moment: datetime) -> QuerySet[RekeyDue]:
    """Compartments that somebody lost before a moment and that wait for a new epoch, the longest first; a rotation presses nobody."""
    return RekeyDue.objects.filter(since__lt=moment).exclude(reason=ROTATED).order_by("since")


def rekeys_open_to(holder_id: UUID, *, at: datetime) -> QuerySet[RekeyDue]:
    """Compartments waiting for a new epoch that this holder could give them, the longest first."""
    own = grants_in_force(at=at).filter(holder_id=holder_id, compartment=OuterRef("compartment"))
    return RekeyDue.objects.filter(Exists(own)).select_related("compartment").order_by("since")


def of_a_past_epoch() -> Iterator[StaleCell]:
    """Sealed values left at an epoch that is over; the database refuses them, so there should be none."""
    for field in sealed_fields():
        # Nearly all rows are at epoch one and right: those never leave the database.
        first = Q(current=1, front=(1).to_bytes(envelopes.EPOCH_BYTES))
        cells = _cells(field, start=3, length=envelopes.EPOCH_BYTES).annotate(current=F(f"{field.inside}__epoch")).exclude(first)
        for row, compartment, current, front in cells.values_list("pk", f"{field.inside}_id", "current", "front").iterator():
            if int.from_bytes(bytes(front)) != current:
                yield StaleCell(field.tag, row, compartment)


def missing_triggers() -> list[str]:
    """Names of triggers of any room that the database lacks or has switched off."""
    return triggers.missing()


def _cells(field: SealedField, *, start: int = 1, length: int = 2) -> QuerySet[Model]:
    """Rows where the field is filled, annotated with a few bytes of its front."""
    front = Func(F(field.name), start, length, function="SUBSTR", output_field=BinaryField())
    return field.model._base_manager.filter(**{f"{field.name}__isnull": False}).annotate(front=front)  # noqa: SLF001 - no manager may hide a row
