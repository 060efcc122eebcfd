"""Writes an archive: the database first, the media second (a file without a row is harmless), the manifest last.

    database.sqlite3 | database.pgdump
    media/<uuid>            each sealed file, as it lies on the disk
    manifest.json           format, engine, moment, and the SHA-256 and size of each member

It is written beside its place under another name, brought to the disk and renamed at the end: a killed process leaves
no file that looks whole. Only the database and sealed files that the vault names are taken, so no key can get in.
"""

import fcntl
import hashlib
import io
import json
import os
import shutil
import tarfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from django.db import connection

from config.archive import databases
from foundation.vault.files import path_of, stored_file_names

FORMAT = "pengaduan backup 1"
MANIFEST = "manifest.json"
MEDIA = "media/"
UNFINISHED = ".partial"
SCRATCH = ".partial.d"
"""Always the same names, so that what a killed process left is taken over by the next."""


class ArchiveRefused(Exception):
    """The archive can't be written or read; the message says in Indonesian why and what to do."""


class Hashing:
    """A file that is read once: what passes through is counted and hashed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self.size = file, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._file.read(size)
        self._hash.update(data)
        self.size += len(data)
        return data

    def facts(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {"sha256": self._hash.hexdigest(), "size": self.size}


def write_archive(target: Path, *, at: datetime) -> str:
    """Write a new archive to `target`; returns the SHA-256 (hex) of its manifest, for writing down.

    Streams: memory does not grow with the media. Raises ArchiveRefused, also when the file exists or another backup
    writes it, and databases.DatabaseRefused; then nothing is left under either name.
    """
    if target.exists():
        raise ArchiveRefused(f"{target} sudah ada. Pilih nama lain: cadangan tidak pernah menimpa cadangan.")
    unfinished, scratch = target.with_name(target.name + UNFINISHED), target.with_name(target.name + SCRATCH)
    try:
        # Not O_EXCL: a process that was killed leaves its half file, which the next one overwrites once nobody holds it.
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600)
    except OSError:
        raise ArchiveRefused(f"{target} tidak dapat ditulis. Pilih folder lain.") from None
    with os.fdopen(descriptor, "wb") as file:
        _alone(file, unfinished, target)
        file.truncate()
        try:
            mark = _fill(file, scratch, at=at)
            file.flush()
            os.fsync(file.fileno())
            unfinished.rename(target)
        except OSError as error:
            raise ArchiveRefused(f"{target} tidak dapat ditulis ({error.strerror}). Kosongkan media atau pilih folder lain.") from None
        finally:
            unfinished.unlink(missing_ok=True)
            shutil.rmtree(scratch, ignore_errors=True)
    _bring_to_disk(target.parent)
    return mark


def _alone(file: BinaryIO, unfinished: Path, target: Path) -> None:
    """The lock, on a file that still has its unfinished name: what another process has just renamed must not be cut."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mine = os.path.samestat(os.fstat(file.fileno()), unfinished.stat())
    except OSError:
        mine = False
    if not mine or target.exists():
        raise ArchiveRefused(f"{target} sedang ditulis oleh perintah backup yang lain.") from None


def _fill(file: BinaryIO, scratch: Path, *, at: datetime) -> str:
    members: dict[str, dict[str, Any]] = {}
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    dumped = scratch / databases.member()
    databases.dump(dumped)
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        members[databases.member()] = _add(archive, databases.member(), dumped)
        dumped.unlink()
        for name in stored_file_names():
            # Names that are no sealed file's are nobody's; a file may go between listing and reading, its row is gone then too.
            try:
                members[MEDIA + name] = _add(archive, MEDIA + name, path_of(name))
            except (ValueError, FileNotFoundError):
                continue
        text = json.dumps(
            {"format": FORMAT, "engine": connection.vendor, "made_at": at.isoformat(), "members": members}, indent=1, sort_keys=True
        ).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(text), 0o600
        archive.addfile(info, io.BytesIO(text))
    return hashlib.sha256(text).hexdigest()


def _add(archive: tarfile.TarFile, name: str, path: Path) -> dict[str, Any]:
    with path.open("rb") as source:
        info = tarfile.TarInfo(name)
        info.size, info.mode = os.fstat(source.fileno()).st_size, 0o600
        passing = Hashing(source)
        archive.addfile(info, passing)
        return passing.facts()


def _bring_to_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
