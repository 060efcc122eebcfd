"""Kinds of holders and of compartments."""

from django.db import models


class HolderKind(models.TextChoices):
    """Whose key pair it is, which decides how its private half comes back."""

    STAFF = "staff", "Petugas"
    REPORTER = "reporter", "Pelapor"
    RECOVERY = "recovery", "Pemulihan"
    DISPATCH = "dispatch", "Pengiriman"


class CompartmentKind(models.TextChoices):
    """What a compartment holds, which decides who is granted and whether the recovery key is."""

    CONTENT = "content", "Isi pengaduan"
    IDENTITY = "identity", "Identitas pelapor"
    THREAD = "thread", "Percakapan"
    SAFETY = "safety", "Pelindungan"
    DELIVERY = "delivery", "Alamat pemberitahuan"
    REPORT = "report", "Laporan bulanan"
    PAPER = "paper", "Surat"


WITHOUT_RECOVERY = frozenset({CompartmentKind.DELIVERY})
"""An address is opened by the dispatch key alone: it can be asked for again, so it has no recovery seal."""

INSTITUTION = frozenset({HolderKind.RECOVERY, HolderKind.DISPATCH})
"""Keys of the office itself: rotated, never shut out or walled off by hand."""
