"""Doorbells of this room: sign what was logged since the last checkpoint, prove the whole log."""

import structlog
from celery import shared_task
from django.utils import timezone

from foundation.audit import services

log = structlog.get_logger(__name__)


@shared_task
def sign_log() -> None:
    """Make a checkpoint."""
    checkpoint = services.make_checkpoint(at=timezone.now())
    log.info("log_signed", checkpoint=checkpoint.number, digest=checkpoint.digest)


@shared_task
def verify_log() -> None:
    """Verify the log; each fault is an error in the logs, by its code and place."""
    for fault in services.verify(timezone.now()):
        log.error("log_broken", **fault.as_json())
