"""PostgreSQL and Redis for one run of the suite: those the environment names, private ones, or those of this machine.

Private servers listen on loopback alone, keep their files in a temporary folder and end with the run. The database role
is an ordinary one: it may create databases and is no superuser, as in production.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import redis
from psycopg import sql

ROLE = "pengaduan_check"
LOCAL_ADMINS = ("postgres", pwd.getpwuid(os.geteuid()).pw_name)
STARTING_SECONDS = 30
POSTGRESQL_FOLDERS = Path("/usr/lib/postgresql")


class NoServer(Exception):
    """Neither a reachable server nor the programs to start one; the message says what to install or to set."""


@contextmanager
def services() -> Iterator[dict[str, str]]:
    """DATABASE_URL and REDIS_URL of reachable servers, for the environment of a run. Raises NoServer."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pengaduan-services-", ignore_cleanup_errors=True)))
        folder.chmod(0o711)
        database = _named("DATABASE_URL", "postgres") or stack.enter_context(private_postgresql(folder)) or local_postgresql()
        broker = _named("REDIS_URL", "redis") or stack.enter_context(private_redis(folder)) or local_redis()
        yield {"DATABASE_URL": database, "REDIS_URL": broker}


def _named(variable: str, scheme: str) -> str | None:
    url = os.environ.get(variable, "")
    return url if url.startswith(scheme) else None


def local_postgresql() -> str:
    """The address of this machine's server on its usual port. Raises NoServer unless it lets an administrator in without a password."""
    for admin in LOCAL_ADMINS:
        try:
            return ordinary_role(f"postgresql://{admin}@127.0.0.1:5432/postgres", port=5432)
        except psycopg.Error:
            continue
    raise NoServer("No PostgreSQL: install it (Debian: apt-get install postgresql) or set DATABASE_URL=postgres://...")


def ordinary_role(admin_url: str, *, port: int, durable: bool = False) -> str:
    """Make the role of the suite with a new password and a database to connect to; returns its DATABASE_URL.

    `durable`: commits reach the disk before they are answered, as in production; without, a run is quicker.
    Raises psycopg.Error when the server can't be reached or the administrator is none.
    """
    password = secrets.token_urlsafe(24)
    role, owned = sql.Identifier(ROLE), sql.Literal(password)
    with psycopg.connect(admin_url, autocommit=True, connect_timeout=3) as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE ROLE {}").format(role))
        connection.execute(sql.SQL("ALTER ROLE {} LOGIN CREATEDB NOSUPERUSER PASSWORD {}").format(role, owned))
        # A test run that a power cut would end needs no durable commit.
        commits = sql.SQL("on" if durable else "off")
        connection.execute(sql.SQL("ALTER ROLE {} SET synchronous_commit = {}").format(role, commits))
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ROLE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))
    return f"postgres://{ROLE}:{password}@127.0.0.1:{port}/{ROLE}"


@contextmanager
def private_postgresql(parent: Path, *, durable: bool = False) -> Iterator[str | None]:
    """A server of our own in a folder below `parent`, from the newest installed programs; None when none are installed.

    `durable`: every commit reaches the disk, as in production; without, a run is quicker and a power cut loses the server.
    """
    programs = _postgresql_programs()
    if programs is None:
        yield None
        return
    folder = parent / "postgresql"
    folder.mkdir(mode=0o700)
    # PostgreSQL refuses to run as root; Debian's package brings an account for it.
    account: dict[str, Any] = {}
    if os.geteuid() == 0:
        account = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", "postgres")
    making = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync"]
    setting_up = [str(programs / "initdb"), *making, "-D", str(folder)]
    subprocess.run(setting_up, check=True, stdout=subprocess.DEVNULL, cwd="/", **account)
    port = free_port()
    options = ["-c", f"unix_socket_directories={folder}"]
    if not durable:
        options += ["-c", "fsync=off", "-c", "full_page_writes=off"]
    command = [str(programs / "postgres"), "-D", str(folder), "-h", "127.0.0.1", "-p", str(port), *options]
    with (parent / "postgresql.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **account) as server:
        try:
            admin = f"postgresql://postgres@127.0.0.1:{port}/postgres"
            yield _once_ready(lambda: ordinary_role(admin, port=port, durable=durable), psycopg.Error, server)
        finally:
            server.send_signal(signal.SIGINT)


def _postgresql_programs() -> Path | None:
    versions = sorted(POSTGRESQL_FOLDERS.glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*versions, *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "initdb").is_file() and (folder / "postgres").is_file()), None)


@contextmanager
def private_redis(folder: Path) -> Iterator[str | None]:
    """A server of our own without files; None when the program is not installed."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        yield None
        return
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            yield _once_ready(lambda: _answering_redis(port), redis.RedisError, server)
        finally:
            server.terminate()


def local_redis() -> str:
    """This machine's server on its usual port. Raises NoServer when nothing answers there."""
    try:
        return _answering_redis(6379)
    except redis.RedisError as error:
        raise NoServer("No Redis: install it (Debian: apt-get install redis-server) or set REDIS_URL=redis://...") from error


def _answering_redis(port: int) -> str:
    with redis.Redis(host="127.0.0.1", port=port, socket_connect_timeout=3) as client:
        client.ping()
    return f"redis://127.0.0.1:{port}/0"


def _once_ready(attempt: Callable[[], str], refusal: type[Exception], server: subprocess.Popen[Any]) -> str:
    deadline = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            return attempt()
        except refusal as error:
            if time.monotonic() > deadline or server.poll() is not None:
                raise NoServer(f"a private server did not start: {error}") from error
            time.sleep(0.2)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
