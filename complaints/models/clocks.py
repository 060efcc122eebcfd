"""The legal clocks of a case."""

import uuid

from django.db import models
from django.db.models import F, Q

from complaints.enums import (
    DeadlineKind,
)
from complaints.models.case import Complaint
from complaints.rules.deadlines import ReminderStage


class Deadline(models.Model):
    """A legal clock of one complaint. Set at registration, met by the transitions, recounted by one command."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=10, choices=DeadlineKind.choices)
    due_on = models.DateField()
    strict_on = models.DateField()
    met_at = models.DateTimeField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    met_by_system = models.BooleanField(default=False)
    breached_on = models.DateField(null=True, blank=True)
    reminded = models.CharField(
        max_length=12,
        choices=[(stage.value, stage.value) for stage in ReminderStage],
        default=ReminderStage.NONE.value,
    )
    history = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "kind"], name="one_clock_of_each_kind"),
            models.CheckConstraint(condition=Q(strict_on__lte=F("due_on")), name="strict_not_after_legal"),
        ]
        indexes = [
            models.Index(fields=["strict_on"], name="deadline_unmet_strict", condition=Q(met_at__isnull=True)),
            models.Index(
                fields=["strict_on", "id"],
                name="deadline_to_remind",
                condition=Q(met_at__isnull=True) & ~Q(reminded=ReminderStage.BREACH.value),
            ),
            models.Index(fields=["kind", "met_on"], name="deadline_kind_met"),
            models.Index(fields=["kind", "due_on"], name="deadline_kind_due"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.kind}"
