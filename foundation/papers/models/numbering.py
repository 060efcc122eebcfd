"""Number series without gaps, and how their numbers are written."""

import uuid

from django.db import models
from django.db.models import F, Q

from foundation.papers.enums import PaperKind


class NumberSeries(models.Model):
    """The last number given out in one series and year. Moved by papers.services.next_number alone."""

    code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="one_series_a_code_and_year")]

    def __str__(self) -> str:
        return f"{self.code}/{self.year}: {self.last}"


class NumberTemplate(models.Model):
    """How the numbers of a kind of paper are written from a day on. Added and end-dated by papers.services alone, never changed.

    `pattern` holds the tokens of rules.written_number. `by_hand`: the office gives the numbers itself, from its agenda book.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("jenis surat", max_length=40, choices=PaperKind)
    pattern = models.CharField("pola nomor", max_length=100)
    classification = models.CharField("kode klasifikasi", max_length=40, blank=True)
    unit = models.CharField("kode unit", max_length=40, blank=True)
    by_hand = models.BooleanField("nomor dari buku agenda", default=False)
    valid_from = models.DateField("berlaku mulai")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="numbering_ends_after_it_begins",
                violation_error_message="Isi tanggal akhir yang tidak mendahului tanggal mulai",
            ),
            models.UniqueConstraint(
                fields=["kind", "valid_from"],
                name="one_numbering_a_kind_and_day",
                violation_error_message="Pilih tanggal mulai lain: pola jenis surat ini sudah ada sejak hari itu",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.pattern}"
