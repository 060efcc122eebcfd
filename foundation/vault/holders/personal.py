"""A staff key wrapped a second time under a printed code, so that a forgotten password loses nothing."""

from foundation.vault import codes
from foundation.vault.errors import BadCode, CannotOpen
from foundation.vault.holders.unlocked import UnlockedHolder
from foundation.vault.models import Holder
from foundation.vault.primitives import Key, decrypt, digest, encrypt

PERSONAL = "personal"


def wrap_under_code(holder: Holder, unlocked: UnlockedHolder, code: str) -> bytes:
    """The private key of `holder` under the key that `code` (80 random bits, codes.new_code) stands for, for this holder alone.

    Being random the code needs no slow hash; the holder's id and public half keep one guess from serving for several people.
    Raises BadCode, and ValueError when `unlocked` is somebody else.
    """
    if unlocked.holder_id != holder.pk:
        raise ValueError("another holder is unlocked")
    return encrypt(_key(holder, code), unlocked.private_key, _context(holder))


def unlock_with_code(holder: Holder, wrapped: bytes, code: str) -> UnlockedHolder | None:
    """The holder with its private key; None for a code that is malformed or another, an ended holder or a changed value."""
    if holder.ended_at is not None:
        return None
    try:
        return UnlockedHolder(holder.pk, Key(decrypt(_key(holder, code), bytes(wrapped), _context(holder))))
    except (BadCode, CannotOpen):
        return None


def _key(holder: Holder, code: str) -> Key:
    seed = codes.derive(code, PERSONAL).seed
    return Key(digest(seed + holder.pk.bytes + bytes(holder.public_key), "personal.key"))


def _context(holder: Holder) -> bytes:
    return b"vault personal 1" + holder.pk.bytes + bytes(holder.public_key)
