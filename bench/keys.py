"""What is measured of key work: how long one person's session takes to give a colleague back a thousand cases, and to make new keys."""

import time
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bench.figures import Figure, Target
from complaints.enums import RegrantCause
from complaints.models import RegrantDue
from complaints.queries.key_work import people_to_help, rekeys_due_to
from complaints.services import key_work
from complaints.services.key_work import Giver, Vouched
from complaints.views.staff_keys import SECONDS_A_REQUEST, time_for_more
from config.demo.people import PASSWORD
from foundation.accounts import services
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.vault.holders import unlock
from foundation.vault.keys import Keyring

CASES = 1000
GIVEN_BACK = Target("giving back 1,000 cases, with progress", "s", 5, 2)
NEW_KEYS = Target("new keys for one case", "ms")
COPIES = UUID("f" + "0" * 31)
"""Ids of copied cases begin here; what is copied does not open."""
REKEYED = 100
"""New keys take longer, as every value is sealed anew and compared: so many say enough."""


class _Undone(Exception):
    """Takes back what was measured, so that the figures after it find everybody with his keys."""


def key_works(*, now: datetime) -> list[Figure]:
    """The deputy loses his key and the Inspektur gives him back what he held, CASES of it, as the page does: some each request."""
    found: list[Figure] = []
    try:
        with transaction.atomic():
            found += _measured(now=now)
            raise _Undone
    except _Undone:
        return found


def _measured(*, now: datetime) -> list[Figure]:
    deputy, inspector, admin = (User.objects.select_related("holder").get(username=name) for name in ("wakil", "inspektur", "admin"))
    temporary = services.reset_access(deputy, by=admin, at=now)
    services.replace_password(User.objects.get(pk=deputy.pk), temporary, f"{PASSWORD}-baru", at=now)
    sealed = RegrantDue.objects.filter(user=deputy, complaint__lt=COPIES)
    kept = list(sealed.order_by("complaint").values_list("complaint", flat=True).distinct()[:CASES])
    RegrantDue.objects.exclude(complaint__in=kept).delete()
    deputy.refresh_from_db()
    assert deputy.holder_id is not None
    assert inspector.holder is not None
    giver = Giver(inspector, roles_of(inspector, on=now.date()), Keyring(unlock(inspector.holder, PASSWORD), at=now))
    taker = Vouched(deputy, deputy.holder_id, RegrantCause.RESET)
    began, requests, cases = time.perf_counter(), 0, 0
    while people_to_help(giver.user, giver.roles, at=now):
        done = key_work.regrant(taker, giver, at=now, more=time_for_more(SECONDS_A_REQUEST))
        requests, cases = requests + 1, cases + done.cases
        if not done.cases:
            break
    seconds = time.perf_counter() - began
    return [Figure(GIVEN_BACK, seconds * CASES / max(cases, 1), f"{cases} cases in {requests} requests"), _rekeyed(giver, now=now)]


def _rekeyed(giver: Giver, *, now: datetime) -> Figure:
    due = rekeys_due_to(giver.user, at=now).filter(compartment__group__lt=COPIES)
    groups = list(due.order_by().values_list("compartment__group", flat=True).distinct()[:REKEYED])
    began = time.perf_counter()
    done = sum(key_work.rekey_group(group, giver, at=now) for group in groups)
    return Figure(NEW_KEYS, (time.perf_counter() - began) * 1000 / max(done, 1), f"over {done} cases")
