"""What a process of its own does to complaints whose clocks ran out: fill an installation, and sweep until it is killed in the middle."""

import os
import signal
from datetime import date
from pathlib import Path

from django.conf import settings

from complaints.services import sweep
from foundation.audit.server_key import make_server_key
from tests.factories.complaints import make_office, received, wib

CASES = 7
CHUNK = 6
LATE = wib(date(2026, 11, 20), 0)
"""Received on Monday 16 November: the clock of Pasal 6(5) ran out at the end of Thursday 19."""


def fill() -> None:
    """An office and CASES complaints that nobody forwarded."""
    settings.VAULT_PASSWORD_OPS, settings.VAULT_PASSWORD_MEMORY = 1, 8 * 1024 * 1024
    (Path(settings.VAR_DIR) / "keys").mkdir(parents=True, exist_ok=True)
    make_server_key(Path(settings.SERVER_KEY_FILE))
    make_office()
    for _ in range(CASES):
        received()


def sweep_and_die() -> None:
    """Sweep; be killed as by `kill -9` after the first chunk is committed and before the second is looked for."""
    sweep.CHUNK = CHUNK
    look, looked = sweep._due_rows, []

    def look_once(*arguments):
        if looked:
            os.kill(os.getpid(), signal.SIGKILL)
        looked.append(True)
        return look(*arguments)

    sweep._due_rows = look_once
    sweep.sweep_deadlines(at=LATE)
