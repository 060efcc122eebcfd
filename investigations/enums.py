"""The fixed vocabularies of the follow-up: what is ordered, what a review finds, who signs, what is decided."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Action(TextChoices):
    """What a disposition orders; the first two are the follow-up of Pasal 7(1), the others are instructions beside it."""

    REVIEW = "review", _("Telaah")
    AUDIT = "audit", _("Audit investigatif langsung")
    COORDINATE = "coordinate", _("Koordinasikan")
    ANSWER = "answer", _("Siapkan jawaban")
    FILE = "file", _("Arsipkan")


class Conclusion(TextChoices):
    """What a review concludes (section J of the sheet)."""

    AUDIT_WORTHY = "audit_worthy", _("Layak audit investigatif")
    CLARIFY = "clarify", _("Perlu klarifikasi lebih dahulu")
    LAW_ENFORCEMENT = "law_enforcement", _("Dikoordinasikan dengan aparat penegak hukum")
    REFER = "refer", _("Dilimpahkan kepada instansi lain")
    POSTPONE = "postpone", _("Ditunda: belum cukup bukti")
    STOP = "stop", _("Dihentikan: tidak cukup bukti atau pertimbangan lainnya")
    NOT_PROVEN = "not_proven", _("Tidak ada petunjuk pelanggaran")
    OUT_OF_SCOPE = "out_of_scope", _("Bukan kewenangan Inspektorat")
    NOT_A_COMPLAINT = "not_a_complaint", _("Bukan pengaduan")


class Evidence(TextChoices):
    """How far the first evidence carries (section E of the sheet)."""

    ENOUGH = "enough", _("Cukup")
    NOT_YET = "not_yet", _("Belum cukup")
    NOT_ENOUGH = "not_enough", _("Tidak cukup")


class Risk(TextChoices):
    """How much the reporter has to fear (section I of the sheet)."""

    LOW = "low", _("Rendah")
    MEDIUM = "medium", _("Sedang")
    HIGH = "high", _("Tinggi")


class Signatory(TextChoices):
    """Who issues an assignment (Pasal 7(3))."""

    INSPECTOR = "inspector", _("Inspektur")
    MAYOR = "mayor", _("Walikota")


class FollowUp(TextChoices):
    """For what people are assigned (Pasal 7(1) a and b)."""

    REVIEW = "review", _("Penelaahan")
    AUDIT = "audit", _("Audit investigatif")


class Measure(TextChoices):
    """What Pasal 14 does to a follow-up."""

    POSTPONE = "postpone", _("Tunda")
    STOP = "stop", _("Hentikan")


class Duty(TextChoices):
    """What somebody does in a case he was given."""

    REVIEWER = "reviewer", _("Penelaah")
    LEAD = "lead", _("Ketua tim")
    MEMBER = "member", _("Anggota tim")


class RulingKind(TextChoices):
    """What whoever decides the case puts on record about it."""

    AUDIT_RESULT = "audit_result", _("Hasil audit investigatif")
    DECISION = "decision", _("Putusan")
    OUT_OF_SCOPE = "out_of_scope", _("Bukan kewenangan")
    REFERRAL = "referral", _("Pelimpahan")
    CLOSING = "closing", _("Penutupan")
