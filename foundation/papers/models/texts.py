"""Texts of pages that the office may change, and the law that letters cite."""

from django.db import models
from django.db.models import F, Q

from foundation.papers.enums import Certainty


class PageText(models.Model):
    """A text of a page in one language, as the office words it. Written by papers.services alone."""

    slug = models.SlugField("halaman", max_length=60)
    language = models.CharField("bahasa", max_length=5, default="id")
    text = models.TextField("teks")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["slug", "language"]
        constraints = [models.UniqueConstraint(fields=["slug", "language"], name="one_text_a_page_and_language")]

    def __str__(self) -> str:
        return f"{self.slug} ({self.language})"


class LegalReference(models.Model):
    """A piece of law beside the regulation itself, end-dated when another replaces it. Written by papers.services alone.

    Dates are empty where they are not established.
    """

    code = models.CharField("sebutan", max_length=80, unique=True)
    title = models.CharField("judul", max_length=200)
    valid_from = models.DateField("berlaku mulai", null=True, blank=True)
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="menggantikan")
    certainty = models.CharField("kepastian", max_length=5, choices=Certainty, default=Certainty.WEAK)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="reference_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.code
