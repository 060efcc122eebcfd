"""What is typed about a reporter's identity: why it is asked for, for how long it is opened or why not, how somebody was verified."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from complaints.enums import Verification
from complaints.rules.confidentiality import OPEN_DAYS
from foundation.ui.fields import PlainErrorsMixin
from foundation.vault.codes import new_code, normalise
from foundation.vault.errors import BadCode

LONGEST_NUMBER = 60


class AskIdentityForm(PlainErrorsMixin, forms.Form):
    """Why somebody of the case has to know who the reporter is."""

    asks = {"alasan": "Isi alasannya, misalnya: saksi hanya dikenal pelapor dan perlu ditemui"}
    alasan = forms.CharField(
        label="Mengapa Anda perlu mengetahui siapa pelapornya?",
        help_text="Disegel untuk kustodian identitas; tidak tampil pada perkara. Jangan menyalin isi pengaduan ke sini.",
        widget=forms.Textarea({"rows": 5}),
        max_length=4000,
    )


class ApproveForm(PlainErrorsMixin, forms.Form):
    """For how long one person may open an identity."""

    lama = forms.TypedChoiceField(
        label="Berlaku berapa lama?",
        choices=[(days, f"{days} hari") for days in OPEN_DAYS],
        coerce=int,
        initial=OPEN_DAYS[0],
        widget=forms.RadioSelect,
        help_text="Setelah itu terkunci sendiri. Pilih yang terpendek yang cukup.",
    )


class RefuseForm(PlainErrorsMixin, forms.Form):
    """Why an identity stays closed."""

    asks = {"alasan": "Isi alasan penolakan, misalnya: pertanyaan itu dapat diajukan lewat Pesan"}
    alasan = forms.CharField(
        label="Alasan penolakan",
        help_text="Disegel di dalam perkara; dibaca peminta dan mereka yang menangani perkara. Jangan menulis nama pelapor.",
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
    )


class FindCaseForm(PlainErrorsMixin, forms.Form):
    """The register number a reporter names who lost the receipt code."""

    asks = {"nomor": "Isi nomor register, misalnya 700/0123/2026"}
    nomor = forms.CharField(
        label="Nomor register",
        help_text="Tanyakan kepada pelapor, atau cari pada salinan tanda terimanya.",
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class VerifyForm(PlainErrorsMixin, forms.Form):
    """How a custodian made sure that somebody is the reporter.

    `kode` is drawn when the page is shown, so that a second send is the same renewal.
    """

    asks = {
        "cara": "Pilih cara Anda memastikan bahwa orang ini pelapornya",
        "catatan": "Isi catatannya, misalnya: KTP asli dilihat, nama dan alamat cocok",
        "yakin": "Centang bila orang ini sudah Anda pastikan sebagai pelapor",
    }
    cara = forms.ChoiceField(label="Bagaimana Anda memastikannya?", choices=Verification.choices, widget=forms.RadioSelect)
    catatan = forms.CharField(
        label="Catatan pemeriksaan",
        help_text="Bukti apa yang dilihat, apa yang cocok, kapan dihubungi. Disegel bersama identitas.",
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
    )
    yakin = forms.BooleanField(label="Saya sudah memastikan orang ini pelapor perkara tersebut")
    kode = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_NUMBER)

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"kode": new_code(), **(options.get("initial") or {})}
        super().__init__(*args, **options)

    def clean_kode(self) -> str:
        """The code that the page was shown with."""
        try:
            return normalise(self.cleaned_data["kode"])
        except BadCode as error:
            raise ValidationError("Muat ulang halaman ini, lalu isi kembali.") from error
