"""What passes between the office and the reporter, and the files of a case."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.enums import (
    AnswerKind,
    Direction,
)
from complaints.models.case import Complaint
from foundation.vault.fields import SealedField


class Attachment(models.Model):
    """One file of a case: sealed on disk, its name, key and hash sealed here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="attachments")
    inside = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    from_reporter = models.BooleanField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    uploaded_at = models.DateTimeField()
    stored_name = models.CharField(max_length=100, unique=True)
    facts = SealedField(tag="attachment.facts", inside="inside")

    class Meta:
        ordering = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Message(models.Model):
    """One message of the conversation between the office and the reporter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="messages")
    thread = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=14, choices=Direction.choices)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    once = models.UUIDField(unique=True)
    body = SealedField(tag="message.body", inside="thread")

    class Meta:
        ordering = ["sent_at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Answer(models.Model):
    """An answer or a refusal (Pasal 16, 18): drafted inside the case, issued into the conversation.

    `paper` is its official letter, sealed in the conversation; an issued answer has none until an administrator has set a kop
    surat and a way of numbering.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="answers")
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=AnswerKind.choices, default=AnswerKind.FINAL)
    grounds = models.CharField(max_length=8, blank=True)
    next_on = models.DateField(null=True, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    first_read_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    paper = models.OneToOneField("papers.Paper", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    draft = SealedField(tag="answer.draft", inside="content")
    text = SealedField(tag="answer.text", inside="thread")

    class Meta:
        ordering = ["drafted_at"]
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=Q(issued_at__isnull=True), name="one_answer_draft"),
        ]
        indexes = [models.Index(fields=["issued_at"], name="answer_issued")]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.kind}"
