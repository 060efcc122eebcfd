"""What processes of their own do about a lost key: fill an installation, and work its queue until it is empty or they are killed."""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from complaints.services import key_work
from foundation.accounts.models import User
from foundation.audit.server_key import make_server_key
from tests.complaints.keys import giver, lose_password, vouched
from tests.factories.complaints import RECEIVED_AT, make_office, received

CASES, AT_ONCE = 24, 2
AT = RECEIVED_AT + timedelta(days=1)


def _cheap_keys() -> None:
    settings.VAULT_PASSWORD_OPS, settings.VAULT_PASSWORD_MEMORY = 1, 8 * 1024 * 1024
    key_work.CASES_AT_ONCE = AT_ONCE


def fill() -> None:
    """An office with CASES complaints, whose deputy lost his key and has a new one."""
    _cheap_keys()
    (Path(settings.VAR_DIR) / "keys").mkdir(parents=True, exist_ok=True)
    make_server_key(Path(settings.SERVER_KEY_FILE))
    office = make_office()
    for _ in range(CASES):
        received()
    lose_password(office.deputy, office.administrator, AT)


def work(helper: str) -> None:
    """Give the deputy back what `helper` can, and make the new keys that are due, from the moment a line comes in."""
    _cheap_keys()
    taker, who = User.objects.get(username="deputy"), giver(User.objects.get(username=helper), AT)
    print("ready", flush=True)
    sys.stdin.readline()
    given = key_work.regrant(vouched(taker)[0], who, at=AT, more=lambda: True).cases
    rekeyed = key_work.rekey_due(who, at=AT, more=lambda: True).cases
    print(given, rekeyed, flush=True)


def work_and_die(helper: str) -> None:
    """Be killed as by `kill -9` in the middle of the second step, after its grants were written and before they are committed."""
    _cheap_keys()
    taker, who = User.objects.get(username="deputy"), giver(User.objects.get(username=helper), AT)
    granted, steps = key_work.grant_many, []

    def grant_and_die(*arguments, **facts):
        given = granted(*arguments, **facts)
        steps.append(given)
        if len(steps) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return given

    key_work.grant_many = grant_and_die
    key_work.regrant(vouched(taker)[0], who, at=AT, more=lambda: True)
