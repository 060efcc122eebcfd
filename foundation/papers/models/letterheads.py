"""Kop surat and those who sign, each from a day to a day."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.papers.enums import Issuer, SignatoryForm


class Letterhead(models.Model):
    """The kop surat of an issuer from a day on. Added and end-dated by papers.services alone, never changed.

    `lines` are the lines below the names (address, telephone, site), parted by line ends. The logo is a picture of the office,
    checked by decoding (PNG or SVG); without one a neutral sign stands in its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    issuer = models.CharField("penerbit", max_length=20, choices=Issuer)
    government = models.CharField("baris pertama", max_length=120, blank=True)
    office = models.CharField("nama instansi atau jabatan", max_length=120)
    lines = models.TextField("alamat dan kontak", max_length=500, blank=True)
    place = models.CharField("tempat surat dibuat", max_length=60)
    logo = models.BinaryField("logo", null=True, blank=True, editable=False)
    logo_kind = models.CharField(max_length=3, blank=True, editable=False)
    valid_from = models.DateField("berlaku mulai")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        ordering = ["issuer", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="letterhead_ends_after_it_begins",
                violation_error_message="Isi tanggal akhir yang tidak mendahului tanggal mulai",
            ),
            models.UniqueConstraint(
                fields=["issuer", "valid_from"],
                name="one_letterhead_an_issuer_and_day",
                violation_error_message="Pilih tanggal mulai lain: kop penerbit ini sudah ada sejak hari itu",
            ),
        ]

    def __str__(self) -> str:
        return self.office


class Signatory(models.Model):
    """Somebody who signs papers, as the signature block names him, from a day to a day. Added and end-dated by papers.services alone.

    `user` links to the person's account where there is one. `on_behalf_of` is the superior's post for a.n. and u.b.; `through`
    the post between them for u.b.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="akun")
    name = models.CharField("nama dengan gelar", max_length=200)
    post = models.CharField("jabatan", max_length=200)
    form = models.CharField("bentuk", max_length=10, choices=SignatoryForm, default=SignatoryForm.DEFINITIVE)
    on_behalf_of = models.CharField("atas nama", max_length=200, blank=True)
    through = models.CharField("melalui", max_length=200, blank=True)
    rank = models.CharField("pangkat dan golongan", max_length=100, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True)
    valid_from = models.DateField("berlaku mulai")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        ordering = ["name", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="signatory_ends_after_beginning",
                violation_error_message="Isi tanggal akhir yang tidak mendahului tanggal mulai",
            ),
            models.CheckConstraint(
                condition=~Q(form__in=[SignatoryForm.ON_BEHALF, SignatoryForm.FOR_ATTENTION]) | ~Q(on_behalf_of=""),
                name="on_behalf_of_somebody",
                violation_error_message="Isi jabatan yang diatasnamakan untuk bentuk a.n. atau u.b.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.post})"
