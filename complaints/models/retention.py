"""How long a closed case is kept, and what becomes of it then."""

from django.db import models
from django.db.models import F, Q

from complaints.enums import FinalAction


class RetentionRule(models.Model):
    """One line of the retention schedule (JRA). Versioned: a change is a new row, an old one is end-dated, never deleted."""

    code = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=120)
    years = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=10, choices=FinalAction)
    legal_basis = models.CharField(max_length=250)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_row_per_retention_version"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="retention_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(action__in=FinalAction.values), name="retention_action_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.years} tahun, {self.get_action_display().lower()})"
