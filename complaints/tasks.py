"""Doorbells of the case file: the sweep, drafts and files nobody needs, what ends at night, the nightly check, holidays."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from complaints.services import decrees, drafts, entitlement, holidays, identity_ends, regrants, sweep, vault_check
from foundation.jobs.handlers import handler
from foundation.jobs.models import Job
from foundation.jobs.services import enqueue
from foundation.vault.files import discard_unfinished
from foundation.vault.owners import discard_unnamed

ABANDONED_AFTER = timedelta(days=1)
"""No upload lasts that long; what is unfinished, or named by no row, then belongs to nobody."""
CHECK_VAULT = "complaints.check_vault"
LONGEST_CHECK = timedelta(hours=1)
"""After so long without an end the worker is taken for dead, and another one begins the check anew."""


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
def queue_for_offices() -> None:
    """Queue for colleagues what new holders of an office are owed; it gives nothing."""
    regrants.queue_for_offices(at=timezone.now())


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
def sweep_files() -> None:
    """Remove sealed files that no row came to name: a reply lost at the commit, a process killed between file and row."""
    discard_unnamed(before=timezone.now() - ABANDONED_AFTER)


@shared_task
def check_vault() -> None:
    """Ask for tonight's proof of the vault and the log; one job a night, which is tried again until it ends."""
    at = timezone.now()
    tonight = timezone.localdate(at).isoformat()
    enqueue(CHECK_VAULT, {"date": tonight}, key=f"{CHECK_VAULT}:{tonight}", at=at)


@handler(CHECK_VAULT, lease=LONGEST_CHECK)
def prove_vault(job: Job) -> None:
    """Prove the vault, then the log, and alarm at once for what is not whole; a second alarm of a day reaches nobody twice."""
    at = job.clock()
    vault_check.alarm(vault_check.check_vault(at=at), at=at)
    vault_check.alarm(vault_check.check_log(at=at), at=at)


@shared_task
def warn_of_missing_holidays() -> None:
    """From September on: next year's joint leave is not loaded yet; once a week."""
    holidays.warn_of_missing_year(at=timezone.now())
