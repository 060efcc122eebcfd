"""A job outlives its worker: kill -9 of the whole process group in the middle, on both brokers."""

import pytest
from django.conf import settings

from tests.installation import Installation
from tests.waiting import wait_until

pytestmark = [pytest.mark.processes, pytest.mark.django_db]
JOB = "SELECT state, attempts, progress_done, progress_total FROM jobs_job"
PROBE = ("--include", "tests.foundation.jobs.probe")
ORDER = ("shell", "--no-imports", "-c", "from tests.foundation.jobs.probe import order; order()")


@pytest.fixture(params=["folder", pytest.param("redis", marks=pytest.mark.redis)])
def installation(request, tmp_path):
    installation = Installation(tmp_path, redis_url=settings.REDIS_URL if request.param == "redis" else "")
    installation.manage("migrate", "jobs", "--verbosity", "0")
    yield installation
    installation.remove()


def test_job_of_a_killed_worker_is_finished_by_the_next(installation, tmp_path):
    first = installation.start_worker(*PROBE)
    installation.manage(*ORDER)
    wait_until(lambda: installation.rows(JOB) == [("running", 1, 2, 3)], 180, "the first worker to be in the middle of the job")

    installation.kill(first)
    installation.start_worker("--beat", *PROBE)

    wait_until(lambda: installation.rows(JOB) == [("done", 2, 3, 3)], 180, "the second worker to finish the job")
    assert (tmp_path / "steps").read_text() == "1 2 3"


@pytest.mark.redis
@pytest.mark.parametrize("installation", ["redis"], indirect=True)
def test_job_written_while_the_broker_is_down_is_run_once_it_is_back(installation):
    installation.manage(*ORDER, REDIS_URL="redis://127.0.0.1:1/0")
    assert installation.rows(JOB) == [("queued", 0, 0, 0)]

    installation.start_worker("--beat", *PROBE)

    wait_until(lambda: installation.rows(JOB) == [("running", 1, 2, 3)], 180, "the job to be started")
