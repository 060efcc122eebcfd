"""An archive is written whole or not at all, holds no key, and names what was cut or changed before anything is restored."""

import fcntl
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from config.archive import databases, reading
from config.archive.databases import DatabaseRefused
from config.archive.writing import MANIFEST, SEAL, ArchiveRefused, write_archive
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.vault.files import discard, path_of, seal_stream
from tests.factories.accounts import person
from tests.factories.complaints import RECEIVED_AT

AT = RECEIVED_AT


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def archive(transactional_db, tmp_path, media):
    """An archive of one person and two files."""
    person(Role.ADMINISTRATOR, username="ada")
    for content in (b"satu" * 1000, b"dua"):
        seal_stream([content])
    write_archive(tmp_path / "a.tar", at=AT)
    return tmp_path / "a.tar"


def rewritten(archive: Path, change) -> Path:
    """A copy in which `change(name, content)` says what stands; None leaves a member out."""
    target = archive.with_name("changed.tar")
    with tarfile.open(archive) as old, tarfile.open(target, "w") as new:
        for info in old:
            content = change(info.name, old.extractfile(info).read())
            if content is not None:
                info.size = len(content)
                new.addfile(info, io.BytesIO(content))
    return target


def forged(archive: Path, victim: str, content: bytes) -> tuple[Path, str]:
    """A copy in which one member is another and the manifest says so, and the SHA-256 of that manifest."""
    texts = []

    def change(name, old):
        if name == MANIFEST:
            facts = json.loads(old)
            facts["members"][victim] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            texts.append(json.dumps(facts).encode())
            return texts[0]
        return content if name == victim else old

    return rewritten(archive, change), hashlib.sha256(texts[0]).hexdigest()


def names(archive: Path) -> list[str]:
    with tarfile.open(archive) as opened:
        return opened.getnames()


def test_it_holds_the_database_the_sealed_files_and_the_manifest_and_no_key(archive, media, tmp_path):
    keys = [path.read_bytes() for path in (Path(settings.VAR_DIR) / "keys").iterdir() if path.is_file()]
    (media / "sealed" / "ab").mkdir(exist_ok=True)
    (media / "sealed" / "ab" / "recovery.key").write_text("pengaduan vault key 1")
    (media / "server.key").write_bytes(b"k" * 32)
    write_archive(tmp_path / "b.tar", at=AT)

    listed = names(tmp_path / "b.tar")
    assert (listed[0], listed[-2:], len(listed)) == (databases.member(), [MANIFEST, SEAL], 5)
    assert {name.split("/")[0] for name in listed[1:-2]} == {"media"}
    content = (tmp_path / "b.tar").read_bytes()
    assert [key for key in [*keys, b"pengaduan vault key 1", b"k" * 32] if key in content] == []
    assert oct(archive.stat().st_mode & 0o777) == "0o600"


def test_it_is_verified_without_changing_anything(archive):
    assert len(reading.verify(archive).members) == 3


def test_a_changed_file_is_named(archive):
    victim = names(archive)[1]

    changed = rewritten(archive, lambda name, content: content[:-1] + b"?" if name == victim else content)

    with pytest.raises(ArchiveRefused, match=victim):
        reading.verify(changed)


def test_a_missing_and_a_foreign_file_are_named(archive):
    victim = names(archive)[2]
    missing = rewritten(archive, lambda name, content: None if name == victim else content)
    with pytest.raises(ArchiveRefused, match=f"{victim} hilang"):
        reading.verify(missing)
    with tarfile.open(archive, "a") as opened:
        opened.addfile(tarfile.TarInfo("../keys/server.key"), io.BytesIO())
    with pytest.raises(ArchiveRefused, match=r"\.\./keys/server\.key tidak semestinya ada"):
        reading.verify(archive)


def test_a_cut_archive_is_refused_wherever_it_was_cut(archive):
    whole = archive.read_bytes()
    with tarfile.open(archive) as opened:
        ends = [info.offset_data + info.size for info in opened if info.name != SEAL]
    # The last two blocks of a tar are empty: what stands before them is all there is.
    for length in [0, 100, 512, *(end - 1 for end in ends), *(end - 600 for end in ends[:1])]:
        archive.write_bytes(whole[:length])
        with pytest.raises(ArchiveRefused, match=r"terpotong|rusak|tidak lengkap|hilang"):
            reading.verify(archive)
    archive.write_bytes(whole[: ends[0] - 1])
    with pytest.raises(ArchiveRefused, match=databases.member()):
        reading.verify(archive)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"format": "x"}', b"\xff"])
def test_a_broken_manifest_is_refused(archive, text):
    with pytest.raises(ArchiveRefused, match=MANIFEST):
        reading.verify(rewritten(archive, lambda name, content: text if name == MANIFEST else content))


def test_another_engines_archive_is_refused(archive):
    def change(name, content):
        return json.dumps({**json.loads(content), "engine": "oracle"}).encode() if name == MANIFEST else content

    with pytest.raises(ArchiveRefused, match="oracle"):
        reading.verify(rewritten(archive, change))


def test_a_link_or_another_kind_of_member_is_refused(archive):
    with tarfile.open(archive, "a") as opened:
        link = tarfile.TarInfo("media/00000000-0000-4000-8000-000000000000")
        link.type, link.linkname = tarfile.SYMTYPE, "../../keys/server.key"
        opened.addfile(link)
    with pytest.raises(ArchiveRefused, match="tidak semestinya"):
        reading.verify(archive)


def test_no_backup_replaces_another_and_a_folder_that_is_not_there_is_told(archive, tmp_path):
    before = archive.read_bytes()
    for target, words in ((archive, "sudah ada"), (tmp_path / "nowhere" / "a.tar", "Pilih folder lain")):
        with pytest.raises(CommandError, match=words):
            call_command("backup", target)
    assert archive.read_bytes() == before


def test_a_database_that_can_not_be_dumped_leaves_nothing(transactional_db, tmp_path, media, monkeypatch):
    def refuse(_target):
        raise DatabaseRefused("penuh")

    monkeypatch.setattr(databases, "dump", refuse)
    with pytest.raises(CommandError, match="penuh"):
        call_command("backup", tmp_path / "a.tar")
    assert [path.name for path in tmp_path.iterdir() if path.name != "media"] == []


def test_a_restore_needs_an_empty_place_or_the_word_replace(archive, capsys):
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", archive)
    lost = names(archive)[1].removeprefix("media/")
    discard(lost)
    User.objects.update(full_name="Lain Contoh")

    call_command("restore", archive, replace=True)

    assert (path_of(lost).is_file(), User.objects.get().full_name != "Lain Contoh") == (True, True)
    assert capsys.readouterr().out.endswith("Pemulihan selesai dan terbukti utuh.\n")


def test_a_broken_archive_changes_nothing(archive):
    User.objects.update(full_name="Lain Contoh")
    changed = rewritten(archive, lambda name, content: content + b"?" if name == databases.member() else content)

    with pytest.raises(CommandError, match=databases.member()):
        call_command("restore", changed, replace=True)
    assert User.objects.get().full_name == "Lain Contoh"


def test_a_database_member_that_is_no_database_changes_nothing(archive):
    changed, mark = forged(archive, databases.member(), b"bukan basis data" * 100)

    with pytest.raises(CommandError, match="tidak ada yang diubah"):
        call_command("restore", changed, replace=True, fingerprint=mark)
    assert User.objects.get().username == "ada"


@pytest.mark.postgresql
def test_an_older_pg_dump_than_the_server_is_refused(transactional_db, tmp_path, media, monkeypatch):
    program = tmp_path / "bin" / "pg_dump"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))

    with pytest.raises(CommandError, match=f"versi 9 lebih tua .*{connection.pg_version // 10000}"):
        call_command("backup", tmp_path / "a.tar")


KILLED = """
import os, signal, sys
import django
django.setup()
from pathlib import Path
from config.archive import databases, writing
databases.dump = lambda target: target.write_bytes(b"half") and None
def end():
    yield from ()
    os.kill(os.getpid(), signal.SIGKILL)
writing.stored_file_names = end
from django.utils import timezone
writing.write_archive(Path(sys.argv[1]), at=timezone.now())
"""


@pytest.mark.processes
def test_kill_9_leaves_no_file_that_looks_whole_and_the_next_backup_goes_on(transactional_db, tmp_path, media):
    target = tmp_path / "a.tar"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.local", "VAR_DIR": str(tmp_path / "var")}
    killed = subprocess.run([sys.executable, "-c", KILLED, str(target)], cwd=settings.BASE_DIR, env=environment, check=False)
    assert (killed.returncode, target.exists(), (tmp_path / "a.tar.partial").exists()) == (-signal.SIGKILL, False, True)

    write_archive(target, at=AT)

    assert databases.member() in reading.verify(target).members
    assert [path.name for path in tmp_path.iterdir() if ".partial" in path.name] == []


@pytest.mark.parametrize("kind", ["link", "hard link", "folder", "pipe"])
def test_a_backup_writes_through_nothing_that_waits_under_its_unfinished_name(transactional_db, tmp_path, media, kind):
    victim, waiting = tmp_path / "victim", tmp_path / "a.tar.partial"
    victim.write_bytes(b"milik lain")
    {
        "link": lambda: waiting.symlink_to(victim),
        "hard link": lambda: os.link(victim, waiting),
        "folder": waiting.mkdir,
        "pipe": lambda: os.mkfifo(waiting),
    }[kind]()

    with pytest.raises(CommandError, match=r"a\.tar\.partial.*Periksa"):
        call_command("backup", tmp_path / "a.tar")

    assert (victim.read_bytes(), os.path.lexists(waiting), (tmp_path / "a.tar").exists()) == (b"milik lain", True, False)


def test_what_a_killed_backup_left_is_removed_and_not_written_into(transactional_db, tmp_path, media):
    waiting = tmp_path / "a.tar.partial"
    waiting.write_bytes(b"half")
    waiting.chmod(0o666)
    with waiting.open("rb") as watched:
        write_archive(tmp_path / "a.tar", at=AT)
        assert watched.read() == b"half"
    assert oct((tmp_path / "a.tar").stat().st_mode & 0o777) == "0o600"


def test_a_backup_that_another_one_writes_is_left_alone(transactional_db, tmp_path, media):
    waiting = tmp_path / "a.tar.partial"
    with waiting.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(ArchiveRefused, match="sedang ditulis"):
            write_archive(tmp_path / "a.tar", at=AT)
    assert waiting.exists()


def test_a_lost_server_key_stops_no_backup_and_is_told(transactional_db, tmp_path, media, settings, capsys):
    settings.SERVER_KEY_FILE = tmp_path / "none.key"

    call_command("backup", tmp_path / "a.tar")

    assert (SEAL in names(tmp_path / "a.tar"), "tanpa segel" in capsys.readouterr().out) == (False, True)
