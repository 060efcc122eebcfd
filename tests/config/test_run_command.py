import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings

from tests.ports import free_port
from tests.waiting import wait_until

STARTING_SECONDS = 180
STOPPING_SECONDS = 180
PAGE = "/petugas/masuk/"

pytestmark = pytest.mark.processes


def environment(var: Path) -> dict[str, str]:
    foreign = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "TEST_VAR_DIR", "PORT")
    return {name: value for name, value in os.environ.items() if name not in foreign} | {"VAR_DIR": str(var)}


def answer(port: int, path: str) -> tuple[int, str, str] | None:
    """Status, body and Cache-Control of a page; None while nobody listens."""
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
            return response.status, response.read().decode(), response.headers.get("Cache-Control", "")
    except (URLError, ConnectionError):
        return None


def processes_with(var: Path) -> list[int]:
    """Every process of this machine that was started with this VAR_DIR and still runs."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"VAR_DIR={var}\0".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


@contextmanager
def running(var: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """`manage.py run` with its output in a file, killed with everything below it if the test fails."""
    output = var.parent / f"{var.name}.out"
    command = [sys.executable, "manage.py", "run", "--port", str(port), "--no-demo"]
    with output.open("w") as file:
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment(var), stdout=file, stderr=file, text=True)
    try:
        yield process, output
    finally:
        for pid in processes_with(var):
            os.kill(pid, signal.SIGKILL)
        process.wait()


def test_run_serves_stops_and_keeps_the_data(tmp_path):
    var, port = tmp_path / "var", free_port()

    with running(var, port) as (process, output):
        wait_until(lambda: answer(port, PAGE) or process.poll() is not None, STARTING_SECONDS, "the first page")
        assert process.poll() is None, output.read_text()
        status, page, _ = answer(port, PAGE)
        style = re.search(r'href="(/static/css/[^"]+)"', page)[1]
        style_status, _, cached = answer(port, style)
        second = subprocess.run(
            [sys.executable, "manage.py", "run", "--port", str(free_port()), "--no-demo"],
            cwd=settings.BASE_DIR, env=environment(var), capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        process.send_signal(signal.SIGTERM)
        ended = process.wait(STOPPING_SECONDS)
        wait_until(lambda: processes_with(var) == [], 60, "every process to end")

    assert (status, style_status, ended, second.returncode) == (200, 200, 0, 1)
    assert second.stderr.strip() == f"CommandError: Layanan sudah berjalan dengan data di {var}."
    assert re.fullmatch(r"/static/css/\w+\.[0-9a-f]{12}\.css", style)
    assert "immutable" in cached
    # A line for each request would tie a reporter's address to a public page.
    assert re.findall(rf"GET|{PAGE}\s+HTTP|{re.escape(style)}", output.read_text()) == []
    assert (var / "db.sqlite3").is_file()


def test_run_refuses_a_port_in_use(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        refused = subprocess.run(
            [sys.executable, "manage.py", "run", "--port", str(port), "--no-demo"],
            cwd=settings.BASE_DIR, env=environment(tmp_path / "var"), capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip

    assert refused.returncode == 1
    assert refused.stderr.strip() == f"CommandError: Porta {port} sedang dipakai; pilih yang lain, misalnya PORT={port + 1} make run."
