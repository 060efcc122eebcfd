"""The fixed vocabularies of a case: states, clocks, routing, reporters, answers, opened identities."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ComplaintState(TextChoices):
    """All states of a complaint; moved by complaints.services.transitions alone."""

    RECEIVED = "received", _("Diterima")
    FORWARDED = "forwarded", _("Diteruskan")
    IN_REVIEW = "in_review", _("Penelaahan")
    AWAITING_MAYOR = "awaiting_mayor", _("Menunggu penugasan Walikota")
    IN_AUDIT = "in_audit", _("Audit investigatif")
    CONCLUDED = "concluded", _("Tindak lanjut selesai")
    DECIDED = "decided", _("Diputus")
    POSTPONED = "postponed", _("Ditunda")
    STOPPED = "stopped", _("Dihentikan")
    REFERRED = "referred", _("Dilimpahkan")
    OUT_OF_SCOPE = "out_of_scope", _("Bukan kewenangan")
    CLOSED = "closed", _("Ditutup")


class DeadlineKind(TextChoices):
    """The three legal clocks of a complaint."""

    FORWARD = "forward", _("Sampai kepada Inspektur")
    FOLLOW_UP = "follow_up", _("Ditindaklanjuti")
    ANSWER = "answer", _("Dijawab kepada pelapor")


class Routing(TextChoices):
    """The form's question that decides who may open the complaint (`docs/adr/0007-who-receives-a-complaint.md`)."""

    NONE = "none", _("Bukan, atau tidak tahu")
    ECHELON_II = "echelon_ii", _("Kepala dinas/badan, sekretaris daerah, asisten, staf ahli (eselon II)")
    INSPECTORATE = "inspectorate", _("Inspektorat, bukan Inspektur")
    INSPECTOR = "inspector", _("Inspektur, atau saya tidak mau menyebut siapa di Inspektorat")
    MAYOR = "mayor", _("Walikota, Wakil Walikota, atau anggota DPRD")
    UNROUTED = "unrouted", _("Belum dipilah")


ROUTE_NAMES = {
    Routing.NONE: "Unit kerja lain, atau belum diketahui",
    Routing.ECHELON_II: "Pejabat eselon II di luar Inspektorat",
    Routing.INSPECTORATE: "Pegawai Inspektorat, bukan Inspektur",
    Routing.INSPECTOR: "Inspektur, atau seseorang di Inspektorat yang tidak disebut",
    Routing.MAYOR: "Walikota, Wakil Walikota, atau anggota DPRD",
    Routing.UNROUTED: "Belum dipilah",
}
"""What the office calls each row; the labels of Routing are answers to the reporter."""


ARRIVAL_NAMES = {
    Routing.INSPECTOR: "Sampai kepada delegasi Walikota",
    Routing.MAYOR: "Sampai kepada petugas rujukan",
}
"""What the clock of Pasal 6 ayat (5) waits for where it is not the Inspektur (`docs/adr/0007-who-receives-a-complaint.md`)."""


class RegisterSeries(TextChoices):
    """Number series; the two special ones exist so that no gap in the main register betrays a walled case."""

    MAIN = "main", _("Register utama")
    DELEGATES = "delegates", _("Register delegasi Walikota")
    REFERRAL = "referral", _("Register rujukan")


class ReporterKind(TextChoices):
    """Who speaks (Pasal 1 angka 9 and 10)."""

    EMPLOYEE = "employee", _("Pegawai Pemerintah Kota")
    INDIVIDUAL = "individual", _("Perorangan di luar Pemerintah Kota")
    BODY = "body", _("Badan atau organisasi")
    UNKNOWN = "unknown", _("Tidak diketahui")


class EmploymentStatus(TextChoices):
    """What an accused person is to the Kota (Pasal 1 angka 7: the Perwali covers PNS and CPNS)."""

    UNKNOWN = "unknown", _("Belum diketahui")
    PNS = "pns", _("PNS")
    CPNS = "cpns", _("CPNS")
    PPPK = "pppk", _("PPPK")
    NON_ASN = "non_asn", _("Honorer atau bukan ASN")
    ELECTED = "elected", _("Pejabat yang dipilih")
    OUTSIDE = "outside", _("Bukan pegawai Pemerintah Kota")


class PersonOutcome(TextChoices):
    """What was decided about one accused person."""

    OPEN = "open", _("Belum diputus")
    PROVEN = "proven", _("Terbukti")
    PARTLY = "partly", _("Terbukti sebagian")
    NOT_PROVEN = "not_proven", _("Tidak terbukti")


class Direction(TextChoices):
    """Who wrote a message of the conversation."""

    FROM_REPORTER = "from_reporter", _("Dari pelapor")
    TO_REPORTER = "to_reporter", _("Kepada pelapor")


class AnswerKind(TextChoices):
    """What an answer is (Pasal 16 and 18)."""

    FINAL = "final", _("Jawaban")
    INTERIM = "interim", _("Jawaban sementara")
    PARTIAL_REFUSAL = "partial_refusal", _("Jawaban dengan penolakan sebagian")
    REFUSAL = "refusal", _("Penolakan jawaban")


class RefusalGround(TextChoices):
    """The closed list of Pasal 18 ayat (2)."""

    A = "a", _("dapat menghambat proses tindak lanjut")
    B = "b", _("membahayakan keamanan personil, peralatan, sarana dan/atau prasarana Pemerintah Kota")
    C = "c", _("dapat mengungkapkan rahasia pribadi seseorang")
    D = "d", _("melanggar rahasia jabatan")


class SuspensionGround(TextChoices):
    """Why a follow-up is postponed or stopped (Pasal 14)."""

    NOT_YET_ENOUGH = "not_yet_enough", _("belum cukup bukti (Pasal 14 ayat (1))")
    NOT_ENOUGH = "not_enough", _("tidak cukup bukti (Pasal 14 ayat (1))")
    OTHER = "other", _("pertimbangan lainnya (Pasal 14 ayat (1))")
    PANEL_DECIDED = "panel_decided", _("terlapor telah diputus oleh sidang Tim (Pasal 14 ayat (2) huruf a)")
    REPORT_DECIDED = "report_decided", _("terlapor telah diputus atas pengaduan yang sama (Pasal 14 ayat (2) huruf b)")
    DECEASED = "deceased", _("terlapor meninggal dunia (Pasal 14 ayat (2) huruf c)")
    MENTAL_ILLNESS = "mental_illness", _("terlapor menderita sakit jiwa (Pasal 14 ayat (2) huruf d)")


class ScopeGround(TextChoices):
    """Why a case was put out of scope, as the signed review concluded; the monthly report counts the two apart."""

    NOT_A_COMPLAINT = "not_a_complaint", _("bukan pengaduan")
    OUT_OF_SCOPE = "out_of_scope", _("bukan kewenangan Inspektorat")


class ContactWay(TextChoices):
    """How a reporter wishes to be reached, if at all."""

    CODE_ONLY = "code_only", _("Hanya lewat halaman status dengan kode tanda terima")
    PHONE = "phone", _("Telepon")
    EMAIL = "email", _("Surel")
    LETTER = "letter", _("Surat ke alamat saya")


class Consent(TextChoices):
    """To whom a reporter's name may be told; never ticked beforehand, revocable."""

    LAW_ENFORCEMENT = "lpsk_polri", _("LPSK atau Polri")
    UNITS = "unit_kerja", _("Unit kerja terkait")


class IdentityRequestState(TextChoices):
    """How a request to open a reporter's identity stands (Pasal 15)."""

    WAITING = "waiting", "Menunggu kustodian"
    APPROVED = "approved", "Disetujui"
    REFUSED = "refused", "Ditolak"
    LAPSED = "lapsed", "Gugur karena peminta melepas perkara"


class Verification(TextChoices):
    """How a custodian made sure that somebody is the reporter."""

    DOCUMENT = "document", "Bukti identitas asli dilihat"
    CALL_BACK = "call_back", "Dihubungi balik lewat kontak yang tersegel"
    BOTH = "both", "Keduanya"


class PublicStatus(TextChoices):
    """The five plain words that are all a reporter ever sees of a case."""

    RECEIVED = "received", _("Diterima")
    FORWARDED = "forwarded", _("Diteruskan kepada pejabat yang berwenang")
    FOLLOWED_UP = "followed_up", _("Sedang ditindaklanjuti")
    ANSWERED = "answered", _("Jawaban tersedia")
    FINISHED = "finished", _("Selesai")


UNCLASSIFIED = "belum_digolongkan"
"""The code of the kind of violation that says that nobody has chosen one yet."""


class FinalAction(TextChoices):
    """What becomes of a closed case when its time of keeping is over."""

    REVIEW = "tinjau", "Ditinjau kembali"
    DESTROY = "musnah", "Dimusnahkan"
    PERMANENT = "permanen", "Disimpan permanen"


class RegrantCause(TextChoices):
    """Why somebody who may open a case holds no key of it."""

    RESET = "reset", "Kunci baru"
    OFFICE = "office", "Penetapan baru"
