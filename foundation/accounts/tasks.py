"""Doorbells of this room: send a notice, clear away sessions that have ended."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from foundation.accounts import services
from foundation.accounts.services.notices import SEND_NOTICE
from foundation.accounts.sessions import SessionStore
from foundation.jobs.handlers import handler
from foundation.jobs.models import Job


@handler(SEND_NOTICE)
def send_notice(job: Job) -> None:
    """Send one neutral mail; running it again sends nothing more."""
    services.send_notice(UUID(job.payload["notice"]), at=timezone.now())


@shared_task
def clear_sessions() -> None:
    """Delete the rows of sessions that are over."""
    SessionStore.clear_expired()
