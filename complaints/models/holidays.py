"""A decree on its way into the holiday table, from the upload to the last clock that it moves."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.jobs.enums import JobState


class HolidayImport(models.Model):
    """The rows somebody wants to take in, approved by a person before anything changes. Written by services.decrees alone.

    `rows` holds what reading.HolidayRow says, as JSON; `job` is the durable work that imports and recounts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rows = models.JSONField()
    source = models.CharField(max_length=120, blank=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    job = models.ForeignKey("jobs.Job", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-brought_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(discarded_at__isnull=True), name="import_is_approved_or_discarded"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True, job__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False, job__isnull=False),
                name="approved_import_has_its_job",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brought_at:%Y-%m-%d} {self.source}"

    @property
    def waits(self) -> bool:
        """Whether somebody still has to approve or discard it."""
        return self.approved_at is None and self.discarded_at is None

    @property
    def runs(self) -> bool:
        """Whether its work waits for a worker or is being done."""
        return self.job is not None and self.job.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def stands_still(self) -> bool:
        """Whether its work ended before it was done, and can be taken up again."""
        return self.job is not None and self.job.state in {JobState.CANCELLED, JobState.FAILED}
