"""Claiming, running, failing, progress and cancelling."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from foundation.audit.details import DetailRefused
from foundation.jobs.enums import JobState
from foundation.jobs.handlers import handler
from foundation.jobs.models import Job, LeaseLost
from foundation.jobs.queries import failed
from foundation.jobs.services import GiveUp, cancel, claim, enqueue, pause_after, retry, run
from tests.foundation.jobs.conftest import MONDAY

MINUTE = timedelta(minutes=1)


@pytest.fixture
def job(db, worked, rings):
    return enqueue("test.note", {"step": 7}, at=MONDAY)


def test_claimed_job_stands_under_a_lease(job):
    claimed = claim(job.pk, at=MONDAY)

    assert (claimed.state, claimed.attempts, claimed.started_at) == (JobState.RUNNING, 1, MONDAY)
    assert claimed.lease_until == MONDAY + MINUTE


def test_claimed_job_is_not_there_for_a_second_claim(job):
    claim(job.pk, at=MONDAY)

    assert claim(job.pk, at=MONDAY) is None


def test_job_that_is_not_due_is_not_there(db, worked, rings):
    job = enqueue("test.note", {}, at=MONDAY, run_after=MONDAY + MINUTE)

    assert claim(job.pk, at=MONDAY) is None
    assert claim(job.pk, at=MONDAY + MINUTE).pk == job.pk


def test_unknown_job_is_not_there(db):
    assert claim(uuid4(), at=MONDAY) is None


def test_run_does_the_work_once(job, worked, clock):
    assert run(job.pk, clock=clock) == JobState.DONE
    assert run(job.pk, clock=clock) is None

    job.refresh_from_db()
    assert worked == [{"step": 7}]
    assert (job.state, job.ended_at, job.attempts, job.lease_token) == (JobState.DONE, MONDAY, 1, None)


def test_failing_job_waits_and_is_tried_again(db, worked, rings, clock):
    @handler("test.fail", max_attempts=3)
    def fail(job):
        raise RuntimeError("Budi Santoso menulis ini")

    job = enqueue("test.fail", {}, at=MONDAY)

    assert run(job.pk, clock=clock) == JobState.QUEUED
    job.refresh_from_db()
    assert (job.run_after, job.rung_at, job.attempts) == (MONDAY + timedelta(seconds=30), None, 1)
    assert job.last_error.split(":")[0].split()[0] == "RuntimeError"
    assert "Budi" not in job.last_error


def test_job_fails_visibly_after_its_last_attempt(db, worked, rings):
    @handler("test.fail", max_attempts=3)
    def fail(job):
        raise RuntimeError

    job, outcomes, now = enqueue("test.fail", {}, at=MONDAY), [], MONDAY
    for _ in range(3):
        outcomes.append(run(job.pk, clock=lambda: now))  # noqa: B023 - called at once
        now += timedelta(hours=2)

    assert outcomes == [JobState.QUEUED, JobState.QUEUED, JobState.FAILED]
    assert list(failed()) == [job]


def test_pauses_double_up_to_an_hour():
    assert [pause_after(attempts).total_seconds() for attempts in (1, 2, 3, 7, 8, 9, 500)] == [30, 60, 120, 1920, 3600, 3600, 3600]


def test_handler_that_gives_up_is_not_tried_again(db, worked, rings, clock):
    @handler("test.give_up")
    def give_up(job):
        raise GiveUp("address_unknown")

    job = enqueue("test.give_up", {}, at=MONDAY)

    assert run(job.pk, clock=clock) == JobState.FAILED
    job.refresh_from_db()
    assert (job.last_error, job.attempts) == ("address_unknown", 1)


def test_reason_for_giving_up_is_a_code():
    with pytest.raises(DetailRefused):
        GiveUp("alamat budi@contoh.id salah")


def test_kind_the_worker_does_not_know_is_tried_again(job, worked, clock, monkeypatch):
    monkeypatch.setattr("foundation.jobs.handlers._registered", {})

    assert run(job.pk, clock=clock) == JobState.QUEUED
    job.refresh_from_db()
    assert job.last_error.split()[0] == "UnknownKind"


def test_failed_job_gets_all_its_attempts_again(db, worked, rings, clock, django_capture_on_commit_callbacks):
    @handler("test.give_up")
    def give_up(job):
        raise GiveUp("address_unknown")

    job = enqueue("test.give_up", {}, at=MONDAY)
    assert retry(job, at=MONDAY) is False
    run(job.pk, clock=clock)

    with django_capture_on_commit_callbacks(execute=True):
        assert retry(job, at=MONDAY + MINUTE) is True

    job.refresh_from_db()
    assert (job.state, job.attempts, job.run_after, job.ended_at) == (JobState.QUEUED, 0, MONDAY + MINUTE, None)
    assert rings == [(job.pk, "default")]


def test_advance_keeps_progress_and_renews_the_lease(db, worked, rings):
    seen, now = [], MONDAY

    @handler("test.long", lease=MINUTE)
    def long(job):
        nonlocal now
        now = MONDAY + timedelta(seconds=50)
        job.advance(3, 10)
        row = Job.objects.get(pk=job.pk)
        seen.append((row.progress_done, row.progress_total, row.lease_until))

    job = enqueue("test.long", {}, at=MONDAY)

    assert run(job.pk, clock=lambda: now) == JobState.DONE
    assert seen == [(3, 10, MONDAY + timedelta(seconds=110))]


def test_cancelled_queued_job_ends_at_once(job, worked, clock):
    assert cancel(job, at=MONDAY) is True

    job.refresh_from_db()
    assert (job.state, job.ended_at) == (JobState.CANCELLED, MONDAY)
    assert run(job.pk, clock=clock) is None
    assert worked == []


def test_cancelled_running_job_ends_at_its_next_advance(db, worked, rings, clock):
    steps = []

    @handler("test.long")
    def long(job):
        for step in range(5):
            steps.append(step)
            if step == 1:
                assert cancel(Job.objects.get(pk=job.pk), at=MONDAY) is True
            job.advance(step + 1, 5)

    job = enqueue("test.long", {}, at=MONDAY)

    assert run(job.pk, clock=clock) == JobState.CANCELLED
    job.refresh_from_db()
    assert (job.state, job.progress_done, steps) == (JobState.CANCELLED, 2, [0, 1])


def test_ended_job_can_not_be_cancelled(job, clock):
    run(job.pk, clock=clock)

    assert cancel(job, at=MONDAY) is False


def test_job_asked_to_stop_before_a_retry_does_not_start_again(db, worked, rings, clock):
    @handler("test.fail")
    def fail(job):
        cancel(job, at=MONDAY)
        raise RuntimeError

    job = enqueue("test.fail", {}, at=MONDAY)
    assert run(job.pk, clock=clock) == JobState.QUEUED

    assert run(job.pk, clock=lambda: MONDAY + MINUTE) == JobState.CANCELLED


def test_worker_whose_lease_went_to_another_neither_advances_nor_ends_the_job(db, worked, rings, clock):
    refused = []

    @handler("test.slow")
    def slow(job):
        Job.objects.filter(pk=job.pk).update(lease_token=uuid4())
        try:
            job.advance(1, 2)
        except LeaseLost:
            refused.append("advance")
            raise

    @handler("test.silent")
    def silent(job):
        Job.objects.filter(pk=job.pk).update(lease_token=uuid4())

    outcomes = [run(enqueue(kind, {}, at=MONDAY).pk, clock=clock) for kind in ("test.slow", "test.silent")]

    assert (outcomes, refused) == ([None, None], ["advance"])
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.RUNNING}


def test_lease_without_a_running_job_is_refused_by_the_database(job):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(lease_until=MONDAY)


def test_running_job_without_a_lease_is_refused_by_the_database(job):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
