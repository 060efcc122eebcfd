"""The review sheet as a form: sections A to K, one row a person in section D, and joining two writers' texts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from complaints.enums import EmploymentStatus
from complaints.models import ViolationType
from foundation.accounts.models import Unit
from foundation.ui.fields import PlainErrorsMixin
from investigations.forms.orders import text
from investigations.rules.review import CODES, Choice, Difference, Scope, Sheet
from investigations.rules.sections import CHOICES, PARTS, SECTIONS, Part, Section

LONGEST_SECTION = 20_000
ECHELONS = [
    ("", "Tidak ada atau belum diketahui"),
    *((code, f"Eselon {code}") for code in ("II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b")),
]


def place_of(attribute: str) -> str:
    """The id of the part's control on the page of the sheet, or of section D, which has a row a person."""
    if attribute == "scopes":
        return "bagian-D"
    in_radios = attribute in CHOICES
    return f"id_{PARTS[attribute].name}{'_0' if in_radios else ''}"


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
