"""The doorbells, the health check and the command that stand around the jobs."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from foundation.jobs import slots
from foundation.jobs.enums import JobState
from foundation.jobs.handlers import handler
from foundation.jobs.models import Job
from foundation.jobs.services import GiveUp, enqueue, run
from foundation.jobs.tasks import run_job, sweep_jobs
from foundation.ui.slots import Finding

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def broken(db, worked, rings, clock):
    """A job that has given up."""

    @handler("test.give_up")
    def give_up(job):
        raise GiveUp("address_unknown")

    job = enqueue("test.give_up", {}, at=NOW)
    run(job.pk, clock=clock)
    return job


def test_doorbell_runs_the_job_it_names(db, worked, rings):
    job = enqueue("test.note", {"step": 1}, at=NOW)

    run_job(str(job.pk))

    assert (worked, Job.objects.get().state) == ([{"step": 1}], JobState.DONE)


def test_sweep_rings_for_what_is_due(db, worked, rings, django_capture_on_commit_callbacks):
    job = enqueue("test.note", {}, at=NOW - timedelta(days=1))

    with django_capture_on_commit_callbacks(execute=True):
        sweep_jobs()

    assert rings == [(job.pk, "default")]


def test_health_without_waiting_or_failed_jobs_is_well(db):
    assert slots.jobs_are_done() == Finding(ok=True, words="Tidak ada pekerjaan yang tertunda atau gagal.")


def test_health_tells_of_jobs_that_nobody_starts(db, worked, rings):
    enqueue("test.note", {}, at=NOW - timedelta(minutes=5, seconds=1))
    enqueue("test.note", {}, at=NOW - timedelta(minutes=4))

    words = "1 pekerjaan menunggu lebih dari lima menit; periksa apakah pekerja berjalan."
    assert slots.jobs_are_done() == Finding(ok=False, words=words)


def test_health_tells_of_failed_jobs(broken):
    words = "1 pekerjaan gagal; lihat dan ulangi dengan manage.py failed_jobs."
    assert slots.jobs_are_done() == Finding(ok=False, words=words)


def test_failed_jobs_are_listed(broken, capsys):
    call_command("failed_jobs")

    assert capsys.readouterr().out == f"2026-10-05 07:00 test.give_up {broken.pk} 1x address_unknown\nGagal: 1\n"


def test_failed_jobs_are_queued_again(broken, capsys):
    call_command("failed_jobs", "--retry", "--kind", "test.note")
    assert capsys.readouterr().out == "Diulangi: 0\n"

    call_command("failed_jobs", "--retry", "--json")

    assert json.loads(capsys.readouterr().out) == [
        {"id": str(broken.pk), "kind": "test.give_up", "attempts": 1, "error": "address_unknown", "ended_at": "2026-10-05T07:00:00+00:00"},
    ]
    assert Job.objects.get().state == JobState.QUEUED
