"""Turns the audit trail of a case into a timeline in plain words; each room teaches it the words of its own acts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet

from complaints.enums import ROUTE_NAMES, AnswerKind, DeadlineKind, Direction, Routing, ScopeGround, SuspensionGround, Verification
from complaints.models import Complaint, ViolationType
from complaints.rules.deadlines import TERMS
from foundation.accounts.models import User
from foundation.audit.actors import Actor
from foundation.audit.models import AuditEntry
from foundation.audit.queries import history_of
from foundation.ui.parts import TimelineEntry
from foundation.ui.wording import moment, short_date

Kind = Literal["legal", "message", "access", "todo"]
NEWEST = 25


@dataclass(frozen=True)
class Names:
    """What the ids and codes of some entries are called: people by their key, kinds of violation by their code."""

    people: dict[UUID, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def person(self, pk: object) -> str:
        """The name of a person whose key stands in an entry, as UUID or as text."""
        return self.people.get(UUID(str(pk)), "") if pk else ""


Tell = Callable[[dict[str, Any], Names], str]
"""From an entry's detail and the names in it: the one fact worth a line."""


@dataclass(frozen=True)
class Words:
    """How one audited act reads on the timeline; `tell` may add one fact after a colon.

    A title with "{user}" in it is a whole sentence about a person: it names whom the act was about and, as "{actor}", who acted;
    `own` is that sentence where the two are one.
    """

    title: str
    kind: Kind = "legal"
    tell: Tell | None = None
    own: str = ""


_words: dict[str, Words] = {}


def teach(words: dict[str, Words]) -> None:
    """Add the words for acts, by audit action; called by rooms when they start. An act without words does not show."""
    _words.update(words)


def acts_of(complaint: Complaint) -> QuerySet[AuditEntry]:
    """What of a case's log is told on its timeline, newest first."""
    return history_of(complaint).filter(action__in=list(_words)).order_by("-sequence")


def timeline_of(complaint: Complaint, *, limit: int = NEWEST) -> tuple[list[TimelineEntry], bool]:
    """The newest acts of a case, newest first, and whether there are older ones."""
    entries = list(acts_of(complaint)[: limit + 1])
    return told(entries[:limit]), len(entries) > limit


def told(entries: Sequence[AuditEntry]) -> list[TimelineEntry]:
    """Entries in words; asks the database once for people and once for kinds of violation, however many there are."""
    names = Names(_people(entries), _types(entries))
    return [_entry(entry, names) for entry in entries]


def _people(entries: Iterable[AuditEntry]) -> dict[UUID, str]:
    wanted = {entry.actor_id for entry in entries if entry.actor_id}
    wanted |= {UUID(entry.detail[key]) for entry in entries for key in ("user", "assignee") if entry.detail.get(key)}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "full_name")) if wanted else {}


def _types(entries: Iterable[AuditEntry]) -> dict[str, str]:
    codes = {entry.detail["to"] for entry in entries if entry.action == "complaint.type_confirmed"}
    return dict(ViolationType.objects.filter(code__in=codes).order_by("version").values_list("code", "label")) if codes else {}


def _entry(entry: AuditEntry, names: Names) -> TimelineEntry:
    words = _words[entry.action]
    actor = names.person(entry.actor_id) if entry.actor_kind == Actor.STAFF else str(Actor(entry.actor_kind).label)
    if "{user}" in words.title:
        user = names.person(entry.detail.get("user")) or "Seseorang"
        title = (words.own if words.own and user == actor else words.title).format(user=user, actor=actor)
        return TimelineEntry(title=title, kind=words.kind, at=entry.at)
    text = words.tell(entry.detail, names) if words.tell else ""
    return TimelineEntry(title=words.title, kind=words.kind, at=entry.at, actor=actor, text="" if text == actor else text)


def _clock(detail: dict[str, Any], _names: Names) -> str:
    kind = DeadlineKind(detail["clock"])
    days = {key: short_date(date.fromisoformat(detail[key])) for key in ("due_on", "before", "after", "met_on") if detail.get(key)}
    due = f", batasnya {days['due_on']}" if "due_on" in days else ""
    moved = f", dari {days['before']} menjadi {days['after']}" if "after" in days else ""
    earlier = detail.get("recorded_on") not in {None, detail.get("met_on")}
    dated = f", surat bertanggal {days['met_on']}" if earlier else ""
    return f"{kind.label} ({TERMS[kind].carries_out}){due}{moved}{dated}"


def person(detail: dict[str, Any], names: Names) -> str:
    """The person an act was about, by the key "user"; for the words of other rooms too."""
    return names.person(detail.get("user"))


def _rerouted(detail: dict[str, Any], _names: Names) -> str:
    return f"dari “{ROUTE_NAMES[Routing(detail['from'])]}” menjadi “{ROUTE_NAMES[Routing(detail['to'])]}”"


def _until(detail: dict[str, Any], names: Names) -> str:
    return f"{person(detail, names)}, sampai {moment(datetime.fromisoformat(detail['expires_at']))}"


def _opened(detail: dict[str, Any], _names: Names) -> str:
    return "untuk mencocokkan pelapor yang kehilangan kode" if detail.get("purpose") == "verification" else ""


def _way(detail: dict[str, Any], _names: Names) -> str:
    return Verification(detail["way"]).label.lower()


def _ground(detail: dict[str, Any], _names: Names) -> str:
    return str(SuspensionGround(detail["ground"]).label) if detail.get("ground") else ""


def _scope(detail: dict[str, Any], _names: Names) -> str:
    return str(ScopeGround(detail["ground"]).label) if detail.get("ground") else ""


def _basis(detail: dict[str, Any], _names: Names) -> str:
    return f"Pasal {detail['basis']}" if detail.get("basis") else ""


def _type(detail: dict[str, Any], names: Names) -> str:
    return names.types.get(detail["to"], "")


def _message(detail: dict[str, Any], _names: Names) -> str:
    return "kepada pelapor" if detail.get("direction") == Direction.TO_REPORTER else ""


def _answer(detail: dict[str, Any], _names: Names) -> str:
    return str(AnswerKind(detail["kind"]).label).lower() if detail.get("kind") else ""


teach(
    {
        "complaint.registered": Words("Diterima dan dicatat; perlindungan mulai berlaku (Pasal 13 ayat (1))"),
        "complaint.forwarded": Words("Sampai kepada yang berwenang sejak diterima (Pasal 6 ayat (5))"),
        "complaint.forward": Words("Sampai kepada yang berwenang (Pasal 6 ayat (5))"),
        "complaint.forwarding_signed": Words("Surat penerusan diberi nomor dan disegel", "message"),
        "complaint.acknowledged": Words("Diterima Inspektur"),
        "complaint.start_review": Words("Penelaahan dimulai (Pasal 7 ayat (1) huruf a)"),
        "complaint.await_mayor": Words("Menunggu penugasan Walikota (Pasal 7 ayat (3))"),
        "complaint.start_audit": Words("Audit investigatif dimulai (Pasal 7 ayat (1) huruf b)"),
        "complaint.conclude": Words("Tindak lanjut selesai"),
        "complaint.decide": Words("Pengaduan diputus"),
        "complaint.postpone": Words("Tindak lanjut ditunda", tell=_ground),
        "complaint.stop": Words("Tindak lanjut dihentikan", tell=_ground),
        "complaint.resume": Words("Tindak lanjut dilanjutkan"),
        "complaint.refer": Words("Dilimpahkan kepada instansi berwenang", tell=_basis),
        "complaint.put_out_of_scope": Words("Bukan pelanggaran oleh pegawai; diteruskan dan dijawab", tell=_scope),
        "complaint.reopen": Words("Dibuka kembali"),
        "complaint.close": Words("Ditutup"),
        "complaint.rerouted": Words("Tujuan pengaduan diubah", tell=_rerouted),
        "complaint.walled": Words(
            "Perkara ditutup bagi {user} oleh {actor}", "message", own="{user} menyatakan benturan; perkara ditutup baginya"
        ),
        "complaint.shared": Words("Akses {user} diberikan oleh {actor}", "message"),
        "complaint.shut": Words("Akses {user} diakhiri oleh {actor}", "message", own="Akses {user} berakhir"),
        "complaint.regranted": Words("Akses {user} dipulihkan oleh {actor}", "message"),
        "complaint.recovery_asked": Words("Pemulihan akses dengan kunci pemulihan lembaga diminta bagi {user}", "access"),
        "complaint.recovered": Words("Akses dipulihkan dengan kunci pemulihan lembaga bagi {user}", "access"),
        "identity.handover_due": Words("Identitas pelapor menunggu diserahkan kepada kustodian yang berwenang (Pasal 15)", "message"),
        "complaint.type_confirmed": Words("Jenis pelanggaran ditetapkan", tell=_type),
        "complaint.mayor_assignment": Words("Penugasan Walikota diperlukan (Pasal 7 ayat (3))"),
        "complaint.summarised": Words("Ringkasan berjalan diperbarui", "message"),
        "clock.met": Words("Batas waktu terpenuhi", tell=_clock),
        "clock.breached": Words("Batas waktu terlewat", tell=_clock),
        "clock.recounted": Words("Batas waktu dihitung ulang karena hari libur berubah", tell=_clock),
        "message.posted": Words("Pesan", "message", _message),
        "answer.issued": Words("Jawaban diterbitkan (Pasal 16)", tell=_answer),
        "answer.letter_signed": Words("Surat jawaban diberi nomor dan disegel", "message"),
        "accused.added": Words("Terlapor ditambahkan"),
        "accused.status": Words("Kedudukan terlapor ditetapkan (Pasal 1 angka 7)"),
        "attachment.added": Words("Berkas ditambahkan", "message"),
        "attachment.opened": Words("Berkas asli diunduh", "message"),
        "protection.asked": Words("Pelapor meminta perlindungan", "message"),
        "identity.asked": Words("Pembukaan identitas pelapor diminta", "message"),
        "identity.approved": Words("Pembukaan identitas pelapor disetujui (Pasal 15)", tell=_until),
        "identity.refused": Words("Pembukaan identitas pelapor ditolak (Pasal 15)", tell=person),
        "identity.opened": Words("Identitas pelapor dibuka", "access", _opened),
        "identity.ended": Words("Pembukaan identitas pelapor berakhir", "message", person),
        "identity.handed_over": Words("Identitas pelapor diserahkan kepada kustodian yang berwenang", "message"),
        "receipt.verified": Words("Pelapor diverifikasi; kode tanda terima baru menunggu", tell=_way),
        "receipt.renewed": Words("Kode tanda terima baru berlaku; kode lama mati", "message"),
    },
)
