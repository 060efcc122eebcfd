"""Writes of the jobs: enqueue in the caller's transaction, claim with a lease, run, sweep, cancel, retry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import walk_tb
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet

from foundation.audit.details import checked
from foundation.jobs import doorbell
from foundation.jobs.enums import JobState
from foundation.jobs.handlers import USUAL_ATTEMPTS, USUAL_LEASE, Handler, UnknownKind, handler_of
from foundation.jobs.models import Job, JobCancelled, LeaseLost

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
RING_AGAIN_AFTER = timedelta(minutes=2)
"""A job whose doorbell rang this long ago without anybody coming is rung for again."""
MOST_AT_ONCE = 500
NO_LEASE = {"lease_token": None, "lease_until": None}

log = structlog.get_logger(__name__)


class GiveUp(Exception):
    """A handler says that trying again can't help; its one argument is a code, which ends up in last_error."""

    def __init__(self, code: str) -> None:
        super().__init__(checked({"code": code})["code"])


@dataclass(frozen=True)
class Swept:
    """What one sweep did."""

    requeued: int
    failed: int
    rung: int


def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    at: datetime,
    key: str | None = None,
    run_after: datetime | None = None,
    queue: str = "default",
) -> Job:
    """Write a job in the caller's transaction; a worker hears of it after the commit, or once `run_after` has come.

    `payload`: ids, codes, dates and numbers only, like the detail of the log. `key`: parts of the same shapes joined
    by colons; there is one job of a key, ever, and a second call returns the first one.

    Raises UnknownKind, DetailRefused.
    """
    handler_of(kind)
    if key is not None:
        checked({"key": key.split(":")})
    due = at if run_after is None else run_after
    job = Job(kind=kind, payload=checked(payload), queue=queue, key=key, created_at=at, run_after=due, rung_at=at if due <= at else None)
    with transaction.atomic():
        Job.objects.bulk_create([job], ignore_conflicts=key is not None)
        if key is not None and (first := Job.objects.get(key=key)).pk != job.pk:
            return first
        if due <= at:
            _ring_after_commit(job.pk, queue)
    return job


def claim(job_id: UUID, *, at: datetime) -> Job | None:
    """Take a queued, due job under a lease; None when it is not there to be taken. Exactly one of many claimants gets it."""
    job = Job.objects.filter(pk=job_id, state=JobState.QUEUED, run_after__lte=at).first()
    if job is None:
        return None
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED, run_after__lte=at).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        lease_token=(token := uuid4()),
        lease_until=at + _terms_of(job.kind).lease,
        started_at=at,
    )
    return Job.objects.get(pk=job_id, lease_token=token) if taken else None


def run(job_id: UUID, *, clock: Callable[[], datetime]) -> JobState | None:
    """Claim a job, let its handler work, keep the outcome; None when the job was not there to be taken or was lost.

    The handler works outside any transaction of this function: what it commits stays, also when it fails later.
    """
    job = claim(job_id, at=clock())
    if job is None:
        return None
    job.clock = clock
    if job.cancel_asked:
        return _ended(job, JobState.CANCELLED, at=clock())
    try:
        handler_of(job.kind).work(job)
    except JobCancelled:
        return _ended(job, JobState.CANCELLED, at=clock())
    except LeaseLost:
        log.warning("job_lease_lost", job=str(job.pk), kind=job.kind)
        return None
    except GiveUp as refusal:
        return _ended(job, JobState.FAILED, at=clock(), error=str(refusal))
    except Exception as error:  # noqa: BLE001 - whatever a handler raises, the row must say so
        return _failed(job, _place_of(error), at=clock())
    return _ended(job, JobState.DONE, at=clock())


def sweep(*, at: datetime) -> Swept:
    """Bring back what was lost: jobs whose worker died, and queued jobs that nobody heard of. Safe to run at any time, twice."""
    expired = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=at).order_by("lease_until")[:MOST_AT_ONCE]
    outcomes = [_bring_back(job, at=at) for job in expired]
    unheard = Q(rung_at__isnull=True) | Q(rung_at__lte=at - RING_AGAIN_AFTER)
    due = Job.objects.filter(unheard, state=JobState.QUEUED, run_after__lte=at).order_by("run_after")[:MOST_AT_ONCE]
    waiting = list(due.values_list("pk", "queue"))
    Job.objects.filter(pk__in=[pk for pk, _ in waiting]).update(rung_at=at)
    for pk, queue in waiting:
        _ring_after_commit(pk, queue)
    swept = Swept(requeued=outcomes.count(JobState.QUEUED), failed=outcomes.count(JobState.FAILED), rung=len(waiting))
    if outcomes:
        log.warning("jobs_swept", requeued=swept.requeued, failed=swept.failed, rung=swept.rung)
    return swept


@transaction.atomic
def cancel(job: Job, *, at: datetime) -> bool:
    """Stop a job: a queued one at once, a running one at its next advance. False when it had ended already."""
    row = Job.objects.select_for_update().get(pk=job.pk)
    if row.state == JobState.QUEUED:
        row.state, row.ended_at = JobState.CANCELLED, at
    elif row.state != JobState.RUNNING:
        return False
    row.cancel_asked = True
    row.save(update_fields=["state", "ended_at", "cancel_asked"])
    return True


def retry(job: Job, *, at: datetime) -> bool:
    """Give a failed job all its attempts again, after a person removed the cause. False when it has not failed."""
    failed = Job.objects.filter(pk=job.pk, state=JobState.FAILED)
    with transaction.atomic():
        again = failed.update(state=JobState.QUEUED, attempts=0, run_after=at, rung_at=at, ended_at=None, cancel_asked=False)
        if again:
            _ring_after_commit(job.pk, job.queue)
    return bool(again)


def pause_after(attempts: int) -> timedelta:
    """How long a job rests after that many attempts: 30 s, doubling, an hour at most."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)


def _ring_after_commit(job_id: UUID, queue: str) -> None:
    """Robust, because the work is safe in its row whatever becomes of the ring; a ring that failed is left to the next sweep."""

    def ring() -> None:
        if not doorbell.ring(job_id, queue):
            Job.objects.filter(pk=job_id).update(rung_at=None)

    transaction.on_commit(ring, robust=True)


def _terms_of(kind: str) -> Handler:
    """The lease and attempts of a kind; the usual ones for a kind this worker does not know."""
    try:
        return handler_of(kind)
    except UnknownKind:
        return Handler(kind, work=_unknown, lease=USUAL_LEASE, max_attempts=USUAL_ATTEMPTS)


def _unknown(job: Job) -> None:
    raise UnknownKind(job.kind)


def _ended(job: Job, state: JobState, *, at: datetime, error: str = "") -> JobState | None:
    """Keep an end, unless the job belongs to somebody else by now."""
    if not _under_lease_of(job).update(state=state, ended_at=at, last_error=error, **NO_LEASE):
        log.warning("job_lease_lost", job=str(job.pk), kind=job.kind)
        return None
    if state == JobState.FAILED:
        log.error("job_failed", job=str(job.pk), kind=job.kind, attempts=job.attempts, error=error)
    return state


def _failed(job: Job, error: str, *, at: datetime) -> JobState | None:
    """Queue the job again after a pause, or give it up after its last attempt."""
    if job.attempts >= _terms_of(job.kind).max_attempts:
        return _ended(job, JobState.FAILED, at=at, error=error)
    log.warning("job_attempt_failed", job=str(job.pk), kind=job.kind, attempts=job.attempts, error=error)
    return _requeued(_under_lease_of(job), run_after=at + pause_after(job.attempts), error=error)


def _bring_back(job: Job, *, at: datetime) -> JobState | None:
    """Free a job whose lease ran out. One that keeps killing its worker ends as failed like any other."""
    silent = _under_lease_of(job).filter(lease_until__lt=at)
    if job.attempts < _terms_of(job.kind).max_attempts:
        return _requeued(silent, run_after=at, error="lease_expired")
    if not silent.update(state=JobState.FAILED, ended_at=at, last_error="lease_expired", **NO_LEASE):
        return None
    log.error("job_failed", job=str(job.pk), kind=job.kind, attempts=job.attempts, error="lease_expired")
    return JobState.FAILED


def _requeued(rows: QuerySet[Job], *, run_after: datetime, error: str) -> JobState | None:
    queued = rows.update(state=JobState.QUEUED, run_after=run_after, rung_at=None, last_error=error, **NO_LEASE)
    return JobState.QUEUED if queued else None


def _under_lease_of(job: Job) -> QuerySet[Job]:
    """The row as long as it stands under the lease this process knows."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, lease_token=job.lease_token)


def _place_of(error: Exception) -> str:
    """The exception's type and where it was raised, never its message, which may repeat what somebody wrote."""
    frame, line = list(walk_tb(error.__traceback__))[-1]
    return f"{type(error).__name__} {frame.f_globals.get('__name__', '')}:{line}"[:200]
