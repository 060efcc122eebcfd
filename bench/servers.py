"""The database and the web server of one run: started here, ended by their own process ids, reached on loopback alone."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from bench.browser import BadAnswer, Browser
from scripts.services import NoServer, free_port, local_postgresql, private_postgresql, private_redis

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = 2
STARTING_SECONDS = 60
_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def surroundings(engine: str) -> Iterator[dict[str, str]]:
    """The environment of a run: VAR_DIR, DATABASE_URL of an empty database, REDIS_URL; all of it is gone afterwards.

    `engine`: "postgresql" falls back to SQLite, with a line that says why; "sqlite" asks for it.
    """
    with ExitStack() as stack:
        # Outside /tmp's usual 0700: PostgreSQL's account has to walk through this folder to its own.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pengaduan-bench-", ignore_cleanup_errors=True)))
        folder.chmod(0o711)
        var = folder / "var"
        var.mkdir(mode=0o700)
        found = {"VAR_DIR": str(var), "DATABASE_URL": f"sqlite:///{var / 'db.sqlite3'}"}
        if engine == "postgresql":
            try:
                found["DATABASE_URL"] = stack.enter_context(_own_database(_server(stack, folder)))
            except NoServer as reason:
                print(f"PostgreSQL can't be had ({reason}). Measuring on SQLite instead; the floors are for PostgreSQL.", flush=True)
        if address := stack.enter_context(private_redis(folder)):
            found["REDIS_URL"] = address
        yield found


def _server(stack: ExitStack, folder: Path) -> str:
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith("postgres"):
        return named
    return stack.enter_context(private_postgresql(folder, durable=True)) or local_postgresql()


@contextmanager
def _own_database(server: str) -> Iterator[str]:
    """A database of this run's own on a server, dropped afterwards; nothing that lies there is touched."""
    name = f"pengaduan_bench_{os.getpid()}"
    address, _slash, _database = server.rpartition("/")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield f"{address}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            try:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            except psycopg.errors.InsufficientPrivilege:
                # A worker of the server's own, tidying up after the filling, is not ours to end.
                print(f"the database {name} could not be dropped; the server is still tidying it up", flush=True)


class Web:
    """The web server as production runs it: granian with two workers and without an access log."""

    def __init__(self, workers: int = WORKERS) -> None:
        self.port = free_port()
        command = [
            str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--http", "1", "--no-ws",
            "--workers", str(workers), "--blocking-threads", "4", "--no-access-log", "--log-level", "warning", "config.wsgi:application",
        ]  # fmt: skip
        self._process = subprocess.Popen(command, cwd=ROOT)

    def wait(self) -> None:
        """Until it answers. Raises BadAnswer when it does not."""
        deadline = time.monotonic() + STARTING_SECONDS
        while True:
            try:
                Browser(self.port).get("/bench/bare/")
            except OSError as error:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise BadAnswer("the web server does not answer") from error
                time.sleep(0.2)
            else:
                return

    def workers(self) -> list[int]:
        """Process ids of the workers."""
        return _children(self._process.pid)

    def cpu_seconds(self) -> float:
        """Processor time that the workers have used so far, of user and system."""
        return sum(_cpu_seconds(worker) for worker in self.workers())

    def memory(self) -> list[float]:
        """Resident memory of each worker in MiB."""
        return [_resident(worker) for worker in self.workers() if _resident(worker)]

    def peak(self) -> list[float]:
        """The most resident memory that each worker ever had, in MiB."""
        return [_resident(worker, "VmHWM:") for worker in self.workers() if _resident(worker)]

    def stop(self) -> None:
        """End it, at once if it does not go."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Database:
    """The database server's processes, found by one of its connections; nothing to measure for SQLite or a server elsewhere."""

    def __init__(self, backend: int | None) -> None:
        self._parent = int(_stat(backend)[1]) if backend is not None and Path(f"/proc/{backend}").exists() else None

    def cpu_seconds(self) -> float:
        """Processor time of all its processes, ended ones included; 0 when it can't be seen."""
        if self._parent is None:
            return 0.0
        return _cpu_seconds(self._parent, ended=True) + sum(_cpu_seconds(child) for child in _children(self._parent))


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the state on."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def _cpu_seconds(pid: int, *, ended: bool = False) -> float:
    """Processor time of a process, of user and system; with that of its ended children when asked. 0 when it has just ended."""
    try:
        fields = _stat(pid)
    except FileNotFoundError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11 : 15 if ended else 13]) / _TICKS


def _resident(pid: int, line_of: str = "VmRSS:") -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(line_of)), 0.0)
