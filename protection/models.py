"""What is kept of a reporter's safety, sealed to the protection officers alone."""

import uuid

from django.db import models

from complaints.models import Complaint
from foundation.vault.fields import SealedField


class ProtectionCase(models.Model):
    """The protection of one reporter; it begins by itself at receipt (Pasal 13(1)), this row stands once it was asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="protection")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"protection of {self.complaint_id}"


class ProtectionRequest(models.Model):
    """One wish in the reporter's own words. Written by protection.services.requests alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(ProtectionCase, on_delete=models.PROTECT, related_name="requests")
    safety = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    words = SealedField(tag="protection.request_words", inside="safety")

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.asked_at:%Y-%m-%d}"
