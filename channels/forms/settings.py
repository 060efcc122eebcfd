"""What administrators type about a way in."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from channels.models import Channel
from channels.services.ways import CODE, LETTERS, ChannelFacts
from foundation.law import Pasal
from foundation.ui.fields import PlainErrorsMixin, ThreePartDateField

LETTER_CHOICES = [(letter, f"{letter}. {Pasal(6, 3, letter).text().removesuffix('dan/atau').strip(' ;.')}") for letter in LETTERS]


class ChangeChannelForm(PlainErrorsMixin, forms.Form):
    """A way in as it is to be."""

    asks = {"label": "Isi nama saluran, misalnya Kotak pos", "legal_basis": "Isi mengapa saluran ini berdiri di bawah huruf itu"}
    label = forms.CharField(label="Nama", max_length=80)
    label_en = forms.CharField(label="Nama dalam bahasa Inggris", max_length=80, required=False)
    letter = forms.ChoiceField(label="Huruf dalam Pasal 6 ayat (3)", choices=LETTER_CHOICES)
    under = forms.ModelChoiceField(
        label="Diperlakukan sebagai",
        queryset=Channel.objects.none(),
        required=False,
        empty_label="Saluran ini disebut sendiri oleh Perwali",
        help_text="Untuk media yang tidak disebut Perwali. Hurufnya mengikuti saluran yang Anda pilih.",
    )
    legal_basis = forms.CharField(label="Dasar", max_length=400, widget=forms.Textarea({"rows": 3}))
    contact = forms.CharField(label="Alamat atau nomor", max_length=300, required=False, help_text="Seperti yang dibaca umum.")
    contact_en = forms.CharField(label="Alamat atau nomor dalam bahasa Inggris", max_length=300, required=False)
    advertised = forms.BooleanField(label="Diumumkan", help_text="Tampil pada halaman depan dan Cara lain mengadu.", required=False)
    order = forms.IntegerField(label="Urutan", min_value=0, max_value=999, help_text="Angka kecil tampil lebih dahulu.")

    def __init__(self, *args: Any, ways: QuerySet[Channel], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["under"].queryset = ways  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever is told of a way must be told where it is."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("advertised") and not cleaned.get("contact", "").strip():
            self.add_error("contact", "Isi alamat atau nomor, atau hapus tanda “Diumumkan”")
        return cleaned

    def facts(self) -> ChannelFacts:
        """As the service takes it."""
        return ChannelFacts(**{name: self.cleaned_data[name] for name in ChannelFacts.__dataclass_fields__})


class AddChannelForm(ChangeChannelForm):
    """A way in to be added."""

    field_order = ("code",)
    code = forms.CharField(
        label="Kode",
        max_length=30,
        validators=[CODE],
        help_text="Huruf kecil dan tanda hubung, misalnya pesan-instagram. Tidak berubah lagi sesudah disimpan.",
    )


class EndChannelForm(PlainErrorsMixin, forms.Form):
    """The last day of a way in."""

    last_day = ThreePartDateField(label="Hari terakhir berlaku", noun="hari terakhir berlaku")
