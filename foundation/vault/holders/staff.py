"""Staff key pairs: the private half lies wrapped under a key stretched from the password."""

import threading
import uuid
from datetime import datetime

import nacl.utils
from django.conf import settings
from django.db import transaction
from nacl.pwhash import argon2id

from foundation.vault.enums import HolderKind
from foundation.vault.errors import CannotOpen, WrongPassword
from foundation.vault.holders.unlocked import UnlockedHolder
from foundation.vault.models import Holder
from foundation.vault.primitives import KEY_BYTES, Key, decrypt, encrypt, key_pair, new_key

PASSWORD_OPS = 3
PASSWORD_MEMORY = 64 * 1024 * 1024
STRETCHING_AT_ONCE = 2
_stretching = threading.BoundedSemaphore(STRETCHING_AT_ONCE)
"""Each pass takes 64 MiB: a burst of logins waits its turn instead of taking the machine's memory."""


def make_staff_holder(password: str, *, at: datetime) -> Holder:
    """A new stored key pair, openable with `password` alone."""
    public, private = key_pair(new_key())
    holder = Holder(id=uuid.uuid4(), kind=HolderKind.STAFF, public_key=public, created_at=at)
    _wrap(holder, private, password)
    holder.save(force_insert=True)
    return holder


def unlock(holder: Holder, password: str) -> UnlockedHolder:
    """The holder with its private key. Takes 0.1 to 0.3 s of Argon2id.

    Raises WrongPassword for another password, an ended holder, or a row whose keys were changed or swapped.
    """
    if holder.kind != HolderKind.STAFF or holder.ended_at is not None:
        raise WrongPassword("this holder has no password")
    if holder.salt is None or holder.wrapped_key is None or holder.stretch_ops is None or holder.stretch_memory is None:
        raise WrongPassword("this holder was changed")
    stretched = _stretch(password, bytes(holder.salt), ops=holder.stretch_ops, memory=holder.stretch_memory)
    try:
        private = Key(decrypt(stretched, bytes(holder.wrapped_key), _context(holder)))
    except CannotOpen:
        raise WrongPassword("the password does not unlock this holder") from None
    return UnlockedHolder(holder.pk, private)


def pretend_to_unlock(password: str) -> None:
    """One pass as `unlock` takes it, opening nothing: so that a refusal costs the same whether or not there was a key to open."""
    _stretch(password, nacl.utils.random(argon2id.SALTBYTES), ops=_ops(), memory=_memory())


@transaction.atomic
def rewrap(holder: Holder, unlocked: UnlockedHolder, new_password: str) -> None:
    """Wrap the same private key under another password; grants stay as they are.

    Raises WrongPassword when `unlocked` is somebody else.
    """
    if unlocked.holder_id != holder.pk:
        raise WrongPassword("another holder is unlocked")
    _wrap(holder, unlocked.private_key, new_password)
    holder.save(update_fields=["wrapped_key", "salt", "stretch_ops", "stretch_memory"])


def end_holder(holder: Holder, *, at: datetime) -> None:
    """End a key pair: it opens nothing and nothing is sealed to it any more. Its row stays."""
    holder.ended_at = at
    holder.save(update_fields=["ended_at"])


def _wrap(holder: Holder, private: Key, password: str) -> None:
    holder.salt = nacl.utils.random(argon2id.SALTBYTES)
    holder.stretch_ops, holder.stretch_memory = _ops(), _memory()
    stretched = _stretch(password, holder.salt, ops=holder.stretch_ops, memory=holder.stretch_memory)
    holder.wrapped_key = encrypt(stretched, private, _context(holder))


def _ops() -> int:
    return int(getattr(settings, "VAULT_PASSWORD_OPS", PASSWORD_OPS))


def _memory() -> int:
    return int(getattr(settings, "VAULT_PASSWORD_MEMORY", PASSWORD_MEMORY))


def _stretch(password: str, salt: bytes, *, ops: int, memory: int) -> Key:
    with _stretching:
        return Key(argon2id.kdf(KEY_BYTES, password.encode("utf-8", "surrogatepass"), salt, opslimit=ops, memlimit=memory))


def _context(holder: Holder) -> bytes:
    return b"vault holder 1" + holder.pk.bytes + bytes(holder.public_key)
