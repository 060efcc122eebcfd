"""The key of one compartment at one epoch: its box pair, and how it is sealed to a holder."""

from uuid import UUID

from foundation.vault.errors import CannotOpen
from foundation.vault.primitives import KEY_BYTES, Key, key_pair, open_box, same, seal_to, subkey

EPOCH_BYTES = 4


def box_pair(key: Key) -> tuple[bytes, Key]:
    """(public, private) of the epoch: whoever has the public half may drop something in, whoever has the key may take it out."""
    return key_pair(subkey(key, "vault.box"))


def field_key(key: Key) -> Key:
    """The key that seals fields at this epoch."""
    return subkey(key, "vault.field")


def seal_key(key: Key, *, compartment_id: UUID, epoch: int, public_key: bytes) -> bytes:
    """The epoch key sealed to a holder, naming its compartment and epoch so that it can't stand in for another."""
    return seal_to(bytes(public_key), key + _place(compartment_id, epoch))


def open_key(sealed: bytes, *, compartment_id: UUID, epoch: int, public_key: bytes, private_key: bytes) -> Key:
    """The epoch key out of a grant. Raises CannotOpen for another holder, compartment or epoch."""
    plain = open_box(public_key, private_key, bytes(sealed))
    if not same(plain[KEY_BYTES:], _place(compartment_id, epoch)):
        raise CannotOpen("a grant was moved to another compartment or epoch")
    return Key(plain[:KEY_BYTES])


def _place(compartment_id: UUID, epoch: int) -> bytes:
    return compartment_id.bytes + epoch.to_bytes(EPOCH_BYTES)
