"""The public form while it is being filled in."""

import uuid

from django.db import models


class Draft(models.Model):
    """A public form being filled in: sealed under a key that only the visitor's resume code derives; never in the session.

    `lookup` is derived from the code; `sealed` holds every step, the files' keys and, from the check page on, the receipt code.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lookup = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    stored_names = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return str(self.id)
