"""The worker's wiring: each line of the schedule rings a doorbell that exists, in Bengkulu's time."""

import pytest
from django.conf import settings

from config.celery import app
from foundation.jobs import doorbell


@pytest.fixture(scope="module")
def tasks():
    app.loader.import_default_modules()
    return set(app.tasks)


def test_each_scheduled_task_exists(tasks):
    assert {line["task"] for line in settings.CELERY_BEAT_SCHEDULE.values()} - tasks == set()


def test_doorbell_of_jobs_exists(tasks):
    assert {doorbell.RUN_JOB} - tasks == set()


def test_times_of_day_are_wib():
    assert str(app.timezone) == "Asia/Jakarta"


def test_sweep_does_not_pile_up_while_no_worker_is_there():
    line = settings.CELERY_BEAT_SCHEDULE["sweep-jobs"]

    assert line["options"] == {"expires": line["schedule"]}
