"""A sweep that is killed in the middle, and the next one: together they say and do each thing exactly once."""

import json
import subprocess

import pytest

from tests.complaints.sweep_probe import CASES, CHUNK, LATE
from tests.installation import Installation

pytestmark = [pytest.mark.processes, pytest.mark.django_db]
BREACHED = "SELECT COUNT(*) FROM complaints_deadline WHERE reminded = 'breach' AND breached_on IS NOT NULL"
FORWARDED = "SELECT COUNT(*) FROM complaints_complaint WHERE state = 'forwarded'"
ON_RECORD = "SELECT COUNT(*), COUNT(DISTINCT target_id) FROM audit_auditentry WHERE action = '{}'"
NOTICES = "SELECT COUNT(*), COUNT(DISTINCT key) FROM accounts_notice"


@pytest.fixture
def installation(tmp_path):
    installation = Installation(tmp_path)
    installation.manage("migrate", "--verbosity", "0")
    yield installation
    installation.remove()


def act(installation: Installation, name: str) -> str:
    return installation.manage("shell", "--no-imports", "-c", f"from tests.complaints.sweep_probe import {name}; {name}()")


def test_a_sweep_that_is_killed_between_two_chunks_is_made_up_for_by_the_next(installation):
    act(installation, "fill")
    with pytest.raises(subprocess.CalledProcessError) as killed:
        act(installation, "sweep_and_die")
    assert killed.value.returncode == -9
    assert (installation.rows(BREACHED), installation.rows(FORWARDED)) == ([(CHUNK,)], [(0,)])

    at = ("--at", LATE.isoformat(), "--json")
    second = json.loads(installation.manage("sweep_deadlines", *at))
    third = json.loads(installation.manage("sweep_deadlines", *at))

    assert (second["breached"], second["forwarded"]) == (CASES - CHUNK, CASES)
    assert third == {"reminded": 0, "breached": 0, "forwarded": 0, "told": 0}
    assert (installation.rows(BREACHED), installation.rows(FORWARDED)) == ([(CASES,)], [(CASES,)])
    assert installation.rows(ON_RECORD.format("clock.breached")) == [(CASES, CASES)]
    assert installation.rows(ON_RECORD.format("complaint.forward")) == [(CASES, CASES)]
    told, different = installation.rows(NOTICES)[0]
    assert (told > 0, told) == (True, different)
