"""The monthly report: its figures, their seal, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.vault.fields import SealedField
from reports.enums import ReportState
from reports.rules.period import Period

LONGEST_REASON = 300


class MonthlyReport(models.Model):
    """One revision of one month's report (Pasal 19). Written by reports.services alone.

    `figures` (for the Walikota), `public` (letters a and b) and `outside_total` (the delegates' total, which the Inspektur is
    never shown) change while it is a draft and never again once `frozen_at` is set; a correction is a further revision.
    `narrative` is letter c, sealed for the Inspektur line and the Walikota; `paper` the signed report, sealed with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.CharField(max_length=7)
    revision = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=ReportState.choices, default=ReportState.DRAFT)
    correction_reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    figures = models.JSONField()
    public = models.JSONField()
    outside_total = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    public_sha256 = models.CharField(max_length=64, blank=True)
    checkpoint = models.ForeignKey("audit.Checkpoint", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    drafted_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    compartment = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    narrative = SealedField(tag="report.narrative", inside="compartment")
    version = models.PositiveIntegerField(default=0)
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-period", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["period", "revision"], name="one_report_a_month_and_revision"),
            models.UniqueConstraint(fields=["period"], condition=Q(state=ReportState.DRAFT), name="one_draft_a_month"),
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT, frozen_at__isnull=True)
                | (~Q(state=ReportState.DRAFT) & Q(frozen_at__isnull=False, published_at__isnull=False) & ~Q(sha256="")),
                name="published_report_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.PUBLISHED) ^ Q(approved_at__isnull=True), name="published_report_is_approved",
            ),
            models.CheckConstraint(condition=Q(revision=1) ^ ~Q(correction_reason=""), name="correction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.period}/{self.revision}"

    @property
    def month(self) -> Period:
        """The month it is about."""
        return Period.parse(self.period)

    @property
    def is_draft(self) -> bool:
        """Whether its figures still follow the register."""
        return self.state == ReportState.DRAFT

    @property
    def is_approved(self) -> bool:
        """Whether the Inspektur has approved it."""
        return self.approved_at is not None
