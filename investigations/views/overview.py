"""The follow-up of one case as a page: everything opened, each kind in the order in which it happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from complaints.enums import Routing, SuspensionGround
from complaints.models import AccusedPerson, Complaint, ViolationType
from foundation.accounts.models import Unit
from foundation.law import Pasal
from foundation.papers.views.cards import PaperCard
from foundation.ui.parts import SummaryRow
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed
from investigations import queries
from investigations.enums import RulingKind
from investigations.models import Assignment, Disposition, Review, Ruling, Suspension, TeamMember
from investigations.rules.closing import ruling_basis
from investigations.rules.sections import ReadSection, read
from investigations.rules.suspension import BASIS, holds_health_facts
from investigations.services.reviews import is_as_signed
from investigations.views.cards import card

HEALTH_HIDDEN = "Dokumen kesehatan hanya dapat dibaca oleh yang memutus perkara."
RULING_WORDS = {
    "number": "Nomor laporan",
    "reported_on": "Tanggal laporan",
    "summary": "Ringkasan",
    "reasons": "Pertimbangan",
    "improvement": "Rekomendasi perbaikan sistem",
    "no_improvement_reason": "Alasan tanpa rekomendasi",
    "forwarded_to": "Diteruskan kepada",
    "authority": "Instansi penerima",
    "letter_number": "Nomor surat",
    "letter_on": "Tanggal surat",
    "consequence": "Hukuman atau proses hukum",
    "note": "Catatan",
}


@dataclass(frozen=True)
class ShownOrder:
    """One disposition with its words."""

    row: Disposition
    words: str
    reason: str


@dataclass(frozen=True)
class ShownSheet:
    """One signed sheet, whether it still is what was signed, and its paper, if it has one."""

    row: Review
    sections: list[ReadSection]
    intact: bool
    card: PaperCard | None


@dataclass(frozen=True)
class ShownLetter:
    """One letter with its number and members."""

    row: Assignment
    number: str
    members: list[TeamMember]


@dataclass(frozen=True)
class ShownSuspension:
    """One postponement or stop with its article and words."""

    row: Suspension
    basis: Pasal
    words: str


@dataclass(frozen=True)
class ShownRuling:
    """One ruling with its article, if the Perwali has one for it, and words."""

    row: Ruling
    basis: Pasal | None
    rows: list[SummaryRow]


@dataclass(frozen=True)
class ShownPerson:
    """One accused, his name, and the stop of Pasal 14(2) in force for him."""

    row: AccusedPerson
    name: str
    stop: Suspension | None


@dataclass(frozen=True)
class Overview:
    """Everything the tab shows."""

    orders: list[ShownOrder]
    team: list[TeamMember]
    draft: Review | None
    sheets: list[ShownSheet]
    letters: list[ShownLetter]
    suspensions: list[ShownSuspension]
    rulings: list[ShownRuling]
    people: list[ShownPerson]


def overview(complaint: Complaint, *, keys: Keys, with_health: bool, may_upload: bool) -> Overview:
    """Open the follow-up of a case. `with_health`: the words of a stop for illness are shown too; `may_upload`: scans are taken."""
    accused = queries.named_accused(complaint, keys=keys)
    names = {str(person.pk): f"Terlapor {person.position}: {name}" for person, name in accused}
    suspensions = list(Suspension.objects.filter(complaint=complaint).select_related("content", "proposed_by", "approved_by", "accused"))
    standing = {row.accused_id: row for row in suspensions if row.accused_id and row.ended_at is None}
    return Overview(
        orders=_orders(complaint, keys),
        team=list(queries.team_of(complaint)),
        draft=queries.draft_of(complaint),
        sheets=_sheets(complaint, names, keys, may_upload=may_upload),
        letters=_letters(complaint, keys),
        suspensions=[_suspension(row, keys, with_health=with_health) for row in suspensions],
        rulings=[_ruling(row, keys, Routing(complaint.routing)) for row in queries.rulings_of(complaint)],
        people=[ShownPerson(person, name, standing.get(person.pk)) for person, name in accused],
    )


def _orders(complaint: Complaint, keys: Keys) -> list[ShownOrder]:
    found = []
    for row in Disposition.objects.filter(complaint=complaint).select_related("content", "by", "assignee"):
        opened = open_sealed(row, "instruction", keys) or {}
        found.append(ShownOrder(row, opened.get("words", ""), opened.get("direct_audit_reason", "")))
    return found


def _sheets(complaint: Complaint, names: Mapping[str, str], keys: Keys, *, may_upload: bool) -> list[ShownSheet]:
    rows = list(queries.signed_reviews(complaint))
    if not rows:
        return []
    types = dict(ViolationType.objects.values_list("code", "label"))
    units = {str(unit.pk): unit.name for unit in Unit.objects.all()}
    return [
        ShownSheet(
            row,
            read(queries.sheet_of(row, keys), types=types, people=names, units=units),
            is_as_signed(row, keys),
            card(row, may_upload=may_upload),
        )
        for row in rows
    ]


def _letters(complaint: Complaint, keys: Keys) -> list[ShownLetter]:
    rows = Assignment.objects.filter(complaint=complaint).select_related("content", "recorded_by").prefetch_related("members__user")
    return [ShownLetter(row, (open_sealed(row, "letter", keys) or {}).get("number", ""), list(row.members.all())) for row in rows]


def _suspension(row: Suspension, keys: Keys, *, with_health: bool) -> ShownSuspension:
    ground = SuspensionGround(row.ground)
    basis = BASIS[ground]
    if holds_health_facts(ground) and not with_health:
        return ShownSuspension(row, basis, HEALTH_HIDDEN)
    opened: dict[str, Any] = open_sealed(row, "words", keys) or {}
    parts = [opened.get("reason", ""), opened.get("document", ""), opened.get("resumed", "")]
    return ShownSuspension(row, basis, "\n".join(part for part in parts if part))


def _ruling(row: Ruling, keys: Keys, routing: Routing) -> ShownRuling:
    opened: dict[str, Any] = open_sealed(row, "words", keys) or {}
    rows = [SummaryRow(label, str(opened[name])) for name, label in RULING_WORDS.items() if opened.get(name)]
    return ShownRuling(row, ruling_basis(RulingKind(row.kind), routing), rows)
