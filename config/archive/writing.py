"""Writes an archive: the database first, the media second (a file without a row is harmless), the manifest last.

    database.sqlite3 | database.pgdump
    media/<uuid>            each sealed file, as it lies on the disk
    manifest.json           format, engine, moment, and the SHA-256 and size of each member
    manifest.hmac           the manifest under the server's key: who has no such key makes no archive that passes for this server's

It is written beside its place under another name, brought to the disk and renamed at the end: a killed process leaves
no file that looks whole. Only the database and sealed files that the vault names are taken, so no key can get in.
"""

import fcntl
import hashlib
import io
import json
import os
import shutil
import stat
import tarfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from django.db import connection

from config.archive import databases
from config.archive.origin import seal_of
from foundation.vault.files import bring_to_disk, path_of, stored_file_names

FORMAT = "pengaduan backup 1"
MANIFEST = "manifest.json"
SEAL = "manifest.hmac"
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
        _clear(unfinished, target)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except FileExistsError:
        raise _being_written(target) from None
    except OSError:
        raise ArchiveRefused(f"{target} tidak dapat ditulis. Pilih folder lain.") from None
    with os.fdopen(descriptor, "wb") as file:
        _alone(file.fileno(), unfinished, target)
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
    bring_to_disk(target.parent)
    return mark


def _clear(unfinished: Path, target: Path) -> None:
    """Remove what a killed backup left, once nobody holds it; whatever else waits under the name is left and nothing is written."""
    try:
        descriptor = os.open(unfinished, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return
    except OSError:
        raise _not_ours(unfinished) from None
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode) or facts.st_uid != os.geteuid() or facts.st_nlink > 1:
            raise _not_ours(unfinished)
        _alone(descriptor, unfinished, target)
        unfinished.unlink()
    finally:
        os.close(descriptor)


def _alone(descriptor: int, unfinished: Path, target: Path) -> None:
    """The lock, on a file that still has its unfinished name: what another process has just renamed must not be removed."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mine = os.path.samestat(os.fstat(descriptor), unfinished.lstat())
    except OSError:
        mine = False
    if not mine or target.exists():
        raise _being_written(target) from None


def _being_written(target: Path) -> ArchiveRefused:
    return ArchiveRefused(f"{target} sedang ditulis oleh perintah backup yang lain.")


def _not_ours(unfinished: Path) -> ArchiveRefused:
    return ArchiveRefused(f"{unfinished} bukan sisa perintah backup. Periksa dari mana asalnya, hapus, lalu ulangi.")


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
        for name, content in ((MANIFEST, text), (SEAL, seal_of(text))):
            if content is not None:
                info = tarfile.TarInfo(name)
                info.size, info.mode = len(content), 0o600
                archive.addfile(info, io.BytesIO(content))
    return hashlib.sha256(text).hexdigest()


def _add(archive: tarfile.TarFile, name: str, path: Path) -> dict[str, Any]:
    with path.open("rb") as source:
        info = tarfile.TarInfo(name)
        info.size, info.mode = os.fstat(source.fileno()).st_size, 0o600
        passing = Hashing(source)
        archive.addfile(info, passing)
        return passing.facts()
