"""The few libsodium calls the vault composes, through PyNaCl: nothing here invents cryptography.

Symmetric: XChaCha20-Poly1305 (IETF). Key pairs: X25519 with sealed boxes. Keyed derivations: BLAKE2b with `person`.
"""

from typing import Any, Final, NoReturn, Self

import nacl.bindings as sodium
import nacl.utils
from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b

from foundation.vault.errors import CannotOpen

KEY_BYTES: Final = 32
NONCE_BYTES: Final = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_REFUSALS: Final = (CryptoError, TypeError, ValueError)
"""What PyNaCl raises for a forged value, and for one of an impossible length."""
BOX_OVERHEAD: Final = sodium.crypto_box_SEALBYTES


class Key(bytes):
    """Secret bytes that never print, never pickle and so reach no log, error report, session, cache or task by accident."""

    def __repr__(self) -> str:
        """Says only that a key stands here."""
        return "<key>"

    def __str__(self) -> str:
        """Says only that a key stands here."""
        return "<key>"

    def __copy__(self) -> Self:
        """Itself: it can't change."""
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        """Itself: it can't change."""
        return self

    def __reduce_ex__(self, _protocol: Any) -> NoReturn:
        """Raises TypeError: keys are not serialised."""
        raise TypeError("a key can't be pickled")


def new_key() -> Key:
    """32 random bytes."""
    return Key(nacl.utils.random(KEY_BYTES))


def subkey(key: bytes, purpose: str) -> Key:
    """The 32-byte key that `key` has for one purpose (at most 16 ASCII characters): keyed BLAKE2b, `person` = purpose."""
    return Key(blake2b(b"", digest_size=KEY_BYTES, key=key, person=purpose.encode("ascii"), encoder=RawEncoder))


def digest(data: bytes, purpose: str, size: int = KEY_BYTES) -> bytes:
    """An unkeyed BLAKE2b hash of `data`, `size` bytes long, set apart by its purpose (at most 16 ASCII characters)."""
    return blake2b(data, digest_size=size, person=purpose.encode("ascii"), encoder=RawEncoder)


def keyed_digest(key: bytes, data: bytes, purpose: str) -> bytes:
    """32 bytes of BLAKE2b over `data` under a secret key, set apart by its purpose (at most 16 ASCII characters)."""
    return blake2b(data, digest_size=KEY_BYTES, key=key, person=purpose.encode("ascii"), encoder=RawEncoder)


def encrypt(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """Nonce ‖ ciphertext ‖ tag, with a random 24-byte nonce; `context` is authenticated and not stored."""
    nonce = nacl.utils.random(NONCE_BYTES)
    return nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, context, nonce, key)


def decrypt(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """What `encrypt` sealed. Raises CannotOpen for another key, another context or a changed or cut value."""
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, context, nonce, key)
    except _REFUSALS:
        raise CannotOpen("a sealed value does not open") from None


def key_pair(seed: bytes) -> tuple[bytes, Key]:
    """The X25519 pair (public, private) of a 32-byte seed."""
    public, private = sodium.crypto_box_seed_keypair(seed)
    return public, Key(private)


def public_half(private_key: bytes) -> bytes:
    """The X25519 public key of a private one."""
    return sodium.crypto_scalarmult_base(private_key)


def seal_to(public_key: bytes, message: bytes) -> bytes:
    """A sealed box: only the private half of `public_key` opens it, not even its sender."""
    return sodium.crypto_box_seal(message, public_key)


def takes_seals(public_key: bytes) -> bool:
    """Whether something can be sealed to these bytes; libsodium refuses points of small order, as all zeros are."""
    try:
        return bool(seal_to(public_key, b""))
    except _REFUSALS:
        return False


def open_box(public_key: bytes, private_key: bytes, box: bytes) -> bytes:
    """What `seal_to` sealed. Raises CannotOpen when the pair does not fit or the box was changed."""
    try:
        return sodium.crypto_box_seal_open(box, public_key, private_key)
    except _REFUSALS:
        raise CannotOpen("a sealed box does not open") from None


def same(one: bytes, other: bytes) -> bool:
    """Whether two values are equal, in constant time."""
    return sodium.sodium_memcmp(one, other)
