"""The server's key, which lives outside database, media and backup, and the keys derived from it."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from nacl.encoding import RawEncoder
from nacl.hash import blake2b
from nacl.signing import SigningKey

KEY_SIZE = 32
LONGEST_PURPOSE = 16
"""BLAKE2b's `person` field has sixteen bytes."""


class ServerKeyMissing(Exception):
    """SERVER_KEY_FILE names no file with exactly 32 bytes. The message names the path, never a byte of the key."""


def make_server_key(path: Path) -> None:
    """Write 32 random bytes to `path`, readable by its owner alone; an existing key is left as it is."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_SIZE))


def derived_key(purpose: str) -> bytes:
    """The 32-byte key of one purpose: BLAKE2b keyed with the server's key, `person` = purpose.

    Raises ValueError for a purpose that is not 1 to 16 ASCII characters, ServerKeyMissing without a usable file.
    """
    if not purpose.isascii() or not 1 <= len(purpose) <= LONGEST_PURPOSE:
        raise ValueError(f"a purpose is 1 to {LONGEST_PURPOSE} ASCII characters")
    return blake2b(b"", digest_size=KEY_SIZE, key=_server_key(), person=purpose.encode(), encoder=RawEncoder)


def checkpoint_signing_key() -> SigningKey:
    """The Ed25519 key that signs checkpoints. Raises ServerKeyMissing without a usable file."""
    return SigningKey(derived_key("audit.checkpoint"))


def _server_key() -> bytes:
    path = Path(settings.SERVER_KEY_FILE)
    try:
        key = path.read_bytes()
    except OSError as error:
        raise ServerKeyMissing(f"SERVER_KEY_FILE {path} can't be read: {error.strerror}") from error
    if len(key) != KEY_SIZE:
        raise ServerKeyMissing(f"SERVER_KEY_FILE {path} must hold exactly {KEY_SIZE} bytes")
    return key
