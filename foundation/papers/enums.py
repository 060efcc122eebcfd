"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Certainty(models.TextChoices):
    """How sure it is that a reference is cited rightly; whoever prints a weak one in an official letter checks it first."""

    READ = "read", "Dibaca pada sumbernya"
    FIRM = "firm", "Pengetahuan umum yang kuat"
    WEAK = "weak", "Periksa sebelum dikutip"


class PaperKind(models.TextChoices):
    """What a paper is; each kind has its own numbers."""

    RECEIPT = "receipt", "Tanda terima pengaduan"
    FORWARDING = "forwarding", "Surat penerusan pengaduan"
    REVIEW = "review", "Lembar penelaahan"
    ANSWER = "answer", "Surat jawaban kepada pelapor"
    REFUSAL = "refusal", "Surat penolakan jawaban"
    MONTHLY_REPORT = "monthly_report", "Laporan bulanan kepada Walikota"


class PaperState(models.TextChoices):
    """A draft has no number; a signed paper never changes."""

    DRAFT = "draft", "Konsep"
    SIGNED = "signed", "Ditandatangani"


class Issuer(models.TextChoices):
    """In whose name a paper goes out, which decides its kop surat."""

    INSPECTORATE = "inspectorate", "Inspektorat"
    MAYOR = "mayor", "Walikota"
    GOVERNMENT = "government", "Pemerintah Kota"


class SignatoryForm(models.TextChoices):
    """How the signer holds the post, as the signature block says it (tata naskah dinas)."""

    DEFINITIVE = "definitive", "Definitif"
    ACTING = "plt", "Pelaksana tugas (Plt.)"
    ACTING_DAILY = "plh", "Pelaksana harian (Plh.)"
    ON_BEHALF = "an", "Atas nama (a.n.)"
    FOR_ATTENTION = "ub", "Untuk beliau (u.b.)"


class Secrecy(models.TextChoices):
    """Sifat surat: how secret a paper is."""

    STRICT = "sr", _("Sangat Rahasia")
    SECRET = "r", _("Rahasia")
    LIMITED = "t", _("Terbatas")
    ORDINARY = "b", _("Biasa")


class Urgency(models.TextChoices):
    """How quickly a paper is to be handled."""

    VERY_URGENT = "very_urgent", _("Sangat Segera")
    URGENT = "urgent", _("Segera")
    ORDINARY = "ordinary", _("Biasa")


class OfficePage(models.TextChoices):
    """Where the office may put words of its own."""

    BANNER = "banner", "Pengumuman di atas setiap halaman publik"
    LANDING = "landing", "Halaman depan"
    WAYS = "cara-lain", "Cara lain mengadu"
    PRIVACY = "privasi", "Privasi"
    ACCESSIBILITY = "aksesibilitas", "Aksesibilitas"
    REGULATION = "peraturan", "Peraturan"
