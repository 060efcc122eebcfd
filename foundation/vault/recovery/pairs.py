"""Which recovery pair is in force, who holds its shares, and how far one pair has taken the place of another."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from foundation.audit.services import record
from foundation.vault.enums import WITHOUT_RECOVERY, HolderKind
from foundation.vault.errors import VaultError
from foundation.vault.grants import ROTATED, note_rekey_due
from foundation.vault.holders.unlocked import fingerprint
from foundation.vault.models import Compartment, Grant, Holder, RecoveryPair
from foundation.vault.recovery.public import PublicHalf


class PairStands(VaultError):
    """There is a recovery key already: another takes its place by a rotation alone."""


class PairKnown(VaultError):
    """This pair is, or once was, installed here."""


class NothingToRotate(VaultError):
    """There is no recovery key whose place could be taken."""


@dataclass(frozen=True)
class Progress:
    """Of `all` compartments that need a recovery seal, `sealed` have that of the living key."""

    sealed: int
    all: int

    @property
    def left(self) -> int:
        """Those that only the former shares open."""
        return self.all - self.sealed

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 if not self.left else self.sealed * 100 // self.all


@transaction.atomic
def install(half: PublicHalf, *, rotate: bool, at: datetime) -> RecoveryPair:
    """Store the public half of a ceremony as the institution's recovery key.

    `rotate`: it takes the place of the living one, whose shares stay good for every compartment that was not given its new
    epoch yet; each gets it when it is next opened by somebody who holds its key. Audited.
    Raises PairKnown, PairStands without `rotate`, NothingToRotate with it.
    """
    if Holder.objects.filter(public_key=half.public_key).exists():
        raise PairKnown(half.fingerprint)
    former = Holder.objects.select_for_update().filter(kind=HolderKind.RECOVERY, ended_at__isnull=True).first()
    if former is not None and not rotate:
        raise PairStands(fingerprint(bytes(former.public_key)))
    if former is None and rotate:
        raise NothingToRotate
    if former is not None:
        former.ended_at = at
        former.save(update_fields=["ended_at"])
    holder = Holder.objects.create(kind=HolderKind.RECOVERY, public_key=half.public_key, created_at=at)
    custodians = [asdict(one) for one in half.holders]
    pair = RecoveryPair.objects.create(holder=holder, held_on=half.held_on, custodians=custodians, replaces=former, installed_at=at)
    if former is not None:
        note_rekey_due(_lacking().values_list("pk", flat=True), by=None, reason=ROTATED, at=at)
    detail = {"public_key": half.public_key.hex(), "held_on": half.held_on, "replaces": former.pk if former else None}
    record("vault.recovery_rotated" if former else "vault.recovery_installed", holder, by=None, at=at, detail=detail)
    return pair


def living_pair() -> tuple[Holder | None, RecoveryPair | None]:
    """The living recovery key and the record of its ceremony; no record for a key that a set-up wrote into a file."""
    holder = Holder.objects.filter(kind=HolderKind.RECOVERY, ended_at__isnull=True).select_related("ceremony").first()
    return holder, getattr(holder, "ceremony", None)


def progress() -> Progress:
    """How many compartments the living recovery key opens, of those it should."""
    total = _needing().count()
    return Progress(total - _lacking().count(), total)


def recovery_grants() -> QuerySet[Grant]:
    """Recovery seals that two shares open: at the current epoch, of the living pair or of one whose place was taken."""
    good = Q(holder__ended_at__isnull=True) | Q(holder__successor__isnull=False)
    return Grant.objects.filter(good, holder__kind=HolderKind.RECOVERY, epoch=F("compartment__epoch"))


def _needing() -> QuerySet[Compartment]:
    return Compartment.objects.filter(destroyed_at__isnull=True).exclude(kind__in=WITHOUT_RECOVERY)


def _lacking() -> QuerySet[Compartment]:
    sealed = Grant.objects.filter(
        compartment=OuterRef("pk"), epoch=OuterRef("epoch"), holder__kind=HolderKind.RECOVERY, holder__ended_at__isnull=True
    )
    return _needing().filter(~Exists(sealed))
