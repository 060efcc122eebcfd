"""A restore that is refused leaves the living installation as it was, whatever the archive or its medium answers."""

import hashlib
import sqlite3
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from config.archive import databases, reading
from config.archive.databases import DatabaseRefused
from config.archive.writing import MANIFEST, ArchiveRefused
from foundation.accounts.models import User
from foundation.vault.files import path_of
from tests.config.archive.test_archive import archive, forged, media, names, rewritten

__all__ = ["archive", "media"]

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="a database file of SQLite")


def living(media: Path) -> dict[str, bytes]:
    return {str(path.relative_to(media)): path.read_bytes() for path in sorted(media.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("left", ["manifest alone", "no media", "no database"])
def test_an_archive_that_answers_differently_the_second_time_changes_nothing(archive, media, left):
    verified = reading.verify(archive)
    kept = {"manifest alone": {MANIFEST}, "no media": {MANIFEST, databases.member()}, "no database": set(names(archive)[1:])}[left]
    other = rewritten(archive, lambda name, content: content if name in kept else None)
    for name in names(archive)[1:2]:
        path_of(name.removeprefix("media/")).unlink()
    before = living(media)

    with pytest.raises(ArchiveRefused, match="tidak ada yang diubah"):
        reading.bring_back(other, verified)

    assert (User.objects.get().username, living(media)) == ("ada", before)


def test_a_member_the_manifest_does_not_know_is_refused_the_second_time(archive, media):
    verified = reading.verify(archive)
    victim = names(archive)[1]
    del verified.members[victim]
    before = living(media)

    with pytest.raises(ArchiveRefused, match=victim):
        reading.bring_back(archive, verified)
    assert living(media) == before


@sqlite_only
def test_a_database_file_that_is_not_there_or_holds_nothing_of_ours_is_refused_and_not_made(transactional_db, tmp_path):
    missing, foreign = tmp_path / "missing.sqlite3", tmp_path / "foreign.sqlite3"
    with sqlite3.connect(foreign) as made:
        made.execute("CREATE TABLE other (id)")
    for path in (missing, foreign):
        with pytest.raises(DatabaseRefused, match="tidak ada yang diubah"):
            databases.load(path)
    assert not missing.exists()


def test_a_refused_database_leaves_the_media_as_they_were(archive, media):
    lost = names(archive)[2].removeprefix("media/")
    path_of(lost).unlink()
    before = living(media)
    changed, mark = forged(archive, databases.member(), b"bukan basis data" * 100)

    with pytest.raises(CommandError, match="tidak ada yang diubah"):
        call_command("restore", changed, replace=True, fingerprint=mark)

    assert (living(media), User.objects.get().username) == (before, "ada")


def test_a_load_that_fails_takes_the_added_files_back(archive, media, monkeypatch):
    path_of(names(archive)[2].removeprefix("media/")).unlink()
    before = living(media)

    def refuse(_source):
        raise DatabaseRefused("penuh; tidak ada yang diubah")

    monkeypatch.setattr(databases, "load", refuse)
    with pytest.raises(CommandError, match="penuh"):
        call_command("restore", archive, replace=True)
    assert living(media) == before


def test_a_sealed_file_is_never_replaced_by_another_of_its_name(archive, media):
    here = path_of(names(archive)[1].removeprefix("media/"))
    path_of(names(archive)[2].removeprefix("media/")).unlink()
    here.write_bytes(b"berkas yang hidup")
    User.objects.update(full_name="Lain Contoh")
    before = living(media)

    with pytest.raises(CommandError, match=rf"{here.name}.*berbeda.*tidak ada yang diubah"):
        call_command("restore", archive, replace=True)

    assert (living(media), User.objects.get().full_name) == (before, "Lain Contoh")


def test_a_half_file_that_waits_as_a_link_is_not_written_through(archive, media, tmp_path):
    lost = path_of(names(archive)[1].removeprefix("media/"))
    lost.unlink()
    (tmp_path / "victim").write_bytes(b"milik lain")
    lost.with_suffix(".part").symlink_to(tmp_path / "victim")

    call_command("restore", archive, replace=True)

    assert ((tmp_path / "victim").read_bytes(), lost.is_symlink(), lost.is_file()) == (b"milik lain", False, True)


@sqlite_only
def test_the_copy_of_the_database_is_readable_by_its_owner_alone(archive, media, tmp_path, monkeypatch):
    databases.dump(tmp_path / "dumped")
    modes = []
    monkeypatch.setattr(databases, "load", lambda source: modes.append(source.stat().st_mode & 0o777))

    call_command("restore", archive, replace=True)

    assert [oct(mode) for mode in (*modes, (tmp_path / "dumped").stat().st_mode & 0o777)] == ["0o600", "0o600"]
    assert [path for path in Path(settings.MEDIA_ROOT).iterdir() if path.name.startswith(".")] == []


def sparse(archive: Path, name: str, pax: dict[str, str]) -> Path:
    """An archive whose one member says of itself that it is far larger than its bytes."""
    target = archive.with_name("sparse.tar")
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as opened:
        info = tarfile.TarInfo(name)
        info.pax_headers = pax
        opened.addfile(info)
    return target


@pytest.mark.parametrize("name", [MANIFEST, "database"])
def test_a_sparse_member_is_refused_unread(archive, name):
    huge = str(400 * 1024 * 1024)
    name = databases.member() if name == "database" else name
    for pax in (
        {"GNU.sparse.size": huge, "GNU.sparse.map": f"{huge},0"},
        {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": huge},
        {"GNU.sparse.numblocks": "0"},
    ):
        with pytest.raises(ArchiveRefused, match=r"tidak semestinya|rusak|terpotong|terlalu besar"):
            reading.verify(sparse(archive, name, pax))


def test_a_manifest_beyond_its_limit_is_refused_unread(archive, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_MANIFEST", 100)

    with pytest.raises(ArchiveRefused, match=r"manifest\.json terlalu besar"):
        reading.verify(archive)


def test_a_manifest_nested_too_deep_or_without_a_moment_is_refused(archive):
    for text in (b"[" * 200_000, b'{"format": "pengaduan backup 1", "engine": "sqlite", "members": {}, "made_at": "\x1b[2J"}'):
        with pytest.raises(ArchiveRefused, match=MANIFEST):
            reading.verify(rewritten(archive, lambda name, content, text=text: text if name == MANIFEST else content))


def test_sessions_of_the_backup_do_not_come_back(archive, media, tmp_path):
    from foundation.accounts.models import Session

    Session.objects.create(session_key="a" * 32, session_data="x", expire_date="2099-01-01T00:00:00Z")
    call_command("backup", tmp_path / "with.tar")

    call_command("restore", tmp_path / "with.tar", replace=True)

    assert Session.objects.count() == 0


def mark_of(archive: Path) -> str:
    with tarfile.open(archive) as opened:
        file = opened.extractfile(MANIFEST)
        assert file is not None
        return hashlib.sha256(file.read()).hexdigest()


def test_an_archive_of_this_server_is_known_by_its_seal(archive, capsys):
    call_command("restore", archive, verify_only=True)

    told = capsys.readouterr().out
    assert ("berasal dari peladen ini" in told, mark_of(archive) in told) == (True, True)


def of_nobody(archive: Path, _settings, _tmp_path) -> Path:
    return rewritten(archive, lambda name, content: None if name == "manifest.hmac" else content)


def of_a_forger(archive: Path, _settings, _tmp_path) -> Path:
    return forged(archive, names(archive)[1], b"isi palsu")[0]


def read_without_the_key(archive: Path, settings, tmp_path) -> Path:
    settings.SERVER_KEY_FILE = tmp_path / "none.key"
    return archive


def read_with_another_key(archive: Path, settings, tmp_path) -> Path:
    settings.SERVER_KEY_FILE = tmp_path / "other.key"
    settings.SERVER_KEY_FILE.write_bytes(b"\x02" * 32)
    return archive


@pytest.mark.parametrize("made", [of_nobody, of_a_forger, read_without_the_key, read_with_another_key])
@pytest.mark.parametrize("only", [True, False])
def test_an_archive_of_unproven_origin_needs_the_fingerprint_of_the_logbook(archive, settings, tmp_path, capsys, made, only):
    genuine = mark_of(archive)
    given = made(archive, settings, tmp_path)
    for path in list((tmp_path / "media").rglob("*-*")):
        path.unlink()
    User.objects.update(full_name="Lain Contoh")

    with pytest.raises(CommandError, match="--fingerprint"):
        call_command("restore", given, replace=True, verify_only=only)
    assert "tidak terbukti" in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"berbeda.*tidak ada yang diubah"):
        call_command("restore", given, replace=True, verify_only=only, fingerprint="0" * 64)
    assert User.objects.get().full_name == "Lain Contoh"
    if made is of_a_forger:
        with pytest.raises(CommandError, match="berbeda"):
            call_command("restore", given, replace=True, verify_only=only, fingerprint=genuine)
    else:
        call_command("restore", given, verify_only=True, fingerprint=f" {genuine.upper()} ")


def test_a_restore_names_the_living_recovery_key(archive, capsys):
    call_command("restore", archive, replace=True)

    assert "kunci pemulihan" in capsys.readouterr().out
