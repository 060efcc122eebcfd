"""Reads of the jobs: what failed, what has waited too long."""

from datetime import datetime

from django.db.models import QuerySet

from foundation.jobs.enums import JobState
from foundation.jobs.models import Job


def failed() -> QuerySet[Job]:
    """Jobs that nobody will try again by themselves, newest first: each waits for a person."""
    return Job.objects.filter(state=JobState.FAILED).order_by("-ended_at")


def waiting_since(moment: datetime) -> QuerySet[Job]:
    """Queued jobs that were due before `moment` and have not been started: a sign that no worker is running."""
    return Job.objects.filter(state=JobState.QUEUED, run_after__lt=moment).order_by("run_after")
