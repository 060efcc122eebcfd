"""A private key between two requests, in two halves: ciphertext in the session store, its key W in a cookie.

A stolen session store opens nothing, and neither does a stolen cookie. What is kept between the password and the second
factor is wrapped for another use, so that it opens as no session key, wherever somebody puts it.
"""

import base64
import binascii
import uuid

from foundation.vault.errors import CannotOpen
from foundation.vault.holders.unlocked import UnlockedHolder
from foundation.vault.primitives import KEY_BYTES, Key, decrypt, encrypt, new_key

_CONTEXT = b"vault session 1"
_HALF_WAY = b"vault half way 1"
_ID_BYTES = 16


def wrap_for_session(unlocked: UnlockedHolder, *, half_way: bool = False) -> tuple[str, str]:
    """(ciphertext for the session store, W for the cookie), both URL-safe text; W is new each time.

    `half_way`: the password was right and the second factor is still to come.
    """
    w = new_key()
    return _text(encrypt(w, unlocked.holder_id.bytes + unlocked.private_key, _HALF_WAY if half_way else _CONTEXT)), _text(w)


def unwrap_from_session(ciphertext: str, w: str, *, half_way: bool = False) -> UnlockedHolder | None:
    """The unlocked holder; None when either half is missing, damaged, from another login or wrapped for the other use."""
    try:
        plain = decrypt(Key(_raw(w)), _raw(ciphertext), _HALF_WAY if half_way else _CONTEXT)
    except (CannotOpen, binascii.Error, ValueError, AttributeError):
        return None
    if len(plain) != _ID_BYTES + KEY_BYTES:
        return None
    return UnlockedHolder(uuid.UUID(bytes=plain[:_ID_BYTES]), Key(plain[_ID_BYTES:]))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii")


def _raw(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
