"""Messages by machine: what arrives as mail or short message, and what leaves for a reporter (Pasal 6(3) b, c; 9(3); 16)."""

import uuid

from django.db import models
from django.db.models import Q

from channels.enums import InboundKind, Medium, Occasion, OutgoingState
from channels.models.ways import Channel
from foundation.vault.fields import SealedField


class InboundMessage(models.Model):
    """One message that a machine took in, sealed without any key that could read it again; nothing that arrives is dropped.

    Written by services.arrivals alone, in the transaction that registers its complaint or adds it to one. The marks are
    keyed by the server, so that a stolen database answers no guess: `message_mark` of the Message-ID or the provider's
    number, `content_mark` of sender and words, `sender_mark` of the address or number, `series_mark` of a message in parts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", on_delete=models.PROTECT, related_name="inbound_messages")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    provider = models.SlugField(max_length=30)
    kind = models.CharField(max_length=12, choices=InboundKind.choices)
    doubts = models.CharField(max_length=120, blank=True)
    message_mark = models.BinaryField(max_length=32, unique=True)
    content_mark = models.BinaryField(max_length=32)
    sender_mark = models.BinaryField(max_length=32, null=True, blank=True)
    series_mark = models.BinaryField(max_length=32, null=True, blank=True)
    part = models.PositiveSmallIntegerField(null=True, blank=True)
    parts = models.PositiveSmallIntegerField(null=True, blank=True)
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    identity = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    words = SealedField(tag="inbound.words", inside="content")
    sender = SealedField(tag="inbound.sender", inside="identity")
    stored_name = models.CharField(max_length=100, unique=True, null=True, blank=True)
    raw = SealedField(tag="inbound.raw", inside="identity")

    class Meta:
        ordering = ["received_at", "id"]
        indexes = [
            models.Index(fields=["complaint", "received_at"], name="inbound_complaint"),
            models.Index(fields=["sender_mark", "received_at"], name="inbound_sender"),
            models.Index(fields=["content_mark"], name="inbound_content"),
            models.Index(fields=["series_mark"], name="inbound_series", condition=Q(series_mark__isnull=False)),
            models.Index(fields=["channel", "entered_at"], name="inbound_arrivals"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class OutgoingMessage(models.Model):
    """One message to a reporter: a row before anything is sent, its address and words open to the dispatch key alone.

    Written by services.sending alone. `tag_mark` is the keyed mark of the random tag that stands in its return and reply
    address: a bounce or a reply is known by it, and nothing is told by it. Words that carry a receipt code are erased when
    sent, or after 24 hours.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", on_delete=models.PROTECT, related_name="outgoing_messages")
    occasion = models.CharField(max_length=16, choices=Occasion.choices)
    medium = models.CharField(max_length=8, choices=Medium.choices)
    state = models.CharField(max_length=10, choices=OutgoingState.choices, default=OutgoingState.WAITING)
    key = models.CharField(max_length=120, unique=True)
    tag_mark = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    trying_since = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    error = models.SlugField(max_length=40, blank=True)
    delivery = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    words = SealedField(tag="outgoing.words", inside="delivery")
    erase_by = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["complaint", "created_at"], name="outgoing_complaint"),
            models.Index(fields=["state", "created_at"], name="outgoing_state"),
            models.Index(fields=["erase_by"], name="outgoing_erase_by", condition=Q(erase_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)
