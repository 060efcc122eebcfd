"""Keys that wait to be given: to whom a colleague owes a case, and which cases somebody left behind."""

import uuid

from django.conf import settings
from django.db import models

from complaints.enums import RegrantCause
from complaints.models.case import Complaint


class RegrantDue(models.Model):
    """Somebody may open this compartment and holds no key of it: a colleague who does gives it to him.

    `reason` is the short code that the grant had, or will have. Written and taken away by services.regrants alone; the lasting
    record is the log.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="regrants_due")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="regrants_due")
    compartment = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE, related_name="regrants_due")
    cause = models.CharField(max_length=10, choices=RegrantCause)
    reason = models.CharField(max_length=60)
    since = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "compartment"], name="one_regrant_a_person_and_compartment")]
        indexes = [models.Index(fields=["user", "complaint"], name="regrant_of_person")]

    def __str__(self) -> str:
        return f"{self.compartment_id} → {self.user_id}"


class HandOverDue(models.Model):
    """Somebody who worked on this open case has left it: whoever decides it gives the work to another.

    Written by services.hand_over; taken away as soon as the case is shared with somebody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="hand_overs_due")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "user"], name="one_hand_over_a_person_and_case")]

    def __str__(self) -> str:
        return f"{self.complaint_id} ← {self.user_id}"
