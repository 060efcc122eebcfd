"""Sealed files on disk: a libsodium secretstream under a key of its own, written whole or not at all.

    4 "PVF1" ‖ 24 header ‖ chunks of 1 MiB ‖ one last, shorter chunk, padded to a size class and tagged FINAL

The name of a file is a random UUID and is authenticated with every chunk. Its key is sealed in the row that owns it.
"""

import contextlib
import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

import nacl.bindings as sodium
from django.conf import settings
from nacl.exceptions import CryptoError

from foundation.vault.envelopes import SMALLEST_CLASS, unpadded
from foundation.vault.errors import CannotOpen
from foundation.vault.primitives import Key

CHUNK_BYTES: Final = 1024 * 1024
MAGIC: Final = b"PVF1"
UNFINISHED: Final = ".part"
_HEADER_BYTES: Final = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_OVERHEAD: Final = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_MORE: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL


@dataclass(frozen=True)
class StoredFile:
    """A sealed file: `name` on disk, its `key`, and the SHA-256 (hex) and size in bytes of what was sealed.

    All but the name belong into a SealedField of the row that owns the file, the key as its `hex()`.
    """

    name: str
    key: Key = field(repr=False)
    sha256: str
    size: int


class SealingWriter:
    """Seals what is written to it; `finish` puts the file in its place, `close` before that leaves nothing behind."""

    def __init__(self) -> None:
        self.name = str(uuid.uuid4())
        self.size = 0
        self._key = Key(sodium.crypto_secretstream_xchacha20poly1305_keygen())
        self._hash = hashlib.sha256()
        self._waiting = bytearray()
        self._path = path_of(self.name)
        self._unfinished = self._path.with_suffix(UNFINISHED)
        self._unfinished.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file: BinaryIO | None = _exclusive(self._unfinished)
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        header = sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, self._key)
        self._file.write(MAGIC + header)

    def __repr__(self) -> str:
        """Names the file, never its key."""
        return f"<SealingWriter {self.name}>"

    def __del__(self) -> None:
        """An upload whose connection broke off is never finished: its half file goes."""
        self.close()

    def write(self, data: bytes) -> None:
        """Seal more bytes. Raises OSError when the disk refuses."""
        self.size += len(data)
        self._hash.update(data)
        self._waiting += data
        while len(self._waiting) >= CHUNK_BYTES:
            self._push(bytes(self._waiting[:CHUNK_BYTES]), _MORE)
            del self._waiting[:CHUNK_BYTES]

    def finish(self) -> StoredFile:
        """Write the last chunk, bring everything to the disk and give the file its name."""
        last = bytes(self._waiting)
        self._push(sodium.sodium_pad(last, _last_class(len(last))), _FINAL)
        assert self._file is not None
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._file = None
        self._unfinished.rename(self._path)
        bring_to_disk(self._path.parent)
        return StoredFile(self.name, self._key, self._hash.hexdigest(), self.size)

    def close(self) -> None:
        """Give up: remove what was written so far. Nothing happens after `finish`."""
        file: BinaryIO | None = getattr(self, "_file", None)
        if file is not None:
            file.close()
            self._file = None
            self._unfinished.unlink(missing_ok=True)

    def _push(self, chunk: bytes, tag: int) -> None:
        assert self._file is not None
        self._file.write(sodium.crypto_secretstream_xchacha20poly1305_push(self._state, chunk, self.name.encode("ascii"), tag))


def seal_stream(chunks: Iterable[bytes]) -> StoredFile:
    """Seal bytes as they come; nothing stays on disk when an error, also one of `chunks`, breaks it off."""
    writer = SealingWriter()
    with contextlib.closing(writer):
        for chunk in chunks:
            writer.write(chunk)
        return writer.finish()


def open_stream(name: str, key: bytes) -> Iterator[bytes]:
    """The bytes of a sealed file, up to 1 MiB at a time.

    Raises CannotOpen, when the damaged place is reached, for another key, a changed, renamed or cut file or one with
    something behind its end; FileNotFoundError without a file. Whoever must not use a part reads to the end first.
    """
    with path_of(name).open("rb") as file:
        state = _opened(file, key)
        while True:
            chunk = file.read(CHUNK_BYTES + _OVERHEAD)
            try:
                plain, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk, name.encode("ascii"))
            except (CryptoError, ValueError, TypeError):
                raise CannotOpen(f"sealed file {name} is damaged or cut") from None
            if tag == _FINAL:
                break
            yield plain
        if file.read(1):
            raise CannotOpen(f"sealed file {name} goes on behind its end")
        last = unpadded(plain)
        if last:
            yield last


def discard(name: str) -> None:
    """Remove a sealed file; none is fine too."""
    path_of(name).unlink(missing_ok=True)


def is_stored(name: str) -> bool:
    """Whether a finished sealed file of this name lies on the disk. Raises OSError when the disk can't say."""
    return path_of(name).is_file()


def stored_file_names(*, before: datetime | None = None) -> Iterator[str]:
    """Names of the sealed files on disk, of those last written before a moment if one is given; to compare with rows."""
    for path in _all_files():
        if path.suffix != UNFINISHED and (before is None or _is_older(path, before)):
            yield path.name


def discard_unfinished(*, before: datetime) -> int:
    """Remove half files older than a moment, left by a process that was killed; returns how many."""
    stale = [path for path in _all_files() if path.suffix == UNFINISHED and _is_older(path, before)]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def path_of(name: str) -> Path:
    """Where a file lies: MEDIA_ROOT/sealed/ab/<uuid>. Raises ValueError for a name that is not a UUID."""
    plain = str(uuid.UUID(name))
    if plain != name:
        raise ValueError("not the name of a sealed file")
    return _root() / name[:2] / name


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "sealed"


def _all_files() -> Iterator[Path]:
    return (path for path in sorted(_root().glob("??/*")) if path.is_file())


def _is_older(path: Path, moment: datetime) -> bool:
    """Whether a file was last written before a moment; one that has just gone was not."""
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:
        return False


def _opened(file: BinaryIO, key: bytes) -> sodium.crypto_secretstream_xchacha20poly1305_state:
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    front = file.read(len(MAGIC) + _HEADER_BYTES)
    if not front.startswith(MAGIC) or len(front) != len(MAGIC) + _HEADER_BYTES:
        raise CannotOpen("not a sealed file")
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, front[len(MAGIC) :], key)
    return state


def _last_class(length: int) -> int:
    """The size class of the last chunk, which holds less than a full one: a power of two from 64 bytes to 1 MiB."""
    return max(SMALLEST_CLASS, 1 << length.bit_length())


def _exclusive(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def bring_to_disk(folder: Path) -> None:
    """Make a name in a folder survive a power cut, once its file has been written (fsync(2))."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
