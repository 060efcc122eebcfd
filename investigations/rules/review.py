"""The review sheet (lembar penelaahan, sections A to K) and what it must hold before it is signed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from complaints.enums import EmploymentStatus
from investigations.enums import Conclusion, Evidence
from investigations.rules.assignment import Standing
from investigations.rules.faults import Fault


@dataclass(frozen=True)
class Scope:
    """Section D for one accused: what he is to the Kota and where he stands. `accused` and `unit` are UUIDs as text, or ""."""

    accused: str
    status: str = EmploymentStatus.UNKNOWN.value
    echelon_then: str = ""
    echelon_now: str = ""
    inspectorate_staff: bool = False
    unit: str = ""

    @property
    def standing(self) -> Standing:
        """As the rule on assignments reads it."""
        return Standing(self.echelon_then, self.echelon_now, self.inspectorate_staff)


@dataclass(frozen=True)
class Sheet:
    """The whole sheet as written. Texts are free; `evidence`, `risk`, `conclusion` and `violation_type` are codes or ""."""

    source: str = ""
    subject: str = ""
    what: str = ""
    who: str = ""
    when: str = ""
    where: str = ""
    why: str = ""
    how: str = ""
    how_much: str = ""
    jurisdiction: str = ""
    scopes: tuple[Scope, ...] = ()
    evidence: str = ""
    evidence_words: str = ""
    norms: str = ""
    hypothesis: str = ""
    related: str = ""
    risk: str = ""
    risk_words: str = ""
    conclusion: str = ""
    conclusion_words: str = ""
    advice: str = ""
    violation_type: str = ""

    def as_json(self) -> dict[str, Any]:
        """What is sealed: plain JSON."""
        return {**asdict(self), "scopes": [asdict(scope) for scope in self.scopes]}

    @classmethod
    def from_json(cls, value: dict[str, Any] | None) -> "Sheet":
        """The sheet out of what was sealed; parts that an older sheet lacks are empty, parts unknown here are left out."""
        known = {name.name for name in fields(cls)} - {"scopes"}
        found = {name: text for name, text in (value or {}).items() if name in known}
        scope_names = {name.name for name in fields(Scope)}
        scopes = ({name: part for name, part in scope.items() if name in scope_names} for scope in (value or {}).get("scopes", []))
        return cls(**found, scopes=tuple(Scope(**scope) for scope in scopes))


UNCLASSIFIED = "belum_digolongkan"
"""The type an officer may choose to forward; a review replaces it by what was found."""

SHORTEST_REASON = 20
"""Characters below which a conclusion has not been reasoned."""


@dataclass(frozen=True)
class _Demand:
    field: str
    words: str


_ALWAYS = (
    _Demand("subject", "Isi bagian B, pokok masalah."),
    _Demand("violation_type", "Tetapkan jenis pelanggaran pada bagian F."),
    _Demand("conclusion", "Pilih simpulan pada bagian J."),
)
_FULL = (
    _Demand("what", "Isi bagian C: apa yang terjadi."),
    _Demand("evidence", "Pilih kecukupan bukti awal pada bagian E."),
    _Demand("evidence_words", "Tulis bukti yang ada dan yang masih diperlukan pada bagian E."),
    _Demand("norms", "Isi bagian F, peraturan yang diduga dilanggar; tulis bila tidak ada."),
    _Demand("risk", "Pilih risiko bagi pelapor pada bagian I."),
    _Demand("advice", "Isi bagian K, saran."),
)


def sheet_faults(sheet: Sheet, *, accused: Iterable[str]) -> tuple[Fault, ...]:
    """What keeps a sheet from being signed, as sentences that say what to do, each about the part it names, in the order A to K.

    `accused` are the UUIDs (as text) of the accused of the case. What is no complaint at all needs the short form only: spam
    gets a recorded, minimal review (readings.md 7(1)). Nothing about the status of an accused refuses a case, it is only asked.
    """
    short = sheet.conclusion == Conclusion.NOT_A_COMPLAINT
    demands = _ALWAYS if short else (*_ALWAYS, *_FULL)
    found = [Fault(demand.words, demand.field) for demand in demands if not str(getattr(sheet, demand.field)).strip()]
    if sheet.violation_type == UNCLASSIFIED:
        found.append(Fault('Jenis "belum digolongkan" hanya untuk penerusan: tetapkan jenis pelanggarannya.', "violation_type"))
    if len(" ".join(sheet.conclusion_words.split())) < SHORTEST_REASON:
        found.append(Fault(f"Jelaskan alasan simpulan pada bagian J, paling sedikit {SHORTEST_REASON} karakter.", "conclusion_words"))
    if sheet.conclusion and sheet.evidence:
        found += _contradictions(Conclusion(sheet.conclusion), Evidence(sheet.evidence))
    if set(accused) - {scope.accused for scope in sheet.scopes} and not short:
        words = 'Lengkapi bagian D untuk setiap terlapor; pilih "Belum diketahui" bila memang belum jelas.'
        found.append(Fault(words, "scopes"))
    return tuple(sorted(found, key=lambda fault: _ORDER.index(fault.about)))


_ORDER = (
    "subject",
    "what",
    "scopes",
    "evidence",
    "evidence_words",
    "norms",
    "violation_type",
    "risk",
    "conclusion",
    "conclusion_words",
    "advice",
)
"""The parts that can be at fault, as the sheet has them."""


def _contradictions(conclusion: Conclusion, evidence: Evidence) -> list[Fault]:
    """Where the conclusion and the evidence say different things (Pasal 14(1): belum cukup postpones, tidak cukup stops)."""
    return [
        Fault(words, "evidence")
        for applies, words in (
            (
                conclusion == Conclusion.POSTPONE and evidence != Evidence.NOT_YET,
                'Simpulan "ditunda" berarti bukti belum cukup: sesuaikan bagian E atau J.',
            ),
            (
                conclusion == Conclusion.AUDIT_WORTHY and evidence == Evidence.NOT_ENOUGH,
                'Bukti "tidak cukup" tidak mendukung simpulan layak audit: sesuaikan bagian E atau J.',
            ),
        )
        if applies
    ]


def outside_perwali(status: str) -> bool:
    """Whether an accused stands outside the letter of Pasal 1 angka 7 (PNS and CPNS): flagged, never rejected."""
    return status in {EmploymentStatus.PPPK, EmploymentStatus.NON_ASN, EmploymentStatus.ELECTED, EmploymentStatus.OUTSIDE}


@dataclass(frozen=True)
class Difference:
    """One part in which two sheets differ: its name, and both texts."""

    field: str
    stored: str
    mine: str


CODES = frozenset({"evidence", "risk", "conclusion", "violation_type"})
"""Parts that are choices: of two of them one is taken, they cannot be joined."""


def differences(stored: Sheet, mine: Sheet) -> tuple[Difference, ...]:
    """The texts and choices in which two sheets differ, in the order of the sheet; section D is compared as a whole elsewhere."""
    names = [name.name for name in fields(Sheet) if name.name != "scopes"]
    return tuple(
        Difference(name, getattr(stored, name), getattr(mine, name)) for name in names if getattr(stored, name) != getattr(mine, name)
    )


@dataclass(frozen=True)
class Choice:
    """How two writers' texts become one: which part is taken from whom, or both one after the other."""

    mine: frozenset[str] = field(default_factory=frozenset)
    both: frozenset[str] = field(default_factory=frozenset)


def merged(stored: Sheet, mine: Sheet, choice: Choice) -> Sheet:
    """One sheet out of two: the stored one, with the parts taken from the other writer or joined to his.

    `scopes` in `choice.mine` takes section D from the other writer. Choices (CODES) are taken, never joined.
    """
    taken = {name: getattr(mine, name) for name in choice.mine}
    joined: dict[str, Any] = {
        name: f"{getattr(stored, name)}\n\n{getattr(mine, name)}".strip() for name in choice.both - CODES - {"scopes"} - choice.mine
    }
    return replace(stored, **taken, **joined)
