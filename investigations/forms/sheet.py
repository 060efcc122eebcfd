"""The review sheet as a form and as a page: sections A to K, one row a person in section D, and joining two writers' texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet

from complaints.enums import EmploymentStatus
from complaints.models import ViolationType
from foundation.accounts.models import Unit
from foundation.ui.fields import PlainErrorsMixin
from foundation.ui.parts import SummaryRow
from investigations.enums import Conclusion, Evidence, Risk
from investigations.forms.orders import text
from investigations.rules.review import CODES, Choice, Difference, Scope, Sheet, outside_perwali

LONGEST_SECTION = 20_000
ECHELONS = [
    ("", "Tidak ada atau belum diketahui"),
    *((code, f"Eselon {code}") for code in ("II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b")),
]


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
            Part("apa", "what", "Apa yang terjadi"),
            Part("siapa", "who", "Siapa yang terlibat", 2),
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
            Part("jenis", "violation_type", "Jenis pelanggaran"),
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
def place_of(attribute: str) -> str:
    """The id of the part's control on the page of the sheet, or of section D, which has a row a person."""
    if attribute == "scopes":
        return "bagian-D"
    in_radios = attribute in CHOICES
    return f"id_{PARTS[attribute].name}{'_0' if in_radios else ''}"


CHOICES: dict[str, Sequence[tuple[str, Any]]] = {"evidence": Evidence.choices, "risk": Risk.choices, "conclusion": Conclusion.choices}


class SheetForm(PlainErrorsMixin, forms.Form):
    """Sections A to K. Nothing is required while it is a draft; what is missing is said before signing."""

    mark_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, types: QuerySet[ViolationType], **options: Any) -> None:
        super().__init__(*args, **options)
        for part in PARTS.values():
            self.fields[part.name] = self._field(part, types)
            self._plain(part.name, self.fields[part.name])

    def _field(self, part: Part, types: QuerySet[ViolationType]) -> forms.Field:
        if part.attribute == "violation_type":
            choices = [("", "Pilih jenis pelanggaran"), *((kind.code, kind.label) for kind in types)]
            return forms.ChoiceField(label=part.label, choices=choices, required=False)
        if part.attribute in CHOICES:
            return forms.ChoiceField(label=part.label, choices=CHOICES[part.attribute], widget=forms.RadioSelect, required=False)
        field = text(part.label, rows=part.rows, required=False, hint=part.hint)
        field.max_length = LONGEST_SECTION
        return field

    @property
    def sections(self) -> list[tuple[Section, list[forms.BoundField]]]:
        """The bound fields, section by section, for the template."""
        return [(section, [self[part.name] for part in section.parts]) for section in SECTIONS]

    def sheet(self, scopes: Iterable[Scope]) -> Sheet:
        """What was typed."""
        return Sheet(**{part.attribute: self.cleaned_data[part.name] for part in PARTS.values()}, scopes=tuple(scopes))


def initial_of(sheet: Sheet, *, version: int) -> dict[str, Any]:
    """The form's initial values for a sheet."""
    return {"version": version, **{part.name: getattr(sheet, part.attribute) for part in PARTS.values()}}


class ScopeForm(PlainErrorsMixin, forms.Form):
    """Section D for one accused."""

    mark_optional = False
    terlapor = forms.UUIDField(widget=forms.HiddenInput)
    kedudukan = forms.ChoiceField(label="Kedudukan", choices=EmploymentStatus.choices)
    eselon_saat_itu = forms.ChoiceField(label="Eselon saat perbuatan", choices=ECHELONS, required=False)
    eselon_sekarang = forms.ChoiceField(label="Eselon sekarang", choices=ECHELONS, required=False)
    inspektorat = forms.BooleanField(label="Pegawai Inspektorat, saat perbuatan atau sekarang", required=False)
    unit = forms.ModelChoiceField(
        label="Unit kerja", queryset=Unit.objects.filter(ended_on__isnull=True), required=False, empty_label="Belum diketahui"
    )

    def scope(self) -> Scope:
        """As the rule reads it."""
        cleaned = self.cleaned_data
        return Scope(
            accused=str(cleaned["terlapor"]),
            status=cleaned["kedudukan"],
            echelon_then=cleaned["eselon_saat_itu"],
            echelon_now=cleaned["eselon_sekarang"],
            inspectorate_staff=cleaned["inspektorat"],
            unit=str(cleaned["unit"].pk) if cleaned["unit"] else "",
        )


ScopeFormSet = forms.formset_factory(ScopeForm, extra=0, max_num=100, absolute_max=100)


def scope_initial(scope: Scope) -> dict[str, Any]:
    """The initial values of one row of section D."""
    return {
        "terlapor": scope.accused,
        "kedudukan": scope.status,
        "eselon_saat_itu": scope.echelon_then,
        "eselon_sekarang": scope.echelon_now,
        "inspektorat": scope.inspectorate_staff,
        "unit": scope.unit or None,
    }


class SignForm(forms.Form):
    """The version that was read; nothing else is asked."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MergeForm(PlainErrorsMixin, forms.Form):
    """For each part in which two texts differ: the stored one, the writer's own, or both."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, found: Sequence[Difference], scopes_differ: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        names = {difference.field: PARTS[difference.field].label for difference in found}
        if scopes_differ:
            names["scopes"] = "Bagian D, kedudukan terlapor"
        for name, label in names.items():
            one_of_two = name in CODES or name == "scopes"
            choices = [("stored", "Pakai yang tersimpan"), ("mine", "Pakai tulisan yang satunya")]
            choices += [] if one_of_two else [("both", "Gabungkan keduanya")]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, widget=forms.RadioSelect, initial="stored" if one_of_two else "both"
            )
            self._plain(name, self.fields[name])

    def choice(self) -> Choice:
        """As the rule reads it."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Choice(
            mine=frozenset(name for name, value in chosen.items() if value == "mine"),
            both=frozenset(name for name, value in chosen.items() if value == "both"),
        )


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
