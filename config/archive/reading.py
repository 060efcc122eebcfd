"""Reads an archive: verified whole before anything is changed, then media file by file, the database last and at once."""

import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection

from complaints.models import Complaint
from config.archive import databases
from config.archive.writing import FORMAT, MANIFEST, MEDIA, ArchiveRefused, Hashing
from foundation.accounts.models import User
from foundation.vault.files import UNFINISHED as UNFINISHED_FILE
from foundation.vault.files import path_of, stored_file_names

UUID_NAME = re.compile(r"media/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BLOCK = 1024 * 1024


def verify(source: Path) -> dict[str, Any]:
    """The manifest of an archive whose every member is there and unchanged; changes nothing.

    Raises ArchiveRefused naming the first member that is cut, changed, missing or too much.
    """
    seen: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    with _opened(source) as archive:
        for name, file in _members(archive):
            if manifest is not None or name in seen:
                raise ArchiveRefused(f"Arsip berubah: {name} tidak semestinya ada. Tidak ada yang dipulihkan.")
            if name == MANIFEST:
                manifest = _manifest(b"".join(_blocks(name, Hashing(file))))
                continue
            passing = Hashing(file)
            for _ in _blocks(name, passing):
                pass
            seen[name] = passing.facts()
    if manifest is None:
        raise ArchiveRefused("Arsip terpotong: manifest.json tidak ada. Tidak ada yang dipulihkan; pakai salinan lain.")
    _compare(seen, manifest["members"])
    if manifest["engine"] != connection.vendor or databases.member() not in seen:
        raise ArchiveRefused(f"Arsip ini dari basis data {manifest['engine']}; instalasi ini memakai {connection.vendor}.")
    return manifest


def is_empty() -> bool:
    """Whether nobody and nothing is here yet: no person, no complaint, no sealed file."""
    tables = set(connection.introspection.table_names())
    models = [model for model in (User, Complaint) if model._meta.db_table in tables]
    return not any(model._base_manager.exists() for model in models) and next(stored_file_names(), None) is None  # noqa: SLF001


def bring_back(source: Path, manifest: dict[str, Any]) -> int:
    """Put media and database of a verified archive in place; returns how many media files.

    Everything is hashed again on its way, in case the medium answers differently the second time. Killed half-way it has
    added files that no row names and changed no row: run it again. Raises ArchiveRefused, databases.DatabaseRefused.
    """
    count = 0
    dumped = Path(settings.MEDIA_ROOT) / f".{databases.member()}"
    try:
        with _opened(source) as archive:
            for name, file in _members(archive):
                if name == MANIFEST:
                    continue
                place = dumped if name == databases.member() else path_of(name.removeprefix(MEDIA))
                _extract(name, file, place, manifest["members"][name])
                count += place != dumped
        databases.load(dumped)
    finally:
        dumped.unlink(missing_ok=True)
    return count


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source, mode="r:") as archive:
            yield archive
    except OSError:
        raise ArchiveRefused(f"{source} tidak dapat dibaca. Periksa nama, letak, dan medianya.") from None
    except tarfile.TarError:
        raise ArchiveRefused(f"{source} bukan arsip cadangan, atau terpotong. Tidak ada yang dipulihkan; pakai salinan lain.") from None


def _members(archive: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    """Each member with its contents; names other than those an archive has are refused, so nothing leads out of the media folder."""
    name = "awal arsip"
    while True:
        try:
            info = archive.next()
        except tarfile.TarError:
            raise ArchiveRefused(f"Arsip rusak sesudah {name}. Tidak ada yang dipulihkan; pakai salinan lain.") from None
        if info is None:
            return
        name = info.name
        known = name == MANIFEST or name in databases.MEMBERS.values() or UUID_NAME.fullmatch(name)
        file = archive.extractfile(info) if info.isreg() and known else None
        if file is None:
            raise ArchiveRefused(f"Arsip berubah: {name} tidak semestinya ada. Tidak ada yang dipulihkan.")
        yield name, file


def _blocks(name: str, passing: Hashing) -> Iterator[bytes]:
    try:
        while data := passing.read(BLOCK):
            yield data
    except tarfile.TarError:
        raise ArchiveRefused(f"Arsip terpotong di dalam {name}. Tidak ada yang dipulihkan; pakai salinan lain.") from None


def _manifest(text: bytes) -> dict[str, Any]:
    try:
        facts = json.loads(text)
        if facts["format"] == FORMAT and isinstance(facts["members"], dict) and isinstance(facts["engine"], str):
            return dict(facts)
    except (ValueError, KeyError, TypeError):
        pass
    raise ArchiveRefused("manifest.json rusak atau dari versi lain. Tidak ada yang dipulihkan; pakai salinan lain.")


def _compare(seen: dict[str, dict[str, Any]], promised: dict[str, Any]) -> None:
    for name in sorted({*seen, *promised}):
        if name not in seen:
            raise ArchiveRefused(f"Arsip tidak lengkap: {name} hilang. Tidak ada yang dipulihkan; pakai salinan lain.")
        if seen[name] != promised.get(name):
            raise ArchiveRefused(f"Arsip berubah: isi {name} tidak sama dengan manifest. Tidak ada yang dipulihkan; pakai salinan lain.")


def _extract(name: str, file: IO[bytes], place: Path, promised: dict[str, Any]) -> None:
    """Whole under its own name or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = place.with_suffix(UNFINISHED_FILE)
    passing = Hashing(file)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        for data in _blocks(name, passing):
            target.write(data)
        target.flush()
        os.fsync(target.fileno())
    if passing.facts() != promised:
        unfinished.unlink()
        raise ArchiveRefused(f"Isi {name} berubah selagi dibaca. Basis data tidak diubah; periksa medianya lalu ulangi.")
    unfinished.replace(place)
