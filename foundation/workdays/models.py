"""The holiday table: each day off that a decree declares."""

import uuid

from django.db import models
from django.db.models import Q

from foundation.workdays.enums import Certainty, HolidayKind

LONGEST_NAME = 120
LONGEST_DECREE = 250


class Holiday(models.Model):
    """One day off for one reason. Written only by services.import_holidays; never deleted.

    Two holidays may share a date, so a row is known by date, kind and name. A holiday that a later decree takes back
    stays as history with that decree in `withdrawn_by`, and no longer counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    date = models.DateField()
    kind = models.CharField(max_length=20, choices=HolidayKind)
    name = models.CharField(max_length=LONGEST_NAME)
    decree = models.CharField(max_length=LONGEST_DECREE)
    certainty = models.CharField(max_length=20, choices=Certainty)
    withdrawn_by = models.CharField(max_length=LONGEST_DECREE, blank=True, default="")

    class Meta:
        ordering = ["date", "kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["date", "kind", "name"], name="one_row_of_each_holiday"),
            models.CheckConstraint(condition=Q(kind__in=HolidayKind.values), name="holiday_kind_is_known"),
            models.CheckConstraint(condition=Q(certainty__in=Certainty.values), name="holiday_certainty_is_known"),
            models.CheckConstraint(condition=~Q(decree=""), name="holiday_has_a_decree"),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"
