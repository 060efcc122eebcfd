"""Reads an archive: verified whole, then laid beside what lives here and checked again, then put in place, the database last.

Whatever is refused leaves the installation as it was: a sealed file never changes, so one that stands here with other
contents is itself a reason to refuse.
"""

import hashlib
import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection

from complaints.models import Complaint
from config.archive import databases
from config.archive.origin import is_of_this_server
from config.archive.writing import FORMAT, MANIFEST, MEDIA, SEAL, ArchiveRefused, Hashing
from foundation.accounts.models import Session, User
from foundation.vault.files import UNFINISHED as UNFINISHED_FILE
from foundation.vault.files import path_of, stored_file_names

UUID_NAME = re.compile(r"media/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BLOCK = 1024 * 1024
BROKEN = (tarfile.TarError, ValueError, LookupError)
"""What tarfile raises for headers that are cut or forged: not all of it is its own error."""


LONGEST_MANIFEST = 256 * 1024 * 1024
"""Bytes; about a million sealed files."""
LONGEST_SEAL = 1024
SCRATCH = ".restore"
"""Below the media, where there is room. Always the same name, so that what a killed process left is taken over by the next."""


@dataclass(frozen=True)
class Verified:
    """What a whole archive says: its parts, its moment, the SHA-256 (hex) of its manifest, and whether this server sealed that."""

    members: dict[str, Any]
    made_at: datetime
    mark: str
    of_this_server: bool


def verify(source: Path) -> Verified:
    """What an archive says whose every member is there and unchanged; changes nothing.

    Whole is not genuine: whoever writes an archive writes its manifest too, see `admit`.
    Raises ArchiveRefused naming the first member that is cut, changed, missing or too much.
    """
    seen: dict[str, dict[str, Any]] = {}
    text = seal = None
    with _opened(source) as archive:
        for name, file in _members(archive):
            passing = Hashing(file)
            if name == SEAL and text is not None and seal is None:
                seal = b"".join(_blocks(name, passing))
            elif name == SEAL or text is not None or name in seen:
                raise ArchiveRefused(f"Arsip berubah: {name} tidak semestinya ada. Tidak ada yang dipulihkan.")
            elif name == MANIFEST:
                text = b"".join(_blocks(name, passing))
            else:
                for _ in _blocks(name, passing):
                    pass
                seen[name] = passing.facts()
    if text is None:
        raise ArchiveRefused("Arsip terpotong: manifest.json tidak ada. Tidak ada yang dipulihkan; pakai salinan lain.")
    manifest = _manifest(text)
    _compare(seen, manifest["members"])
    if manifest["engine"] != connection.vendor or databases.member() not in seen:
        raise ArchiveRefused(f"Arsip ini dari basis data {manifest['engine']}; instalasi ini memakai {connection.vendor}.")
    made_at = datetime.fromisoformat(manifest["made_at"])
    return Verified(manifest["members"], made_at, hashlib.sha256(text).hexdigest(), is_of_this_server(text, seal))


def admit(verified: Verified, *, typed: str) -> None:
    """Let an archive pass that this server sealed, or whose fingerprint somebody typed from the logbook; a typed one always counts.

    Raises ArchiveRefused, before anything is changed.
    """
    given = "".join(typed.split()).lower()
    if given and given != verified.mark:
        raise ArchiveRefused("Sidik yang diketik berbeda dari sidik arsip ini; tidak ada yang diubah. Arsip ini bukan yang tercatat.")
    if not given and not verified.of_this_server:
        raise ArchiveRefused(
            "Asal arsip ini tidak terbukti; tidak ada yang diubah. Ketik sidik yang dicatat dari perintah backup: --fingerprint SIDIK. "
            "Bila server.key yang lama ada, pasang dahulu lalu ulangi."
        )


def is_empty() -> bool:
    """Whether nobody and nothing is here yet: no person, no complaint, no sealed file."""
    tables = set(connection.introspection.table_names())
    models = [model for model in (User, Complaint) if model._meta.db_table in tables]
    return not any(model._base_manager.exists() for model in models) and next(stored_file_names(), None) is None  # noqa: SLF001


def bring_back(source: Path, verified: Verified) -> int:
    """Put media and database of a verified archive in place and end all sessions; returns how many media files it holds.

    Everything is hashed again on its way, in case the medium answers differently the second time. Refused it leaves all as
    it was; killed half-way it has added files that no row names and changed no row: run it again.
    Raises ArchiveRefused, databases.DatabaseRefused.
    """
    staged = _staged(verified)
    scratch = Path(settings.MEDIA_ROOT) / SCRATCH
    dumped = scratch / databases.member()
    try:
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        scratch.mkdir(mode=0o700)
        _stage(source, verified, {databases.member(): dumped, **staged})
        for unfinished in staged.values():
            unfinished.rename(unfinished.with_suffix(""))
        databases.load(dumped)
    except (ArchiveRefused, databases.DatabaseRefused, OSError) as refusal:
        for unfinished in staged.values():
            # None of these stood here before, see _staged.
            unfinished.with_suffix("").unlink(missing_ok=True)
        if isinstance(refusal, OSError):
            raise ArchiveRefused(f"Media tidak dapat ditulis ({refusal.strerror}); tidak ada yang diubah.") from None
        raise
    finally:
        for unfinished in staged.values():
            unfinished.unlink(missing_ok=True)
        shutil.rmtree(scratch, ignore_errors=True)
    if Session._meta.db_table in connection.introspection.table_names():
        # Somebody may have been signed out, reset or ended since the backup: no session of then opens anything now.
        Session.objects.all().delete()
    return len(verified.members) - 1


def _staged(verified: Verified) -> dict[str, Path]:
    """Where each sealed file that is not here yet is written first. Raises ArchiveRefused for one that is here with other contents."""
    staged = {}
    for name in verified.members:
        if name == databases.member():
            continue
        place = path_of(name.removeprefix(MEDIA))
        if not os.path.lexists(place):
            staged[name] = place.with_suffix(UNFINISHED_FILE)
        elif place.is_symlink() or not place.is_file() or _facts(place) != verified.members[name]:
            raise ArchiveRefused(
                f"Berkas {place.name} di instalasi ini berbeda dari yang di arsip; tidak ada yang diubah. "
                "Periksa mana yang benar, pindahkan berkas itu ke luar folder media, lalu ulangi."
            )
    return staged


def _facts(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        passing = Hashing(file)
        while passing.read(BLOCK):
            pass
    return passing.facts()


def _stage(source: Path, verified: Verified, places: Mapping[str, Path]) -> None:
    """Write each member that has a place there, and see that the archive holds what it held; the database is checked at once."""
    seen = set()
    with _opened(source) as archive:
        for name, file in _members(archive):
            if name in (MANIFEST, SEAL):
                continue
            if name in seen or name not in verified.members:
                raise ArchiveRefused(f"Arsip berubah selagi dibaca: {name} tidak semestinya ada; tidak ada yang diubah.")
            seen.add(name)
            if name in places:
                _extract(name, file, places[name], verified.members[name])
            if name == databases.member():
                databases.check(places[name])
    for name in sorted(set(verified.members) - seen):
        raise ArchiveRefused(f"Arsip berubah selagi dibaca: {name} hilang; tidak ada yang diubah. Periksa medianya lalu ulangi.")


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        archive = tarfile.open(source, mode="r:")  # noqa: SIM115
    except OSError as error:
        raise _unreadable(error) from None
    except BROKEN:
        raise ArchiveRefused(f"{source} bukan arsip cadangan, atau terpotong. Tidak ada yang dipulihkan; pakai salinan lain.") from None
    with archive:
        yield archive


def _unreadable(error: OSError) -> ArchiveRefused:
    return ArchiveRefused(f"Arsip tidak dapat dibaca ({error.strerror}); tidak ada yang diubah. Periksa nama, letak, dan medianya.")


def _members(archive: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    """Each member with its contents; names other than those an archive has are refused, so nothing leads out of the media folder."""
    name = "awal arsip"
    while True:
        try:
            info = archive.next()
        except OSError as error:
            raise _unreadable(error) from None
        except BROKEN:
            raise ArchiveRefused(f"Arsip rusak sesudah {name}. Tidak ada yang dipulihkan; pakai salinan lain.") from None
        if info is None:
            return
        name = info.name
        known = name in (MANIFEST, SEAL) or name in databases.MEMBERS.values() or UUID_NAME.fullmatch(name)
        if info.size > {MANIFEST: LONGEST_MANIFEST, SEAL: LONGEST_SEAL}.get(name, info.size):
            raise ArchiveRefused(f"{name} terlalu besar. Tidak ada yang dipulihkan; pakai salinan lain.")
        file = archive.extractfile(info) if info.isreg() and known and not _is_sparse(info) else None
        if file is None:
            raise ArchiveRefused(f"Arsip berubah: {name} tidak semestinya ada. Tidak ada yang dipulihkan.")
        yield name, file


def _is_sparse(info: tarfile.TarInfo) -> bool:
    """Whether a member says that it is larger than its bytes: reading it would fill memory and disk out of nothing."""
    return info.issparse() or any(key.startswith("GNU.sparse") for key in info.pax_headers)


def _blocks(name: str, passing: Hashing) -> Iterator[bytes]:
    while True:
        try:
            data = passing.read(BLOCK)
        except OSError as error:
            raise _unreadable(error) from None
        except BROKEN:
            raise ArchiveRefused(f"Arsip terpotong di dalam {name}. Tidak ada yang dipulihkan; pakai salinan lain.") from None
        if not data:
            return
        yield data


def _manifest(text: bytes) -> dict[str, Any]:
    try:
        facts = json.loads(text)
        datetime.fromisoformat(facts["made_at"])
        if facts["format"] == FORMAT and isinstance(facts["members"], dict) and isinstance(facts["engine"], str):
            return dict(facts)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise ArchiveRefused("manifest.json rusak atau dari versi lain. Tidak ada yang dipulihkan; pakai salinan lain.")


def _compare(seen: dict[str, dict[str, Any]], promised: dict[str, Any]) -> None:
    for name in sorted({*seen, *promised}):
        if name not in seen:
            raise ArchiveRefused(f"Arsip tidak lengkap: {name} hilang. Tidak ada yang dipulihkan; pakai salinan lain.")
        if seen[name] != promised.get(name):
            raise ArchiveRefused(f"Arsip berubah: isi {name} tidak sama dengan manifest. Tidak ada yang dipulihkan; pakai salinan lain.")


def _extract(name: str, file: IO[bytes], place: Path, promised: dict[str, Any]) -> None:
    """Into a new file that is brought to the disk. What a killed process left there is removed, never written through."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.unlink(missing_ok=True)
    passing = Hashing(file)
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        for data in _blocks(name, passing):
            target.write(data)
        target.flush()
        os.fsync(target.fileno())
    if passing.facts() != promised:
        raise ArchiveRefused(f"Isi {name} berubah selagi dibaca; tidak ada yang diubah. Periksa medianya lalu ulangi.")
