"""The rows that make work durable."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q

from foundation.jobs.enums import JobState
from foundation.jobs.handlers import handler_of


class JobCancelled(Exception):
    """Somebody asked a running job to stop; its handler lets this pass, after what is half done was put right."""


class LeaseLost(Exception):
    """The job was silent for longer than its lease and belongs to another worker now; its handler lets this pass."""


class Job(models.Model):
    """A durable piece of work. Written only by foundation.jobs.services, and by its own handler through advance."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    queue = models.CharField(max_length=40)
    key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 - many jobs have no key, and NULLs don't collide
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    created_at = models.DateTimeField()
    run_after = models.DateTimeField()
    rung_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    last_error = models.CharField(max_length=200, blank=True, default="")

    clock: Callable[[], datetime]
    """The worker's clock, handed in by services.run; only a job that is being run has one."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_token__isnull=False, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_token__isnull=True, lease_until__isnull=True)),
                name="jobs_lease_only_while_running",
            ),
        ]
        indexes = [
            models.Index(fields=["run_after"], condition=Q(state=JobState.QUEUED), name="jobs_queued"),
            models.Index(fields=["lease_until"], condition=Q(state=JobState.RUNNING), name="jobs_running"),
            models.Index(fields=["ended_at"], condition=Q(state=JobState.FAILED), name="jobs_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"

    def advance(self, done: int, total: int) -> None:
        """Store how far the handler is and renew its lease; called by handlers only, between two whole steps.

        Raises LeaseLost when another worker has the job, JobCancelled when somebody asked it to stop.
        """
        mine = Job.objects.filter(pk=self.pk, state=JobState.RUNNING, lease_token=self.lease_token)
        lease_until = self.clock() + handler_of(self.kind).lease
        if not mine.update(progress_done=done, progress_total=total, lease_until=lease_until):
            raise LeaseLost(str(self.pk))
        self.progress_done, self.progress_total, self.lease_until = done, total, lease_until
        if mine.filter(cancel_asked=True).exists():
            raise JobCancelled(str(self.pk))
