"""Many workers, one job: exactly one gets it; many enqueue one key: there is one row."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from foundation.jobs.models import Job
from foundation.jobs.services import claim, enqueue
from tests.foundation.jobs.conftest import MONDAY

WORKERS = 8


def together(work):
    """What `work` answers in each of eight threads with connections of their own, started at once."""
    start = Barrier(WORKERS)

    def run(number):
        start.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, range(WORKERS)))


def test_exactly_one_of_many_claimants_gets_the_job(transactional_db, worked, rings):
    job = enqueue("test.note", {}, at=MONDAY)

    claimed = together(lambda: claim(job.pk, at=MONDAY))

    assert [one.pk for one in claimed if one is not None] == [job.pk]
    assert Job.objects.get().attempts == 1


def test_many_jobs_of_a_key_are_one(transactional_db, worked, rings):
    jobs = together(lambda: enqueue("test.note", {}, at=MONDAY, key="reminder:2026-10-05").pk)

    assert set(jobs) == set(Job.objects.values_list("pk", flat=True))
    assert (Job.objects.count(), len(rings)) == (1, 1)
