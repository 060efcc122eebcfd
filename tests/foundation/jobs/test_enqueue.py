"""A job is written with the caller's work, or not at all; the doorbell rings after the commit."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from foundation.audit.details import DetailRefused
from foundation.jobs.enums import JobState
from foundation.jobs.handlers import UnknownKind, handler
from foundation.jobs.models import Job
from foundation.jobs.services import enqueue
from tests.foundation.jobs.conftest import MONDAY

CASE = UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00")


def test_job_is_a_queued_row(db, worked, rings):
    job = enqueue("test.note", {"complaint": CASE}, at=MONDAY)

    job.refresh_from_db()
    assert (job.kind, job.payload, job.queue) == ("test.note", {"complaint": str(CASE)}, "default")
    assert (job.state, job.attempts, job.created_at, job.run_after) == (JobState.QUEUED, 0, MONDAY, MONDAY)


def test_doorbell_rings_after_the_commit(db, worked, rings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("test.note", {}, at=MONDAY, queue="dispatch")
        assert rings == []

    assert rings == [(job.pk, "dispatch")]


def test_job_is_undone_with_the_callers_transaction(db, worked, rings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        enqueue("test.note", {}, at=MONDAY)
        transaction.set_rollback(True)

    assert (Job.objects.count(), rings) == (0, [])


def test_job_for_later_does_not_ring_yet(db, worked, rings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("test.note", {}, at=MONDAY, run_after=MONDAY + timedelta(hours=1))

    assert (job.run_after, job.rung_at, rings) == (MONDAY + timedelta(hours=1), None, [])


def test_second_job_of_a_key_is_the_first(db, worked, rings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = enqueue("test.note", {"step": 1}, at=MONDAY, key=f"reminder:{CASE}:2026-10-05")
        second = enqueue("test.note", {"step": 2}, at=MONDAY, key=f"reminder:{CASE}:2026-10-05")

    assert second == first
    assert second.payload == {"step": 1}
    assert (Job.objects.count(), len(rings)) == (1, 1)


@pytest.mark.parametrize("key", ["reminder:Budi Santoso", "mail:budi@contoh.id", "sms:081234567890", ""])
def test_key_that_could_be_content_is_refused(db, worked, rings, key):
    with pytest.raises(DetailRefused):
        enqueue("test.note", {}, at=MONDAY, key=key)


def test_payload_that_could_be_content_is_refused(db, worked, rings):
    with pytest.raises(DetailRefused):
        enqueue("test.note", {"text": "uang di loket"}, at=MONDAY)

    assert Job.objects.count() == 0


def test_kind_that_nobody_handles_is_refused(db):
    with pytest.raises(UnknownKind):
        enqueue("test.unheard_of", {}, at=MONDAY)


def test_two_handlers_of_a_kind_are_refused(worked):
    with pytest.raises(ValueError, match=r"two handlers are registered for test\.note"):
        handler("test.note")(lambda job: None)
