"""The ways in and what is kept of each arrival beside the complaint itself."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from channels.rules.contacts import Contact, contact_of
from foundation.vault.fields import SealedField


class Channel(models.Model):
    """One way in: its letter of Pasal 6(3), its words, and where it is. Seeded once, then end-dated, never deleted.

    A medium that the Perwali does not name stands `under` the way it is treated as, and has its letter.
    """

    code = models.SlugField(max_length=30, unique=True)
    letter = models.CharField(max_length=1)
    under = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="media")
    label = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80, blank=True)
    legal_basis = models.CharField(max_length=400)
    contact = models.CharField(max_length=300, blank=True)
    contact_en = models.CharField(max_length=300, blank=True)
    advertised = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.label

    @property
    def shown_label(self) -> str:
        """Its name in the language of the page."""
        return (_is_english() and self.label_en) or self.label

    @property
    def shown_contact(self) -> str:
        """Where it is, in the language of the page."""
        return (_is_english() and self.contact_en) or self.contact

    @property
    def tappable(self) -> Contact:
        """Where it is, with what a telephone can call or write to."""
        return contact_of(self.code, self.shown_contact)


class Intake(models.Model):
    """How one complaint came in. Written by services.intake.take_in alone, in the transaction that registers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.OneToOneField("complaints.Complaint", on_delete=models.PROTECT, related_name="intake")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    identity_seen = models.BooleanField(null=True, blank=True)
    historical = models.BooleanField(default=False)
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    facts = SealedField(tag="intake.facts", inside="content")
    entry_digest = models.BinaryField(max_length=32, null=True, blank=True, editable=False)
    """Of an entry at a desk: a keyed mark of all that was entered, by which a second send of the same is known."""

    class Meta:
        ordering = ["-entered_at"]

    def __str__(self) -> str:
        return str(self.complaint_id)


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
