"""The fixed vocabularies of the follow-up: what is ordered, what a review finds, who signs, what is decided."""

from django.db.models import TextChoices


class Action(TextChoices):
    """What a disposition orders; the first two are the follow-up of Pasal 7(1), the others are instructions beside it."""

    REVIEW = "review", "Telaah"
    AUDIT = "audit", "Audit investigatif langsung"
    COORDINATE = "coordinate", "Koordinasikan"
    ANSWER = "answer", "Siapkan jawaban"
    FILE = "file", "Arsipkan"


class Conclusion(TextChoices):
    """What a review concludes (section J of the sheet)."""

    AUDIT_WORTHY = "audit_worthy", "Layak audit investigatif"
    CLARIFY = "clarify", "Perlu klarifikasi lebih dahulu"
    LAW_ENFORCEMENT = "law_enforcement", "Dikoordinasikan dengan aparat penegak hukum"
    REFER = "refer", "Dilimpahkan kepada instansi lain"
    POSTPONE = "postpone", "Ditunda: belum cukup bukti"
    STOP = "stop", "Dihentikan: tidak cukup bukti atau pertimbangan lainnya"
    NOT_PROVEN = "not_proven", "Tidak ada petunjuk pelanggaran"
    OUT_OF_SCOPE = "out_of_scope", "Bukan kewenangan Inspektorat"
    NOT_A_COMPLAINT = "not_a_complaint", "Bukan pengaduan"


class Evidence(TextChoices):
    """How far the first evidence carries (section E of the sheet)."""

    ENOUGH = "enough", "Cukup"
    NOT_YET = "not_yet", "Belum cukup"
    NOT_ENOUGH = "not_enough", "Tidak cukup"


class Risk(TextChoices):
    """How much the reporter has to fear (section I of the sheet)."""

    LOW = "low", "Rendah"
    MEDIUM = "medium", "Sedang"
    HIGH = "high", "Tinggi"


class Signatory(TextChoices):
    """Who issues an assignment (Pasal 7(3))."""

    INSPECTOR = "inspector", "Inspektur"
    MAYOR = "mayor", "Walikota"


class FollowUp(TextChoices):
    """For what people are assigned (Pasal 7(1) a and b)."""

    REVIEW = "review", "Penelaahan"
    AUDIT = "audit", "Audit investigatif"


class Measure(TextChoices):
    """What Pasal 14 does to a follow-up."""

    POSTPONE = "postpone", "Tunda"
    STOP = "stop", "Hentikan"


class Duty(TextChoices):
    """What somebody does in a case he was given."""

    REVIEWER = "reviewer", "Penelaah"
    LEAD = "lead", "Ketua tim"
    MEMBER = "member", "Anggota tim"


class RulingKind(TextChoices):
    """What whoever decides the case puts on record about it."""

    AUDIT_RESULT = "audit_result", "Hasil audit investigatif"
    DECISION = "decision", "Putusan"
    OUT_OF_SCOPE = "out_of_scope", "Bukan kewenangan"
    REFERRAL = "referral", "Pelimpahan"
    CLOSING = "closing", "Penutupan"
