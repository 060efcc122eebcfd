"""Two colleagues at the same queue in the same moment, and one who is killed at it: no grant is lost and none is given twice."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.complaints.key_probe import AT_ONCE, CASES
from tests.installation import Installation

pytestmark = [pytest.mark.processes, pytest.mark.django_db]
PROGRAM = "import django; django.setup(); from tests.complaints import key_probe; key_probe.{act}({who!r})"
HELD = """
    SELECT COUNT(*), COUNT(DISTINCT vault_grant.compartment_id) FROM vault_grant
    JOIN accounts_user ON accounts_user.holder_id = vault_grant.holder_id
    JOIN vault_compartment ON vault_compartment.id = vault_grant.compartment_id AND vault_compartment.epoch = vault_grant.epoch
    WHERE accounts_user.username = 'deputy'
"""
WAITING = "SELECT COUNT(*) FROM complaints_regrantdue"
DUE = "SELECT COUNT(*) FROM vault_rekeydue"
ON_RECORD = "SELECT COUNT(*), COUNT(DISTINCT target_id) FROM audit_auditentry WHERE action = 'complaint.regranted'"


@pytest.fixture
def installation(tmp_path):
    installation = Installation(tmp_path)
    installation.manage("migrate", "--verbosity", "0")
    installation.manage("shell", "--no-imports", "-c", "from tests.complaints.key_probe import fill; fill()")
    yield installation
    installation.remove()


def begin(installation: Installation, act: str, who: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM.format(act=act, who=who)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=installation.environment, **pipes)


def work_together(installation: Installation, *helpers: str) -> list[tuple[int, int]]:
    """Cases given back and cases re-keyed, by each."""
    working = [begin(installation, "work", helper) for helper in helpers]
    assert [one.stdout.readline() for one in working] == ["ready\n"] * len(helpers)
    for one in working:
        one.stdin.write("go\n")
        one.stdin.flush()
    answers = [one.communicate()[0].split() for one in working]
    assert [one.returncode for one in working] == [0] * len(helpers)
    return [(int(given), int(rekeyed)) for given, rekeyed in answers]


def test_two_at_the_same_queue_give_each_case_once(installation):
    done = work_together(installation, "inspector", "channel")

    assert sum(given for given, _ in done) == CASES
    assert (installation.rows(WAITING), installation.rows(DUE)) == ([(0,)], [(0,)])
    assert (installation.rows(HELD), installation.rows(ON_RECORD)) == ([(2 * CASES, 2 * CASES)], [(CASES, CASES)])


def test_who_is_killed_in_the_middle_leaves_whole_steps_and_the_rest_to_another(installation):
    killed = begin(installation, "work_and_die", "inspector")
    killed.communicate("go\n")
    assert killed.returncode == -9
    assert (installation.rows(HELD), installation.rows(WAITING)) == ([(2 * AT_ONCE, 2 * AT_ONCE)], [(2 * (CASES - AT_ONCE),)])

    done = work_together(installation, "channel")

    assert (done[0][0], installation.rows(WAITING), installation.rows(ON_RECORD)) == (CASES - AT_ONCE, [(0,)], [(CASES, CASES)])
