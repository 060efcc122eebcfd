"""Rows with sealed fields: a folder in one compartment, a letter in two."""

import uuid

from django.db import models

from foundation.vault.fields import SealedField


class Folder(models.Model):
    """One compartment, two fields."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    story = SealedField(tag="example.story", inside="content")
    place = SealedField(tag="example.place", inside="content")

    def __str__(self) -> str:
        return str(self.pk)


class Letter(models.Model):
    """Two compartments, one field in each; the second may be missing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thread = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, related_name="+")
    identity = models.ForeignKey("vault.Compartment", on_delete=models.PROTECT, null=True, related_name="+")
    body = SealedField(tag="letter.body", inside="thread")
    sender = SealedField(tag="letter.sender", inside="identity")

    def __str__(self) -> str:
        return str(self.pk)
