"""Receipt and resume codes: eighty random bits a person can read aloud, and the keys they stand for.

Crockford's base 32 has no I, L, O or U, so that what people confuse is forgiven. A code is stored nowhere: it derives
a key pair, and the look-up id is derived from that pair's public half, so that trying one code costs a curve operation.
"""

import secrets
import unicodedata
from dataclasses import dataclass

from foundation.vault.errors import BadCode
from foundation.vault.primitives import Key, digest, key_pair

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
BITS = 5
"""What one sign of the alphabet says."""
GROUP = 4
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True)
class Derived:
    """What a code stands for: `lookup`, a 32-byte id that may be stored, and `seed`, 32 secret bytes that may not."""

    lookup: bytes
    seed: Key


def new_code() -> str:
    """Sixteen characters of Crockford base 32: 80 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def code_of(secret: bytes) -> str:
    """The code that 32 secret, evenly random bytes stand for; the same bytes give the same code."""
    bits = int.from_bytes(secret, "big")
    return "".join(ALPHABET[bits >> place * BITS & len(ALPHABET) - 1] for place in range(LENGTH))


def normalise(text: str) -> str:
    """The code a person meant: spaces, dashes, dots and case are forgiven, and O for 0, I or L for 1.

    Raises BadCode when what is left is not sixteen characters of the alphabet; the message does not repeat the text.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    kept = "".join(sign for sign in plain if unicodedata.category(sign)[0] not in "ZCP").translate(_FORGIVEN)
    if len(kept) != LENGTH or any(sign not in ALPHABET for sign in kept):
        raise BadCode("a code has sixteen letters and digits")
    return kept


def grouped(code: str, sep: str = " ") -> str:
    """The code in four groups of four, for reading and writing down."""
    return sep.join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def derive(code: str, purpose: str) -> Derived:
    """The look-up id and the secret seed of a code for one purpose, such as "receipt" or "draft" (at most 9 characters).

    Raises BadCode for anything that `normalise` refuses.
    """
    seed = Key(digest(normalise(code).encode("ascii"), f"{purpose}.seed"))
    public, _ = key_pair(seed)
    return Derived(lookup=digest(public, f"{purpose}.lookup"), seed=seed)
