"""`make check`: every gate in turn, with PostgreSQL, Redis and Chromium; exit 1 and a table of what failed.

Arguments name the gates to run, all by default. SKIP_SQLITE=1 leaves out the suite on SQLite, for a caller that has just
run it; CHROMIUM=/path/to/chromium takes another browser than the one on PATH.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogues import stale_catalogues
from services import NoServer, services

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROOMS = ["config", "complaints", "channels", "investigations", "protection", "rewards", "reports", "foundation"]
PARALLEL = ["-n", "auto", "--maxprocesses", os.environ.get("PROCESSES", "4")]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass(frozen=True)
class Gate:
    """One check: its name and what runs it; it passes when the exit status is 0."""

    name: str
    run: Callable[[Path], int]


def tool(*command: str, **extra: str) -> Callable[[Path], int]:
    """A gate that is one program of the virtual environment, run in the root of the project with `extra` environment."""
    return lambda folder: call([str(BIN / command[0]), *command[1:]], folder, extra)


def call(command: list[str], folder: Path, extra: Mapping[str, str]) -> int:
    """Run a command with a VAR_DIR in `folder`, so that no gate meets the data of `make run`; returns its exit status."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL")}
    environment |= {"VAR_DIR": str(folder), "TMPDIR": str(folder), "PATH": f"{BIN}:{os.environ['PATH']}", **extra}
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def deploy(folder: Path) -> int:
    """Django's own deployment check against the production settings, with secrets made for the moment."""
    key = folder / "server.key"
    key.write_bytes(os.urandom(32))
    production = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": os.urandom(48).hex(),
        "ALLOWED_HOSTS": "pengaduan.example",
        "SITE_URL": "https://pengaduan.example",
        "DATABASE_URL": f"postgres://pengaduan:{os.urandom(12).hex()}@127.0.0.1:5432/pengaduan",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
        "EMAIL_URL": "smtp+tls://mail.pengaduan.example:587",
        "DEFAULT_FROM_EMAIL": "pengaduan@pengaduan.example",
        "SERVER_KEY_FILE": str(key),
    }
    return call([sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], folder, production)


def catalogues(_: Path) -> int:
    """Translations compiled afresh equal the compiled ones that are shipped."""
    faults = stale_catalogues(ROOT / "locale")
    print("\n".join(faults) or "the compiled catalogues say what their sources say")
    return len(faults) > 0


def suite(folder: Path, extra: Mapping[str, str]) -> int:
    """The whole suite but the browser journeys."""
    return call([sys.executable, "-m", "pytest", "-m", "not browser", *PARALLEL], folder, extra)


def suite_on_sqlite(folder: Path) -> int:
    """The suite as `make test` runs it."""
    if os.environ.get("SKIP_SQLITE") == "1":
        print("left out: SKIP_SQLITE=1")
        return 0
    return suite(folder, {})


def suite_on_servers(folder: Path) -> int:
    """The suite on PostgreSQL and Redis, where a test that can't reach them fails instead of being skipped."""
    try:
        with services() as addresses:
            return suite(folder, {**addresses, "REQUIRE_SERVICES": "1"})
    except NoServer as error:
        print(error)
        return 1


def journeys(folder: Path) -> int:
    """The journeys in Chromium."""
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("No Chromium: install it (Debian: apt-get install chromium libatomic1) or set CHROMIUM=/path/to/it")
        return 1
    return call([sys.executable, "-m", "pytest", "-m", "browser"], folder, {"CHROMIUM": browser, "REQUIRE_SERVICES": "1"})


GATES = [
    Gate("ruff", tool("ruff", "check", ".")),
    Gate("imports", tool("lint-imports")),
    Gate("types", tool("mypy", *ROOMS, DJANGO_SETTINGS_MODULE="config.settings.test")),
    Gate("templates", tool("djlint", "--lint", "--quiet", "templates")),
    Gate("bandit", tool("bandit", "--quiet", "--configfile", "pyproject.toml", "--recursive", *ROOMS)),
    Gate("migrations", tool("python", "manage.py", "makemigrations", "--check", "--dry-run")),
    Gate("deploy", deploy),
    Gate("catalogues", catalogues),
    Gate("sqlite", suite_on_sqlite),
    Gate("servers", suite_on_servers),
    Gate("browser", journeys),
]


def main(names: list[str]) -> int:
    """Run the gates named, or all; returns how many failed. Raises SystemExit for a name that is no gate."""
    known = [gate.name for gate in GATES]
    if unknown := set(names) - set(known):
        raise SystemExit(f"no such gate: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    results = []
    for gate in GATES:
        if names and gate.name not in names:
            continue
        print(f"\n=== {gate.name}", flush=True)
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="pengaduan-check-", ignore_cleanup_errors=True) as folder:
            failed = gate.run(Path(folder)) != 0
        results.append((gate.name, failed, time.monotonic() - began))
    print("\n" + "\n".join(f"{'FAILED' if failed else 'passed'}  {seconds:6.1f} s  {name}" for name, failed, seconds in results))
    return sum(failed for _, failed, _ in results)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
