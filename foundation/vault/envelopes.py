"""The bytes of a sealed value: format, mode and epoch in front, padded ciphertext behind, bound to its place.

    1 format ‖ 1 mode ‖ 4 epoch ‖ [80 data key in a sealed box, for a drop] ‖ 24 nonce ‖ ciphertext ‖ 16 tag

The associated data names format, mode, field tag, row, compartment and epoch, so that a ciphertext moved to another
row, field, compartment or epoch does not open. Nothing of it is stored but the front.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import nacl.bindings as sodium
from nacl.exceptions import CryptoError

from foundation.vault.epochs import EPOCH_BYTES, box_pair, field_key
from foundation.vault.errors import CannotOpen
from foundation.vault.primitives import BOX_OVERHEAD, KEY_BYTES, Key, decrypt, encrypt, new_key, open_box, seal_to

FORMAT: Final = 1
DIRECT: Final = 1
"""Sealed under the compartment's key by somebody who holds it."""
DROP: Final = 2
"""Sealed to the compartment's public key by somebody who can't read it back."""
FRONT_BYTES: Final = 2 + EPOCH_BYTES
DROP_FRONT: Final = bytes([FORMAT, DROP])
SMALLEST_CLASS: Final = 64
LARGEST_CLASS: Final = 64 * 1024
_BOX_BYTES: Final = KEY_BYTES + BOX_OVERHEAD


@dataclass(frozen=True)
class Place:
    """Where a sealed value stands: it opens nowhere else."""

    tag: str
    row: UUID
    compartment: UUID
    epoch: int

    def front(self, mode: int) -> bytes:
        """The readable first bytes."""
        return bytes([FORMAT, mode]) + self.epoch.to_bytes(EPOCH_BYTES)

    def context(self, mode: int) -> bytes:
        """The associated data."""
        tag = self.tag.encode("ascii")
        return self.front(mode) + bytes([len(tag)]) + tag + self.row.bytes + self.compartment.bytes


def lock(plaintext: bytes, key: Key, place: Place) -> bytes:
    """Seal under the compartment's key."""
    return place.front(DIRECT) + encrypt(field_key(key), padded(plaintext), place.context(DIRECT))


def lock_drop(plaintext: bytes, public_key: bytes, place: Place) -> bytes:
    """Seal to the compartment's public half, under a data key of its own that is forgotten at once."""
    data_key = new_key()
    return place.front(DROP) + seal_to(public_key, data_key) + encrypt(data_key, padded(plaintext), place.context(DROP))


def unlock(sealed: bytes, key: Key, place: Place) -> bytes:
    """What `lock` or `lock_drop` sealed. Raises CannotOpen for another key or place and for a changed or cut value."""
    body = sealed[FRONT_BYTES:]
    if sealed[:FRONT_BYTES] == place.front(DIRECT):
        return unpadded(decrypt(field_key(key), body, place.context(DIRECT)))
    if sealed[:FRONT_BYTES] == place.front(DROP):
        data_key = Key(open_box(*box_pair(key), body[:_BOX_BYTES]))
        return unpadded(decrypt(data_key, body[_BOX_BYTES:], place.context(DROP)))
    raise CannotOpen("a sealed value of another epoch or format")


def is_drop(sealed: bytes) -> bool:
    """Whether it was dropped in and waits to be re-sealed."""
    return sealed[: len(DROP_FRONT)] == DROP_FRONT


def epoch_of(sealed: bytes) -> int:
    """The epoch it was sealed at, as its front says."""
    return int.from_bytes(sealed[2:FRONT_BYTES])


def size_class(length: int) -> int:
    """The padded size of a text of `length` bytes: the next power of two from 64 bytes to 64 KiB, then whole 64 KiB."""
    if length < LARGEST_CLASS:
        return max(SMALLEST_CLASS, 1 << length.bit_length())
    return (length // LARGEST_CLASS + 1) * LARGEST_CLASS


def padded(plaintext: bytes) -> bytes:
    """The text brought to its size class (ISO/IEC 7816-4), so that its length says little."""
    return sodium.sodium_pad(plaintext, size_class(len(plaintext)))


def unpadded(text: bytes) -> bytes:
    """The text without its padding. Raises CannotOpen when there is none."""
    try:
        return sodium.sodium_unpad(text, len(text))
    except CryptoError:
        raise CannotOpen("a sealed value is not padded") from None
