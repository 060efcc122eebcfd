"""Runs the parts of the product as child processes: one ends, all end; nothing is left behind.

Each child leads a process group of its own. It is asked to stop (SIGTERM) and given time to finish the request or the
job in hand; whatever of its group is left after that is killed.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from types import FrameType

GRACE_SECONDS = 20.0
POLL_SECONDS = 0.2
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Part:
    """One child: what it is called in messages, and its command line."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Ended:
    """Why a run ended: the part that ended by itself, with its exit status; None for both when it was asked to stop."""

    part: Part | None
    status: int | None


@contextmanager
def stop_on_signal() -> Iterator[Event]:
    """An event that is set by SIGINT, SIGTERM or SIGHUP instead of their usual effect; the usual effect returns afterwards."""
    asked = Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.set()

    before = {number: signal.signal(number, ask) for number in STOP_SIGNALS}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def supervise(parts: list[Part], *, folder: Path, asked: Event, grace: float = GRACE_SECONDS) -> Ended:
    """Start the parts in `folder` and wait until one ends or `asked` is set; then end all of them. `grace` is in seconds."""
    running: list[tuple[Part, subprocess.Popen[bytes]]] = []
    try:
        for part in parts:
            # The command lines are this module's callers', never a user's input.
            process = subprocess.Popen(part.command, cwd=folder, start_new_session=True)  # noqa: S603  # nosec B603
            running.append((part, process))
        return _wait(running, asked)
    finally:
        _end([process for _, process in running], grace)


def _wait(running: list[tuple[Part, subprocess.Popen[bytes]]], asked: Event) -> Ended:
    while not asked.wait(POLL_SECONDS):
        for part, process in running:
            if process.poll() is not None:
                return Ended(part, process.returncode)
    return Ended(None, None)


def _end(processes: list[subprocess.Popen[bytes]], grace: float) -> None:
    for process in processes:
        # Only the leader is told: it lets its own workers finish first.
        process.terminate()
    deadline = time.monotonic() + grace
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
