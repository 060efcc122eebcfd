"""Who holds keys in memory: the reader's keyring made from grants, a compartment just made, or several together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from foundation.statements import KEY, MOMENT, Many, Statement
from foundation.vault.epochs import open_key
from foundation.vault.errors import NoAccess
from foundation.vault.holders.unlocked import UnlockedHolder
from foundation.vault.models import Compartment, Exclusion, Grant
from foundation.vault.primitives import Key, public_half


class Keys(Protocol):
    """What opens compartments."""

    def key(self, compartment: Compartment) -> Key:
        """The key at the compartment's current epoch. Raises NoAccess."""

    def can_open(self, compartment: Compartment) -> bool:
        """Whether `key` would succeed."""

    def preload(self, compartments: Iterable[Compartment]) -> None:
        """Fetch what opening these will need, in one query."""


def grants_in_force(*, at: datetime) -> QuerySet[Grant]:
    """Grants that open something at a moment: current epoch, not expired, no exclusion, holder living, keys not destroyed."""
    walled = Exclusion.objects.filter(group=OuterRef("compartment__group"), holder=OuterRef("holder"))
    return Grant.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=at),
        ~Exists(walled),
        epoch=F("compartment__epoch"),
        compartment__destroyed_at__isnull=True,
        holder__ended_at__isnull=True,
    )


def _grants(holder: UUID, compartments: Iterable[UUID], at: datetime) -> QuerySet[Grant, Any]:
    found = grants_in_force(at=at).filter(holder_id=holder, compartment_id__in=compartments)
    return found.values_list("compartment_id", "epoch", "sealed_key")


_GRANTS = Statement(_grants, holder=KEY, compartments=Many(KEY, 50), at=MOMENT)


class Keyring:
    """The keys of one unlocked holder at one moment: made for a request, never kept longer."""

    def __init__(self, unlocked: UnlockedHolder, *, at: datetime) -> None:
        self.holder_id = unlocked.holder_id
        self._unlocked = unlocked
        self._public = public_half(unlocked.private_key)
        self._at = at
        self._grants: dict[UUID, tuple[int, bytes] | None] = {}
        self._opened: dict[tuple[UUID, int], Key] = {}

    def __repr__(self) -> str:
        """Names the holder, never a key."""
        return f"<Keyring of {self.holder_id}>"

    def key(self, compartment: Compartment) -> Key:
        """The key at the compartment's current epoch.

        Raises NoAccess without a grant in force, CannotOpen when the grant was tampered with.
        """
        place = (compartment.pk, compartment.epoch)
        if place not in self._opened:
            grant = self._grant(compartment) or self._fetched(compartment)
            if grant is None:
                raise NoAccess(f"no grant for compartment {compartment.pk} at epoch {compartment.epoch}")
            self._opened[place] = open_key(
                grant[1],
                compartment_id=place[0],
                epoch=place[1],
                public_key=self._public,
                private_key=self._unlocked.private_key,
            )
        return self._opened[place]

    def can_open(self, compartment: Compartment) -> bool:
        """Whether there is a grant in force; one query unless preloaded."""
        if compartment.pk not in self._grants:
            self.preload([compartment])
        return self._grant(compartment) is not None

    def preload(self, compartments: Iterable[Compartment]) -> None:
        """Fetch the grants for all of these in one query; what is not granted is remembered too."""
        ids = {compartment.pk for compartment in compartments}
        self._grants.update(dict.fromkeys(ids))
        for compartment_id, epoch, sealed_key in _GRANTS.rows(holder=self.holder_id, compartments=ids, at=self._at):
            self._grants[compartment_id] = (epoch, bytes(sealed_key))

    def _grant(self, compartment: Compartment) -> tuple[int, bytes] | None:
        grant = self._grants.get(compartment.pk)
        return grant if grant is not None and grant[0] == compartment.epoch else None

    def _fetched(self, compartment: Compartment) -> tuple[int, bytes] | None:
        # A refusal remembered from before may have been lifted by this very request.
        self.preload([compartment])
        return self._grant(compartment)


@dataclass(frozen=True)
class OpenedCompartment:
    """One compartment with its key in memory, as its maker gets it. Printing it shows no key."""

    compartment: Compartment
    opened: Key = field(repr=False)
    epoch: int = field(init=False)

    def __post_init__(self) -> None:
        """Keep the epoch this key is for: the row's own moves on when it is re-keyed."""
        object.__setattr__(self, "epoch", self.compartment.epoch)

    def key(self, compartment: Compartment) -> Key:
        """The key when it is this compartment at this epoch. Raises NoAccess for any other."""
        if not self.can_open(compartment):
            raise NoAccess(f"only compartment {self.compartment.pk} is open here")
        return self.opened

    def can_open(self, compartment: Compartment) -> bool:
        """Whether it is this compartment at the epoch this key is for."""
        return (compartment.pk, compartment.epoch) == (self.compartment.pk, self.epoch)

    def preload(self, compartments: Iterable[Compartment]) -> None:
        """Nothing to fetch."""


class JoinedKeys:
    """Several keys as one: the first that opens a compartment is used."""

    def __init__(self, *keys: Keys) -> None:
        self._keys = keys

    def __repr__(self) -> str:
        """Names what it joins; none of them prints a key."""
        return f"<JoinedKeys {self._keys!r}>"

    def key(self, compartment: Compartment) -> Key:
        """The key from whichever has it. Raises NoAccess when none has."""
        for keys in self._keys:
            if keys.can_open(compartment):
                return keys.key(compartment)
        raise NoAccess(f"no key for compartment {compartment.pk}")

    def can_open(self, compartment: Compartment) -> bool:
        """Whether one of them opens it."""
        return any(keys.can_open(compartment) for keys in self._keys)

    def preload(self, compartments: Iterable[Compartment]) -> None:
        """Let each fetch what it needs."""
        wanted = list(compartments)
        for keys in self._keys:
            keys.preload(wanted)


@dataclass(frozen=True)
class ResealedKeys:
    """Keys that came back from the offline machine sealed to one holder: they can be granted to him and open nothing here."""

    holder_id: UUID
    sealed: Mapping[tuple[UUID, int], bytes] = field(repr=False)
    """The sealed key by compartment and epoch."""

    def key(self, compartment: Compartment) -> Key:
        """Raises NoAccess: this machine can't open them."""
        raise NoAccess(f"the key of compartment {compartment.pk} is sealed to holder {self.holder_id}")

    def can_open(self, compartment: Compartment) -> bool:
        """Never."""
        del compartment
        return False

    def preload(self, compartments: Iterable[Compartment]) -> None:
        """Nothing to fetch."""

    def sealed_for(self, holder_id: UUID, compartment: Compartment) -> bytes:
        """The key as it came. Raises NoAccess for another holder, and when the compartment has a new epoch since."""
        found = self.sealed.get((compartment.pk, compartment.epoch)) if holder_id == self.holder_id else None
        if found is None:
            raise NoAccess(f"no key of compartment {compartment.pk} at epoch {compartment.epoch} came for holder {holder_id}")
        return found
