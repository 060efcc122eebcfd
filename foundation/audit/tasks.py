"""Doorbells of this room: sign what was logged since the last checkpoint, prove the whole log."""

from typing import Any

import structlog
from celery import shared_task
from celery.signals import worker_ready
from django.db import connections
from django.utils import timezone

from foundation.audit import services, triggers

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


@worker_ready.connect
def look_for_triggers(**_: Any) -> None:
    """At each start of a worker: an error in the logs for each trigger the database lacks."""
    for name in triggers.missing():
        log.error("trigger_missing", trigger=name)
    # The process that has just started its children keeps no connection of its own.
    connections.close_all()
