"""Opening a reporter's identity: who asked and what was decided, each opening, and receipt codes made anew."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from complaints.enums import IdentityRequestState, Verification
from complaints.models.case import Complaint
from foundation.vault.fields import SealedField


class IdentityRequest(models.Model):
    """Somebody of a case asks to see who the reporter is (Pasal 15). Written by services.identity and identity_ends alone.

    The asker drops his reason where only custodians read; the custodian drops a refusal's reason where only the case reads.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="identity_requests")
    identity = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=IdentityRequestState.choices, default=IdentityRequestState.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    reason = SealedField(tag="identity_request.reason", inside="identity")
    refusal = SealedField(tag="identity_request.refusal", inside="content")

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "asked_by"],
                condition=Q(state=IdentityRequestState.WAITING),
                name="one_waiting_identity_request",
            ),
            models.CheckConstraint(
                condition=~Q(state=IdentityRequestState.APPROVED) | Q(expires_at__isnull=False, decided_by__isnull=False),
                name="approved_identity_expires",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="identity_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.asked_by_id}"


class IdentityOpening(models.Model):
    """One opening, from which an identity is shown for some minutes; the log keeps it too. Written by services.identity alone.

    Without `request` it is a custodian who compares a person with what is sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="identity_openings")
    request = models.ForeignKey(IdentityRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="openings")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at", "id"]
        indexes = [models.Index(fields=["complaint", "opened_by", "-opened_at"], name="identity_opening_newest")]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.opened_by_id}"


class ReceiptRenewal(models.Model):
    """A new receipt code for a reporter who lost the old one and was verified. Written by services.receipt_renewal alone.

    The custodian holds no key of the conversation: `holder` waits until somebody who does opens the case.
    `replaced_at` says that another code was drawn before this one came into force.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="receipt_renewals")
    identity = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("vault.Holder", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Verification.choices)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    facts = SealedField(tag="receipt_renewal.facts", inside="identity")

    class Meta:
        ordering = ["verified_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(in_force_at__isnull=True, replaced_at__isnull=True),
                name="one_waiting_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.verified_at:%Y-%m-%d}"
