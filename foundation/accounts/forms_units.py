"""The shape and words of forms about units, posts and where people work."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from foundation.accounts.models import Unit, User
from foundation.ui.fields import PlainErrorsMixin, ThreePartDateField

INSIDE = "Unit ini bagian dari Inspektorat"
INSIDE_HINT = "Pengaduan tentang pegawai unit ini hanya dibuka Inspektur dan satu delegasi Walikota."
WRITTEN_ECHELON = RegexValidator(r"^(I|II|III|IV)\.[ab]\Z", "Tulis eselon seperti II.b atau III.a")


def _units(label: str, empty: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(label=label, queryset=Unit.objects.none(), required=False, empty_label=empty)


class _WithUnits(PlainErrorsMixin, forms.Form):
    """A form that names a unit; only those still in force can be chosen."""

    units: tuple[str, ...] = ("parent",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.units:
            self.fields[name].queryset = Unit.objects.filter(ended_on__isnull=True)  # type: ignore[attr-defined]


class ChangeUnitForm(_WithUnits):
    """A unit's name, its place, and whether it belongs to the Inspektorat."""

    asks = {"name": "Isi nama unit kerja, misalnya Dinas Kesehatan"}
    name = forms.CharField(label="Nama unit kerja", max_length=200)
    parent = _units("Unit induk", "Tidak ada (unit paling atas)")
    is_inspectorate = forms.BooleanField(label=INSIDE, help_text=INSIDE_HINT, required=False)


class AddUnitForm(ChangeUnitForm):
    """A unit to be added; its code never changes afterwards."""

    asks = {**ChangeUnitForm.asks, "code": "Isi kode unit, misalnya DINKES"}
    field_order = ("code", "name", "parent", "is_inspectorate")
    code = forms.CharField(label="Kode", max_length=40, help_text="Singkatan yang tetap, misalnya DINKES.")

    def clean_code(self) -> str:
        """Raises ValidationError for a code that a unit has, or had."""
        code = self.cleaned_data["code"].strip()
        if Unit.objects.filter(code=code).exists():
            raise forms.ValidationError("Pilih kode lain: kode ini sudah dipakai")
        return code


class ChangePostForm(PlainErrorsMixin, forms.Form):
    """A post's title and echelon."""

    asks = {"title": "Isi nama jabatan, misalnya Kepala Dinas Kesehatan"}
    title = forms.CharField(label="Nama jabatan", max_length=200)
    echelon = forms.CharField(
        label="Eselon",
        max_length=5,
        required=False,
        validators=[WRITTEN_ECHELON],
        help_text="Misalnya II.b. Kosongkan bila jabatan ini tidak bereselon.",
    )

    def clean_echelon(self) -> str:
        """Raises ValidationError for an echelon not written like "II.b"."""
        return str(self.cleaned_data["echelon"]).strip()


class SeatForm(PlainErrorsMixin, forms.Form):
    """Who sits in a post from which day on."""

    user = forms.ModelChoiceField(label="Pejabat", queryset=User.objects.none(), required=False, empty_label="Kosong (belum ada pejabat)")
    valid_from = ThreePartDateField(label="Mulai", noun="tanggal mulai")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = User.objects.filter(ended_on__isnull=True)  # type: ignore[attr-defined]


class AddPostForm(ChangePostForm, SeatForm):
    """A post to be added, with who sits in it."""

    field_order = ("title", "echelon", "user", "valid_from")


class EndPostForm(PlainErrorsMixin, forms.Form):
    """The last day of a post."""

    last_day = ThreePartDateField(label="Hari terakhir", noun="hari terakhir")


class MovePersonForm(_WithUnits):
    """Where a person works from now on."""

    units = ("unit",)
    unit = _units("Unit kerja baru", "Tidak ditentukan")
