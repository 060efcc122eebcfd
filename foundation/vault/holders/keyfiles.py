"""The institution's two pairs that live in files outside database, media and backup: recovery and dispatch."""

import os
import re
from datetime import datetime
from pathlib import Path

from django.db import transaction

from foundation.vault.enums import HolderKind
from foundation.vault.errors import KeyFileRefused
from foundation.vault.holders.unlocked import UnlockedHolder, fingerprint
from foundation.vault.models import Holder
from foundation.vault.primitives import KEY_BYTES, Key, new_key, public_half

_FORMAT = re.compile(
    r"pengaduan vault key 1\nkind (?P<kind>[a-z]+)\nprivate (?P<private>[0-9a-f]{64})\nfingerprint (?P<mark>[0-9A-Z ]{19})\n"
)


def make_recovery_holder(path: Path, *, at: datetime) -> Holder:
    """The recovery pair: its private half goes once into `path` (mode 0600) to be carried off, only its public half is stored.

    An existing file is never overwritten: it is taken as the pair. The living holder of that pair is returned as it is.
    Raises KeyFileRefused for a file that is not a recovery key.
    """
    return _make(HolderKind.RECOVERY, path, at=at)


def make_dispatch_holder(path: Path, *, at: datetime) -> Holder:
    """The dispatch pair, opened by the worker of the queue `dispatch` alone; otherwise as `make_recovery_holder`."""
    return _make(HolderKind.DISPATCH, path, at=at)


def unlock_key_file(path: Path) -> UnlockedHolder:
    """The holder whose private key lies in `path`. Raises KeyFileRefused when the file or its holder is missing or damaged."""
    kind, private = _read(path)
    holder_id = Holder.objects.filter(kind=kind, public_key=public_half(private)).values_list("pk", flat=True).first()
    if holder_id is None:
        raise KeyFileRefused(f"{path} belongs to no holder of this database")
    return UnlockedHolder(holder_id, private)


@transaction.atomic
def _make(kind: HolderKind, path: Path, *, at: datetime) -> Holder:
    _write_once(kind, path)
    found, private = _read(path)
    if found != kind:
        raise KeyFileRefused(f"{path} is a key of another kind")
    holder, _ = Holder.objects.get_or_create(kind=kind, public_key=public_half(private), defaults={"created_at": at})
    return holder


def _write_once(kind: HolderKind, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    private = new_key()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        mark = fingerprint(public_half(private))
        file.write(f"pengaduan vault key 1\nkind {kind.value}\nprivate {private.hex()}\nfingerprint {mark}\n")
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> tuple[str, Key]:
    try:
        found = _FORMAT.fullmatch(path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError):
        # The decoding error would carry the whole file.
        raise KeyFileRefused(f"{path} can't be read") from None
    if found is None:
        raise KeyFileRefused(f"{path} is not a vault key")
    private = Key(bytes.fromhex(found["private"]))
    if len(private) != KEY_BYTES or fingerprint(public_half(private)) != found["mark"]:
        raise KeyFileRefused(f"{path} is damaged: its fingerprint does not fit")
    return found["kind"], private
