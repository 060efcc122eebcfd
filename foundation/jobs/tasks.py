"""Doorbells of this room: run one job, sweep all."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from foundation.jobs import services


@shared_task
def run_job(job_id: str) -> None:
    """Run one job, if it is there to be taken."""
    services.run(UUID(job_id), clock=timezone.now)


@shared_task
def sweep_jobs() -> None:
    """Bring back jobs that were lost."""
    services.sweep(at=timezone.now())
