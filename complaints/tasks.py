"""Doorbells of the case file: the sweep, the clean-up of drafts, what ends at night, the nightly check, holidays and their reminder."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from complaints.services import decrees, drafts, entitlement, holidays, identity_ends, sweep, vault_check
from foundation.jobs.handlers import handler
from foundation.jobs.models import Job
from foundation.jobs.services import claim_slot
from foundation.vault.files import discard_unfinished

ABANDONED_AFTER = timedelta(days=1)
"""No upload lasts that long; what is still unfinished then belongs to nobody."""


@handler(decrees.IMPORT_HOLIDAYS)
def import_holidays(job: Job) -> None:
    """Take in an approved decree and recount the clocks."""
    decrees.carry_out(job)


@shared_task
def sweep_deadlines() -> None:
    """Remind, record breaches, forward what nobody forwarded."""
    sweep.sweep_deadlines(at=timezone.now())


@shared_task
def shut_ended_appointments() -> None:
    """Take cases away from people whose appointment has ended."""
    entitlement.shut_ended_appointments(at=timezone.now())


@shared_task
def end_expired_identities() -> None:
    """Take the keys of identities whose approval is over."""
    identity_ends.end_expired_identities(at=timezone.now())


@shared_task
def purge_drafts() -> None:
    """Erase expired drafts, some at a time, and files whose sender went away in the middle of sending them."""
    at = timezone.now()
    while drafts.purge_expired(at=at):
        pass
    discard_unfinished(before=at - ABANDONED_AFTER)


@shared_task
def check_vault() -> None:
    """Prove the vault and the log, and alarm when either is not whole; once a night."""
    at = timezone.now()
    if claim_slot("check_vault", timezone.localdate(at).isoformat(), at=at):
        vault_check.alarm([*vault_check.check_vault(at=at), *vault_check.check_log(at=at)], at=at)


@shared_task
def warn_of_missing_holidays() -> None:
    """From September on: next year's joint leave is not loaded yet; once a week."""
    holidays.warn_of_missing_year(at=timezone.now())
