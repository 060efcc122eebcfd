"""The fixed vocabularies of the ways in: their codes and what is asked about a reporter."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Way(TextChoices):
    """Codes of the ways in (the words of addresses and bookmarks); names, numbers and places are rows of Channel."""

    LETTER = "surat", _("Surat")
    EMAIL = "surel", _("Surat elektronik")
    MESSAGE = "pesan-singkat", _("Pesan singkat (SMS)")
    WHATSAPP = "whatsapp", _("WhatsApp")
    PHONE = "telepon", _("Telepon")
    PO_BOX = "kotak-pos", _("Kotak pos")
    BOX = "kotak-saran", _("Kotak Saran dan Pengaduan")
    OFFICER = "pejabat", _("Datang langsung")
    WEB = "web", _("Formulir web")
    HANDED_ON = "limpahan", _("Limpahan instansi lain")


class Naming(TextChoices):
    """The two choices of every reporter; both are kept equally secret (Pasal 15)."""

    NAMED = "bernama", _("Saya menyebut nama (selalu dirahasiakan, Pasal 15)")
    NAMELESS = "tanpa", _("Tanpa nama")


class Consent(TextChoices):
    """To whom a reporter's name may be told; never ticked beforehand, revocable."""

    LAW_ENFORCEMENT = "lpsk_polri", _("LPSK atau Polri")
    UNITS = "unit_kerja", _("Unit kerja terkait")


class YesNo(TextChoices):
    """A plain question."""

    YES = "ya", _("Ya")
    NO = "tidak", _("Tidak")
