"""What the journeys in a browser share: one installation as `make run` starts it, and one Chromium."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ports import free_port
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright import sync_api as playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of everything that the installation keeps."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def running(var: Path) -> Iterator[str]:
    """Everything that `make run` starts, with the demo, in a folder of its own; stopped by its own process id."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL"}}
    environment["VAR_DIR"] = str(var)
    port = free_port()
    command = [sys.executable, "manage.py", "run", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        wait_until(lambda: _answers(port) or server.poll() is not None, seconds=240)
        # Without this a server of somebody else on the same port would be taken for this one.
        assert server.poll() is None
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=180)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/sehat/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator["playwright.Browser"]:
    """Debian's browser."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the browser tools are installed by make check")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        yield browser
        browser.close()
