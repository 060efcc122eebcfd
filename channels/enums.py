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


class YesNo(TextChoices):
    """A plain question."""

    YES = "ya", _("Ya")
    NO = "tidak", _("Tidak")


class InboundKind(TextChoices):
    """What a message by machine turned out to be; each belongs to a complaint, a new one or one that is known."""

    COMPLAINT = "complaint", "Pengaduan baru"
    REPLY = "reply", "Balasan pelapor"
    CONTINUED = "continued", "Sambungan"
    DUPLICATE = "duplicate", "Kiriman ulang"
    BOUNCE = "bounce", "Pemberitahuan gagal kirim"
    AUTOMATIC = "automatic", "Jawaban otomatis"


class Medium(TextChoices):
    """How word reaches a reporter beside the status page (Pasal 16)."""

    MAIL = "mail", "Surat elektronik"
    SMS = "sms", "Pesan singkat"
    LETTER = "letter", "Surat tercetak"


class Occasion(TextChoices):
    """What an outgoing message is about; its words never say more than that there is word."""

    RECEIPT = "receipt", "Tanda terima"
    VERIFY = "verify", "Pemeriksaan alamat"
    CHANGED = "changed", "Alamat diganti"
    MESSAGE = "message", "Ada pesan"
    ANSWER = "answer", "Ada jawaban"


class OutgoingState(TextChoices):
    """Where an outgoing message stands. Uncertain: whether the other side took it is not known, so it is not sent twice."""

    WAITING = "waiting", "Menunggu"
    SENDING = "sending", "Sedang dikirim"
    SENT = "sent", "Terkirim"
    FAILED = "failed", "Gagal"
    UNCERTAIN = "uncertain", "Tidak pasti"
