"""Waiting for something another thread or process does, with a deadline instead of a guess."""

import time
from collections.abc import Callable
from threading import Event

PAUSE = 0.05


def wait_until(condition: Callable[[], object], seconds: float, what: str = "the condition") -> None:
    """Return as soon as `condition()` is true; fail the test after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        Event().wait(PAUSE)
