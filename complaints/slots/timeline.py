"""Turns the audit trail of a case into a timeline in plain words; each room teaches it the words of its own acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from complaints.models import Complaint
from foundation.accounts.models import User
from foundation.audit.actors import Actor
from foundation.audit.models import AuditEntry
from foundation.audit.queries import history_of
from foundation.ui.parts import TimelineEntry

Kind = Literal["legal", "message", "access", "todo"]
NEWEST = 25


@dataclass(frozen=True)
class Words:
    """How one audited act reads on the timeline; without a kind it does not show."""

    title: str
    kind: Kind = "legal"


_words: dict[str, Words] = {}


def teach(words: dict[str, Words]) -> None:
    """Add the words for acts, by audit action; called by rooms when they start."""
    _words.update(words)


def timeline_of(complaint: Complaint, *, limit: int = NEWEST) -> tuple[list[TimelineEntry], bool]:
    """The newest acts of a case, newest first, and whether there are older ones."""
    entries = list(history_of(complaint).filter(action__in=list(_words)).order_by("-sequence")[: limit + 1])
    names = _names(entries)
    return [_entry(entry, names) for entry in entries[:limit]], len(entries) > limit


def _names(entries: Iterable[AuditEntry]) -> dict[object, str]:
    wanted = {entry.actor_id for entry in entries if entry.actor_id}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "full_name")) if wanted else {}


def _entry(entry: AuditEntry, names: dict[object, str]) -> TimelineEntry:
    words = _words[entry.action]
    actor = names.get(entry.actor_id, "") if entry.actor_kind == Actor.STAFF else str(Actor(entry.actor_kind).label)
    return TimelineEntry(title=words.title, kind=words.kind, at=entry.at, actor=actor, text=_text(entry))


CLOCK_NAMES = {"forward": "Pasal 6 ayat (5)", "follow_up": "Pasal 7 ayat (2)", "answer": "Pasal 16"}


def _text(entry: AuditEntry) -> str:
    """The one fact of an act worth a line, from its codes and dates."""
    detail = entry.detail
    if "clock" in detail:
        return CLOCK_NAMES.get(detail["clock"], "")
    return ""


teach(
    {
        "complaint.registered": Words("Diterima dan dicatat; perlindungan mulai berlaku (Pasal 13 ayat (1))"),
        "complaint.forwarded": Words("Sampai kepada yang berwenang sejak diterima (Pasal 6 ayat (5))"),
        "complaint.forward": Words("Diteruskan kepada Inspektur (Pasal 6 ayat (5))"),
        "complaint.acknowledged": Words("Diterima Inspektur"),
        "complaint.start_review": Words("Penelaahan dimulai (Pasal 7 ayat (1) huruf a)"),
        "complaint.await_mayor": Words("Menunggu penugasan Walikota (Pasal 7 ayat (3))"),
        "complaint.start_audit": Words("Audit investigatif dimulai (Pasal 7 ayat (1) huruf b)"),
        "complaint.conclude": Words("Tindak lanjut selesai"),
        "complaint.decide": Words("Pengaduan diputus"),
        "complaint.postpone": Words("Tindak lanjut ditunda (Pasal 14 ayat (1))"),
        "complaint.stop": Words("Tindak lanjut dihentikan (Pasal 14)"),
        "complaint.resume": Words("Tindak lanjut dilanjutkan"),
        "complaint.refer": Words("Dilimpahkan kepada instansi berwenang (Pasal 8)"),
        "complaint.put_out_of_scope": Words("Bukan pelanggaran oleh pegawai; diteruskan dan dijawab"),
        "complaint.reopen": Words("Dibuka kembali"),
        "complaint.close": Words("Ditutup"),
        "complaint.rerouted": Words("Tujuan pengaduan diubah"),
        "complaint.walled": Words("Satu orang ditutup dari perkara ini", "access"),
        "complaint.shared": Words("Satu orang diberi akses", "access"),
        "complaint.shut": Words("Akses satu orang diakhiri", "access"),
        "complaint.type_confirmed": Words("Jenis pelanggaran ditetapkan"),
        "complaint.mayor_assignment": Words("Penugasan Walikota diperlukan (Pasal 7 ayat (3))"),
        "clock.met": Words("Batas waktu terpenuhi"),
        "clock.breached": Words("Batas waktu terlewat"),
        "clock.recounted": Words("Batas waktu dihitung ulang karena hari libur berubah"),
        "message.posted": Words("Pesan dalam percakapan dengan pelapor", "message"),
        "answer.issued": Words("Jawaban kepada pelapor diterbitkan (Pasal 16)"),
        "attachment.added": Words("Berkas ditambahkan"),
        "protection.asked": Words("Pelapor meminta perlindungan", "message"),
    },
)
