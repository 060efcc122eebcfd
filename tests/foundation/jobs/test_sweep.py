"""What was lost comes back: dead workers, lost doorbells, outages of days."""

from datetime import timedelta

import pytest

from foundation.jobs.enums import JobState
from foundation.jobs.models import Job
from foundation.jobs.queries import waiting_since
from foundation.jobs.services import Swept, cancel, claim, enqueue, run, sweep
from tests.foundation.jobs.conftest import MONDAY

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def swept(rings, django_capture_on_commit_callbacks):
    """Sweeps at a moment and lets the doorbells ring."""

    def at(moment):
        with django_capture_on_commit_callbacks(execute=True):
            return sweep(at=moment)

    return at


@pytest.fixture
def job(db, worked, rings):
    return enqueue("test.note", {}, at=MONDAY)


def test_nothing_lost_nothing_done(job, swept, rings):
    assert swept(MONDAY + MINUTE) == Swept(requeued=0, failed=0, rung=0)
    assert rings == []


def test_job_under_a_living_lease_is_left_alone(job, swept):
    claim(job.pk, at=MONDAY)

    assert swept(MONDAY + MINUTE) == Swept(requeued=0, failed=0, rung=0)


def test_job_of_a_dead_worker_is_queued_and_rung_for_again(job, swept, rings):
    claim(job.pk, at=MONDAY)

    assert swept(MONDAY + MINUTE + SECOND) == Swept(requeued=1, failed=0, rung=1)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.last_error) == (JobState.QUEUED, 1, "lease_expired")
    assert rings == [(job.pk, "default")]
    assert run(job.pk, clock=lambda: MONDAY + 2 * MINUTE) == JobState.DONE


def test_second_sweep_does_nothing_twice(job, swept, rings):
    claim(job.pk, at=MONDAY)
    swept(MONDAY + 2 * MINUTE)

    assert swept(MONDAY + 2 * MINUTE) == Swept(requeued=0, failed=0, rung=0)
    assert len(rings) == 1


def test_job_that_kills_every_worker_ends_as_failed(job, swept):
    outcomes = []
    for turn in range(3):
        claim(job.pk, at=MONDAY + 10 * turn * MINUTE)
        outcomes.append(swept(MONDAY + (10 * turn + 5) * MINUTE))

    assert [(one.requeued, one.failed) for one in outcomes] == [(1, 0), (1, 0), (0, 1)]
    job.refresh_from_db()
    assert (job.state, job.last_error) == (JobState.FAILED, "lease_expired")


def test_job_whose_doorbell_nobody_heard_is_rung_for_again_after_two_minutes(job, swept, rings):
    assert swept(MONDAY + 2 * MINUTE - SECOND).rung == 0
    assert swept(MONDAY + 2 * MINUTE).rung == 1
    assert swept(MONDAY + 3 * MINUTE).rung == 0
    assert swept(MONDAY + 4 * MINUTE).rung == 1
    assert rings == [(job.pk, "default")] * 2


def test_job_for_later_rings_when_its_time_has_come(db, worked, rings, swept):
    job = enqueue("test.note", {}, at=MONDAY, run_after=MONDAY + MINUTE)

    assert swept(MONDAY + MINUTE - SECOND).rung == 0
    assert swept(MONDAY + MINUTE).rung == 1
    assert rings == [(job.pk, "default")]


def test_each_queue_gets_its_own_rings_oldest_first(db, worked, rings, swept):
    second = enqueue("test.note", {}, at=MONDAY + SECOND, queue="dispatch")
    first = enqueue("test.note", {}, at=MONDAY)

    swept(MONDAY + timedelta(days=3))

    assert rings == [(first.pk, "default"), (second.pk, "dispatch")]


def test_ended_jobs_are_left_alone(db, worked, rings, swept, clock):
    run(enqueue("test.note", {}, at=MONDAY).pk, clock=clock)
    cancel(enqueue("test.note", {}, at=MONDAY), at=MONDAY)

    assert swept(MONDAY + timedelta(days=30)) == Swept(requeued=0, failed=0, rung=0)


def test_job_asked_to_stop_whose_worker_died_is_cancelled_at_its_next_start(job, swept):
    claim(job.pk, at=MONDAY)
    cancel(job, at=MONDAY)
    swept(MONDAY + 2 * MINUTE)

    assert run(job.pk, clock=lambda: MONDAY + 2 * MINUTE) == JobState.CANCELLED


def test_sweep_takes_a_bounded_number_at_once(db, worked, rings, swept, monkeypatch):
    monkeypatch.setattr("foundation.jobs.services.MOST_AT_ONCE", 2)
    for _ in range(3):
        enqueue("test.note", {}, at=MONDAY)

    assert [swept(MONDAY + 5 * MINUTE).rung for _ in range(3)] == [2, 1, 0]


def test_jobs_that_wait_too_long_can_be_asked_for(job):
    assert list(waiting_since(MONDAY)) == []
    assert list(waiting_since(MONDAY + SECOND)) == [job]
    assert Job.objects.count() == 1
