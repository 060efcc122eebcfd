"""Official papers: drafted, then numbered, sealed and never changed again; and the scans that bear a hand's signature."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.papers.enums import Issuer, PaperKind, PaperState, Secrecy, Urgency
from foundation.vault.fields import SealedField


class Paper(models.Model):
    """One official paper. Written by papers.services alone; read with keys of its compartment.

    `contents` is what is said, as papers.letters writes it; `file` the sealed PDF's key, SHA-256, size and verification code.
    In clear stand the kind, number, date, marks and who acted. `verification` is derived from the code: who reads the database
    learns no code. A trigger refuses to change the number, date, file or state of a signed paper.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("jenis surat", max_length=40, choices=PaperKind)
    state = models.CharField("keadaan", max_length=10, choices=PaperState, default=PaperState.DRAFT)
    language = models.CharField("bahasa", max_length=5, default="id")
    template = models.CharField(max_length=64)
    issuer = models.CharField("penerbit", max_length=20, choices=Issuer)
    secrecy = models.CharField("sifat", max_length=2, choices=Secrecy, default=Secrecy.SECRET)
    urgency = models.CharField("derajat", max_length=12, choices=Urgency, default=Urgency.ORDINARY)
    inside = models.ForeignKey("vault.Compartment", models.PROTECT, related_name="+")
    contents = SealedField(tag="paper.contents", inside="inside")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    prepared_at = models.DateTimeField()

    number = models.CharField("nomor", max_length=100, blank=True)
    sequence = models.PositiveIntegerField(null=True, blank=True)
    dated = models.DateField("tanggal", null=True, blank=True)
    letterhead = models.ForeignKey("papers.Letterhead", models.PROTECT, null=True, blank=True, related_name="papers")
    signatory = models.ForeignKey("papers.Signatory", models.PROTECT, null=True, blank=True, related_name="papers")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signer = models.CharField(max_length=20, blank=True)
    verification = models.BinaryField(null=True, unique=True, max_length=32)
    stored_name = models.CharField(max_length=36, null=True, unique=True)  # noqa: DJ001 - many drafts have none, and names are unique
    file = SealedField(tag="paper.file", inside="inside")

    class Meta:
        ordering = ["-prepared_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="signed_paper_is_whole",
                condition=Q(state=PaperState.DRAFT, number="", stored_name__isnull=True)
                | (
                    Q(state=PaperState.SIGNED, dated__isnull=False, letterhead__isnull=False, signed_at__isnull=False)
                    & Q(verification__isnull=False, stored_name__isnull=False)
                    & ~Q(number="")
                ),
            ),
            models.UniqueConstraint(fields=["kind", "number"], condition=~Q(number=""), name="one_paper_a_kind_and_number"),
        ]
        indexes = [models.Index(fields=["inside", "kind"], name="papers_of_a_compartment")]

    def __str__(self) -> str:
        return self.number or f"{self.kind} (konsep)"


class SignedScan(models.Model):
    """The scan of a printed and hand-signed paper, sealed beside the original. Added by papers.services alone, never changed.

    A better scan is added, it replaces none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="scans")
    inside = models.ForeignKey("vault.Compartment", models.PROTECT, related_name="+")
    stored_name = models.CharField(max_length=36, unique=True)
    file = SealedField(tag="paper.scan", inside="inside")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.uploaded_at:%Y-%m-%d}"
