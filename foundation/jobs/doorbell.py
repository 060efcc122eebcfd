"""Tells a worker that a job is due. A ring may be lost or doubled; the row is neither."""

from uuid import UUID

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

RUN_JOB = "foundation.jobs.tasks.run_job"

log = structlog.get_logger(__name__)


def ring(job_id: UUID, queue: str) -> bool:
    """Send the job's id to its queue; False, and a line in the log, when the broker can't be reached."""
    try:
        current_app.send_task(RUN_JOB, args=[str(job_id)], queue=queue)
    except (OperationalError, OSError) as error:
        log.warning("doorbell_unheard", job=str(job_id), queue=queue, error=type(error).__name__)
        return False
    return True
