"""A holder whose private key is in memory."""

from dataclasses import dataclass, field
from uuid import UUID

from foundation.vault.codes import ALPHABET
from foundation.vault.primitives import Key, digest

FINGERPRINT_BYTES = 10


@dataclass(frozen=True)
class UnlockedHolder:
    """The private key of one holder, in memory only; printing it shows the id alone, and it can't be pickled."""

    holder_id: UUID
    private_key: Key = field(repr=False)


def fingerprint(public_key: bytes) -> str:
    """Sixteen characters in four groups that people compare by eye: 80 bits of the public key's hash."""
    bits = int.from_bytes(digest(bytes(public_key), "fingerprint", FINGERPRINT_BYTES))
    signs = [ALPHABET[bits >> shift & 31] for shift in range(75, -1, -5)]
    return " ".join("".join(signs[start : start + 4]) for start in range(0, 16, 4))
