"""Doorbells of this room: draft what is over, remind in the morning, keep every report to its dates at the end of the day."""

import structlog
from celery import shared_task
from django.utils import timezone

from reports.services import upkeep

log = structlog.get_logger(__name__)


@shared_task
def draft_report() -> None:
    """Draft the month that has just ended, and any before it that is missing."""
    drafted = upkeep.draft_missing(at=timezone.now())
    log.info("reports_drafted", periods=[str(period) for period in drafted])


@shared_task
def remind_of_reports() -> None:
    """Call drafts to mind whose day is near or gone."""
    upkeep.remind(at=timezone.now())


@shared_task
def keep_reports() -> None:
    """Draft what is missing, remind, escalate, and let appear what nobody approved in time."""
    done = upkeep.keep_up(at=timezone.now())
    log.info("reports_kept", drafted=[str(period) for period in done.drafted], published=[str(period) for period in done.published])
