"""The review sheet in words: its lettered sections, their parts and labels, and a whole sheet as it is read on a page or on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from complaints.enums import EmploymentStatus
from foundation.ui.parts import SummaryRow
from investigations.enums import Conclusion, Evidence, Risk
from investigations.rules.review import Scope, Sheet, outside_perwali


@dataclass(frozen=True)
class Part:
    """One part of the sheet: its name in the form and in the rule, its label, how tall its box is, a hint."""

    name: str
    attribute: str
    label: str
    rows: int = 3
    hint: str = ""


@dataclass(frozen=True)
class Section:
    """One lettered section of the sheet."""

    letter: str
    title: str
    parts: tuple[Part, ...]


SECTIONS = (
    Section("A", "Sumber dan identitas pengaduan", (Part("sumber", "source", "Sumber", 2, "Jangan menulis nama pelapor di sini."),)),
    Section("B", "Pokok masalah", (Part("pokok", "subject", "Pokok masalah", 3),)),
    Section(
        "C",
        "Uraian (5W + 2H)",
        (
            Part("apa", "what", "Apa yang diduga terjadi"),
            Part("siapa", "who", "Siapa yang diduga terlibat", 2),
            Part("kapan", "when", "Kapan", 2),
            Part("di_mana", "where", "Di mana", 2),
            Part("mengapa", "why", "Mengapa", 2),
            Part("bagaimana", "how", "Bagaimana caranya"),
            Part("berapa", "how_much", "Berapa (nilai, jumlah)", 2),
        ),
    ),
    Section("D", "Kewenangan dan ruang lingkup", (Part("kewenangan", "jurisdiction", "Penjelasan kewenangan", 2),)),
    Section(
        "E",
        "Bukti awal dan kecukupannya",
        (
            Part("kecukupan", "evidence", "Kecukupan bukti awal"),
            Part("bukti", "evidence_words", "Bukti yang ada dan yang masih diperlukan"),
        ),
    ),
    Section(
        "F",
        "Peraturan yang diduga dilanggar",
        (
            Part("peraturan", "norms", "Peraturan", 3, "Pasal dan peraturan; jenisnya di bawah."),
            Part("jenis", "violation_type", "Jenis dugaan pelanggaran"),
        ),
    ),
    Section("G", "Hipotesis", (Part("hipotesis", "hypothesis", "Hipotesis"),)),
    Section("H", "Pengaduan terkait atau serupa", (Part("terkait", "related", "Pengaduan terkait", 2, "Nomor register dan hubungannya."),)),
    Section(
        "I", "Risiko bagi pelapor", (Part("risiko", "risk", "Tingkat risiko"), Part("uraian_risiko", "risk_words", "Penjelasan risiko", 2))
    ),
    Section("J", "Simpulan", (Part("simpulan", "conclusion", "Simpulan"), Part("alasan", "conclusion_words", "Alasan simpulan", 4))),
    Section("K", "Saran", (Part("saran", "advice", "Saran"),)),
)
PARTS: dict[str, Part] = {part.attribute: part for section in SECTIONS for part in section.parts}
CHOICES: dict[str, Sequence[tuple[str, Any]]] = {"evidence": Evidence.choices, "risk": Risk.choices, "conclusion": Conclusion.choices}


@dataclass(frozen=True)
class ReadSection:
    """One section as it is read."""

    letter: str
    title: str
    rows: tuple[SummaryRow, ...]


def read(sheet: Sheet, *, types: Mapping[str, str], people: Mapping[str, str], units: Mapping[str, str]) -> list[ReadSection]:
    """The sheet as a page; `types`, `people` and `units` give the words for its codes and UUIDs."""
    found = []
    for section in SECTIONS:
        rows = [SummaryRow(part.label, words_of(part.attribute, getattr(sheet, part.attribute), types)) for part in section.parts]
        if section.letter == "D":
            rows = [SummaryRow(people.get(scope.accused, "Terlapor"), scope_words(scope, units)) for scope in sheet.scopes] + rows
        found.append(ReadSection(section.letter, section.title, tuple(row for row in rows if row.value)))
    return found


def words_of(attribute: str, value: str, types: Mapping[str, str]) -> str:
    """The words for a part: the label of a choice, the text of any other."""
    if attribute == "violation_type":
        return types.get(value, value)
    return str(dict(CHOICES[attribute]).get(value, value)) if attribute in CHOICES else value


def scope_words(scope: Scope, units: Mapping[str, str]) -> str:
    """One accused of section D in a line."""
    echelon = [f"saat perbuatan eselon {scope.echelon_then}"] if scope.echelon_then else []
    echelon += [f"sekarang eselon {scope.echelon_now}"] if scope.echelon_now else []
    parts = [str(EmploymentStatus(scope.status).label), units.get(scope.unit, ""), *echelon]
    parts += ["pegawai Inspektorat"] if scope.inspectorate_staff else []
    parts += ["di luar Pasal 1 angka 7, tetap ditindaklanjuti"] if outside_perwali(scope.status) else []
    return ", ".join(part for part in parts if part)
