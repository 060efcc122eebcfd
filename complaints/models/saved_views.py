"""What a person keeps of the inbox for himself."""

import uuid

from django.conf import settings
from django.db import models

LONGEST_QUERY = 250


class SavedView(models.Model):
    """Filters and order of the inbox that one person keeps, as the words of their address. Written by services.saved_views.

    It holds no text of his own and no number, so that nothing of a case can stand in it; its name on the screen is made of
    its filters.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    query = models.CharField(max_length=LONGEST_QUERY)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["saved_at", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="view_saved_once_a_person")]

    def __str__(self) -> str:
        return self.query
