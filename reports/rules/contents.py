"""What the monthly report to the Walikota holds, and what each of its figures means."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from complaints.enums import AnswerKind, DeadlineKind, SuspensionGround
from complaints.rules.deadlines import TERMS
from foundation.law import Pasal, carries_out
from reports.rules.period import Period

SCHEMA = 1
UNCLASSIFIED = "belum_digolongkan"
OTHERS = "lainnya"
SHOWN_LAST = (OTHERS, UNCLASSIFIED)
CHANNEL_LETTERS = "abcdefg"


@dataclass(frozen=True)
class Definition:
    """A figure in the words people read: its label, what exactly is counted, and the letter of Pasal 19(1) it belongs to."""

    label: str
    footnote: str
    letter: str = ""


DEFINITIONS: dict[str, Definition] = {
    "received": Definition(
        "Diterima",
        "Pengaduan yang hari penerimaan resminya jatuh pada bulan ini, lewat saluran mana pun, termasuk yang kemudian "
        "ternyata bukan pengaduan.",
        "a",
    ),
    "followed_up": Definition(
        "Ditindaklanjuti",
        "Pengaduan yang untuk pertama kali hasil penelaahannya ditandatangani atau surat tugasnya terbit pada bulan ini "
        "(Pasal 7 ayat (1) dan ayat (2)). Pengaduannya dapat diterima pada bulan sebelumnya.",
        "b",
    ),
    "followed_up_earlier": Definition(
        "Ditindaklanjuti dari bulan sebelumnya",
        "Bagian dari yang ditindaklanjuti: pengaduannya diterima sebelum bulan ini.",
        "b",
    ),
    "opening": Definition("Terbuka pada awal bulan", "Pengaduan yang belum ditutup ketika bulan ini dimulai."),
    "reopened": Definition("Dibuka kembali", "Pengaduan yang sudah ditutup lalu dibuka kembali pada bulan ini atas keberatan pelapor."),
    "closed": Definition("Ditutup", "Pengaduan yang ditutup pada bulan ini, setelah pelapor mendapat jawaban."),
    "closing": Definition(
        "Terbuka pada akhir bulan",
        "Terbuka pada awal bulan, ditambah yang diterima dan yang dibuka kembali, dikurangi yang ditutup.",
    ),
    "answers_final": Definition("Dijawab", "Jawaban yang tersedia bagi pelapor pada bulan ini (Pasal 16)."),
    "answers_interim": Definition("Dijawab sementara", "Kabar tertulis tentang tahap yang sedang berjalan; jawaban akhirnya menyusul."),
    "answers_partial_refusal": Definition("Ditolak sebagian", "Jawaban yang menahan sebagian informasi (Pasal 18 ayat (2))."),
    "answers_refusal": Definition("Ditolak", "Penolakan memberi jawaban dengan alasan Pasal 18 ayat (2); tindak lanjutnya tidak berhenti."),
    "postponed": Definition("Ditunda", "Tindak lanjut yang ditunda pada bulan ini, menurut alasannya (Pasal 14 ayat (1))."),
    "stopped": Definition("Dihentikan", "Tindak lanjut yang dihentikan pada bulan ini, menurut alasannya (Pasal 14)."),
    "referred": Definition("Dilimpahkan", "Pengaduan yang pada bulan ini diteruskan kepada instansi yang berwenang (Pasal 8)."),
    "not_complaints": Definition(
        "Bukan pengaduan",
        "Laporan yang pada bulan ini diputuskan dua orang bukan pengaduan, misalnya iklan atau salah kirim.",
    ),
    "out_of_scope": Definition(
        "Bukan kewenangan Inspektorat",
        "Laporan yang pada bulan ini diputuskan tidak menyangkut pelanggaran pegawai; tetap dijawab dan diteruskan.",
    ),
    "clocks_on_time": Definition(
        "Tepat waktu",
        "Dari batas waktu yang jatuh pada bulan ini, berapa yang dipenuhi paling lambat pada harinya. Batas pengaduan yang "
        "ditutup sebelum harinya tidak dihitung.",
    ),
    "clocks_strict": Definition(
        "Tepat menurut hitungan ketat",
        "Bagian dari yang tepat waktu: sudah dipenuhi bila hari penerimaan ikut dihitung sebagai hari pertama.",
    ),
    "clocks_median": Definition(
        "Nilai tengah",
        "Jumlah hari kerja sejak penerimaan untuk yang dipenuhi pada bulan ini: separuh lebih cepat, separuh lebih lama.",
    ),
    "overdue": Definition(
        "Lewat pada akhir bulan",
        "Batas waktu yang sudah lewat dan pada akhir bulan belum dipenuhi, pada pengaduan yang masih terbuka.",
    ),
    "open_by_age": Definition("Umur pengaduan terbuka", "Pengaduan yang terbuka pada akhir bulan, menurut hari kalender sejak diterima."),
    "awaiting_mayor": Definition(
        "Menunggu penugasan Walikota",
        "Pengaduan yang pada akhir bulan menunggu penugasan dari Walikota (Pasal 7 ayat (3)); hitungan hari kerja tetap berjalan.",
    ),
    "channels": Definition("Saluran", "Pengaduan yang diterima pada bulan ini, menurut saluran Pasal 6 ayat (3)."),
    "outside": Definition(
        "Di luar Inspektorat",
        "Pengaduan bulan ini yang tidak ditangani Inspektorat, hanya jumlahnya, dari delegasi Walikota; tidak termasuk dalam angka lain.",
    ),
}
"""Each figure once; every screen that prints one prints its footnote from here."""


@dataclass(frozen=True)
class Tally:
    """So many of one kind."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class ClockFacts:
    """One kind of clock: how many fell due, how many of those were met by their day, and by the stricter one, and how long meeting took.

    `days` maps working days from receipt to how many clocks were met after so many during the month.
    """

    due: int = 0
    on_time: int = 0
    on_time_strict: int = 0
    days: Mapping[int, int] = field(default_factory=dict)
    overdue: int = 0


@dataclass(frozen=True)
class Facts:
    """What was counted for one month, before it is put into the shape of a report. Days are WIB dates."""

    period: Period
    received: Sequence[Tally] = ()
    channels: Mapping[str, int] = field(default_factory=dict)
    followed_up: Sequence[Tally] = ()
    followed_up_earlier: int = 0
    opening: int = 0
    reopened: int = 0
    closed: int = 0
    open_since: Mapping[date, int] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    postponed: Mapping[str, int] = field(default_factory=dict)
    stopped: Mapping[str, int] = field(default_factory=dict)
    referred: int = 0
    not_complaints: int = 0
    out_of_scope: int = 0
    clocks: Mapping[DeadlineKind, ClockFacts] = field(default_factory=dict)
    awaiting_mayor: int = 0
    awaiting_mayor_since: date | None = None


@carries_out(Pasal(19, 1))
def report_of(facts: Facts) -> dict[str, Any]:
    """The figures of the report as JSON: letters a and b, and what the Walikota needs to judge them.

    All three letters are owed ("paling kurang" makes the "dan/atau" of the list an "and", readings.md 19(1)); letter c is the
    narrative, which a person writes and the vault seals. Nothing here names a person, a place, a unit or a complaint.
    """
    return {
        "schema": SCHEMA,
        "period": str(facts.period),
        "received": by_type(facts.received),
        "followed_up": by_type(facts.followed_up) | {"earlier": facts.followed_up_earlier},
        "balance": _balance(facts),
        "answers": {kind.value: facts.answers.get(kind.value, 0) for kind in AnswerKind},
        "postponed": sum(facts.postponed.values()),
        "postponed_by_ground": _stopped(facts.postponed)["by_ground"],
        "stopped": _stopped(facts.stopped),
        "referred": facts.referred,
        "not_complaints": facts.not_complaints,
        "out_of_scope": facts.out_of_scope,
        "clocks": [_clock(kind, facts.clocks.get(kind, ClockFacts())) for kind in DeadlineKind],
        "open_by_age": _ages(facts),
        "awaiting_mayor": {
            "total": facts.awaiting_mayor,
            "since": facts.awaiting_mayor_since.isoformat() if facts.awaiting_mayor_since else None,
        },
        "channels": [_channel(letter, facts.channels.get(letter, 0)) for letter in CHANNEL_LETTERS],
    }


def by_type(tallies: Sequence[Tally]) -> dict[str, Any]:
    """A total with its kinds: the largest first, "lainnya" and what is not classified yet at the end, empty ones left out."""
    ordered = sorted((tally for tally in tallies if tally.count), key=_place)
    rows = [{"code": tally.code, "label": tally.label, "count": tally.count} for tally in ordered]
    return {"total": sum(tally.count for tally in tallies), "by_type": rows}


def _place(tally: Tally) -> tuple[int, int, str]:
    last = SHOWN_LAST.index(tally.code) + 1 if tally.code in SHOWN_LAST else 0
    return last, -tally.count, tally.label


def _balance(facts: Facts) -> dict[str, int]:
    return {
        "opening": facts.opening,
        "received": sum(tally.count for tally in facts.received),
        "reopened": facts.reopened,
        "closed": facts.closed,
        "closing": sum(facts.open_since.values()),
    }


def _stopped(grounds: Mapping[str, int]) -> dict[str, Any]:
    rows = [
        {"code": ground.value, "label": str(ground.label), "count": grounds[ground.value]}
        for ground in SuspensionGround
        if grounds.get(ground.value)
    ]
    return {"total": sum(grounds.values()), "by_ground": rows}


def _clock(kind: DeadlineKind, facts: ClockFacts) -> dict[str, Any]:
    term = TERMS[kind]
    return {
        "kind": kind.value,
        "label": f"{term.days} hari kerja",
        "basis": str(term.carries_out),
        "due": facts.due,
        "on_time": facts.on_time,
        "on_time_strict": facts.on_time_strict,
        "late": facts.due - facts.on_time,
        "met": sum(facts.days.values()),
        "median": _median(facts.days),
        "overdue": facts.overdue,
    }


def _median(days: Mapping[int, int]) -> float | int | None:
    """The middle number of working days; a half only when the two in the middle differ by an odd number."""
    if not days:
        return None
    middle = median(Counter(days).elements())
    return int(middle) if middle == int(middle) else middle


AGES = ((30, "up_to_30", "sampai 30 hari"), (60, "up_to_60", "31 sampai 60 hari"), (90, "up_to_90", "61 sampai 90 hari"))
OLDER = ("over_90", "lebih dari 90 hari")


def _ages(facts: Facts) -> list[dict[str, Any]]:
    counts: Counter[str] = Counter()
    for received_on, count in facts.open_since.items():
        days = (facts.period.last - received_on).days
        counts[next((code for most, code, _ in AGES if days <= most), OLDER[0])] += count
    labels = [*((code, label) for _, code, label in AGES), OLDER]
    return [{"code": code, "label": label, "count": counts[code]} for code, label in labels]


def _channel(letter: str, count: int) -> dict[str, Any]:
    return {"letter": letter, "label": channel_label(letter), "count": count}


def channel_label(letter: str) -> str:
    """The law's own name of a channel, without the mark that joins it to the next."""
    return Pasal(6, 3, letter).text().removesuffix("dan/atau").strip(" ;.")
