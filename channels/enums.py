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

    COMPLAINT = "complaint", _("Pengaduan baru")
    REPLY = "reply", _("Balasan pelapor")
    CONTINUED = "continued", _("Sambungan")
    DUPLICATE = "duplicate", _("Kiriman ulang")
    BOUNCE = "bounce", _("Pemberitahuan gagal kirim")
    AUTOMATIC = "automatic", _("Jawaban otomatis")


class Medium(TextChoices):
    """How word reaches a reporter beside the status page (Pasal 16)."""

    MAIL = "mail", _("Surat elektronik")
    SMS = "sms", _("Pesan singkat")
    LETTER = "letter", _("Surat tercetak")


class Occasion(TextChoices):
    """What an outgoing message is about; its words never say more than that there is word."""

    RECEIPT = "receipt", _("Tanda terima")
    VERIFY = "verify", _("Pemeriksaan alamat")
    CHANGED = "changed", _("Alamat diganti")
    MESSAGE = "message", _("Ada pesan")
    ANSWER = "answer", _("Ada jawaban")


class OutgoingState(TextChoices):
    """Where an outgoing message stands. Uncertain: whether the other side took it is not known, so it is not sent twice."""

    WAITING = "waiting", _("Menunggu")
    SENDING = "sending", _("Sedang dikirim")
    SENT = "sent", _("Terkirim")
    FAILED = "failed", _("Gagal")
    UNCERTAIN = "uncertain", _("Tidak pasti")
