"""A broker that is down neither fails nor holds up the work that was stored."""

from uuid import UUID

import pytest
from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError

from foundation.jobs import doorbell
from foundation.jobs.models import Job
from foundation.jobs.services import enqueue, sweep
from foundation.jobs.tasks import run_job
from tests.foundation.jobs.conftest import MONDAY

JOB = UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00")


def test_ring_names_the_task_by_its_registered_name():
    assert run_job.name == doorbell.RUN_JOB


@pytest.mark.parametrize("error", [OperationalError("down"), ConnectionRefusedError()])
def test_broker_that_is_down_is_forgiven(monkeypatch, error):
    def refuse(*args, **kwargs):
        raise error

    monkeypatch.setattr(doorbell.current_app, "send_task", refuse)

    assert doorbell.ring(JOB, "default") is False


def test_job_that_could_not_be_rung_for_is_left_to_the_next_sweep(transactional_db, worked, monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda job_id, queue: False)

    job = enqueue("test.note", {}, at=MONDAY)

    job.refresh_from_db()
    assert job.rung_at is None
    assert sweep(at=MONDAY).rung == 1


def test_whatever_the_ring_raises_the_job_is_stored(transactional_db, worked, monkeypatch):
    def refuse(job_id, queue):
        raise RuntimeError

    monkeypatch.setattr(doorbell, "ring", refuse)

    job = enqueue("test.note", {}, at=MONDAY)

    assert Job.objects.get() == job


def test_unreachable_redis_is_told_apart_from_a_heard_ring(monkeypatch):
    """Port 1 of loopback refuses at once."""
    app = Celery("test", broker="redis://127.0.0.1:1/0", set_as_current=False)
    app.conf.update(broker_transport_options=settings.REDIS_TRANSPORT_OPTIONS, task_publish_retry=settings.CELERY_TASK_PUBLISH_RETRY)
    monkeypatch.setattr(doorbell, "current_app", app)

    assert doorbell.ring(JOB, "default") is False


def test_unreachable_redis_is_given_up_soon():
    """With its defaults kombu goes on trying for many seconds while a person waits for the page."""
    options = settings.REDIS_TRANSPORT_OPTIONS

    assert settings.CELERY_TASK_PUBLISH_RETRY is False
    assert (options["max_retries"], options["interval_start"], options["socket_connect_timeout"]) == (1, 0, 2)
