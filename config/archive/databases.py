"""The database into a file and back, each engine by its own means: SQLite's online backup, PostgreSQL's pg_dump and pg_restore."""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from django.db import connection

MEMBERS: Mapping[str, str] = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
"""What the database is called in an archive, by engine."""


OURS = "django_migrations"
"""The table that each database of this application has, also one of an older version."""
DAMAGED = "Basis data di dalam arsip rusak"
FOREIGN = "Basis data di dalam arsip bukan milik aplikasi ini"


class DatabaseRefused(Exception):
    """The database can't be written out or brought back; the message says in Indonesian what to do."""


def member() -> str:
    """The name of this engine's database in an archive."""
    return MEMBERS[connection.vendor]


def dump(target: Path) -> None:
    """Write the whole database, as of one moment, into a new file. Raises DatabaseRefused."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if connection.vendor == "sqlite":
        _copy_sqlite(_sqlite_path(), target)
        return
    command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", "--no-password", f"--file={target}"]
    _run(command, "Cadangan basis data gagal")


def check(source: Path) -> None:
    """Whether a file is a whole database of this application; reads it alone. Raises DatabaseRefused."""
    if connection.vendor == "sqlite":
        _check_sqlite(source)
        return
    listed = _run([_program("pg_restore"), "--list", str(source)], DAMAGED)
    if re.search(rf" TABLE DATA \S+ {OURS} ", listed) is None:
        raise DatabaseRefused(f"{FOREIGN}; tidak ada yang diubah.")


def load(source: Path) -> None:
    """Put the database of an archive in the place of this one, all or nothing. Raises DatabaseRefused."""
    check(source)
    if connection.vendor == "sqlite":
        connection.close()
        _copy_sqlite(source, _sqlite_path())
        return
    connection.close()
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--no-password", "--exit-on-error", "--single-transaction"]
    _run([_program("pg_restore"), *options, f"--dbname={_settings()['NAME']}", str(source)], "Pemulihan basis data gagal")


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own online copy: it takes the write-ahead log along, and another process that writes meanwhile is waited for."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=0o600)
    try:
        with closing(_reading(source)) as old, closing(sqlite3.connect(target, timeout=20)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise DatabaseRefused(f"Basis data tidak dapat disalin: {error}. Hentikan layanan lalu ulangi.") from None


def _check_sqlite(source: Path) -> None:
    try:
        with closing(_reading(source)) as given:
            found = given.execute("PRAGMA integrity_check").fetchone()
            ours = given.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [OURS]).fetchone()
    except sqlite3.Error:
        found = ours = None
    if found != ("ok",):
        raise DatabaseRefused(f"{DAMAGED}; tidak ada yang diubah. Pakai arsip lain.")
    if ours is None:
        raise DatabaseRefused(f"{FOREIGN}; tidak ada yang diubah. Pakai arsip lain.")


def _reading(path: Path) -> sqlite3.Connection:
    """Read-only, so that a file that is not there is an error and never a new, empty database."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=20)


def _sqlite_path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _settings() -> dict[str, str]:
    return {key: str(value or "") for key, value in connection.settings_dict.items() if isinstance(value, str | int) or value is None}


def _program(name: str) -> str:
    """The program's path, when it is at least as new as the server: an older one can't read what a newer one holds."""
    found = shutil.which(name)
    if found is None:
        raise DatabaseRefused(f"{name} tidak ada di mesin ini. Pasang paket postgresql-client dengan versi peladen atau lebih baru.")
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603  # nosec B603
    version = int(re.findall(r"\d+", told)[0])
    connection.ensure_connection()
    server = connection.pg_version // 10000  # type: ignore[attr-defined]
    if version < server:
        raise DatabaseRefused(f"{name} versi {version} lebih tua dari peladen basis data ({server}). Pasang postgresql-client-{server}.")
    return found


def _run(command: list[str], failure: str) -> str:
    """What a program of PostgreSQL says on its standard output; the password goes by its environment, never by its arguments."""
    given = _settings()
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = {**os.environ, **{name: given[key] for name, key in names.items() if given.get(key)}}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # nosec B603
    if done.returncode:
        first = next(iter(done.stderr.strip().splitlines()), "tanpa keterangan")
        raise DatabaseRefused(f"{failure}; tidak ada yang diubah: {first}")
    return done.stdout
