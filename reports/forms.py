"""The forms of the monthly report: letter c, the approval with who signs the paper, the reason of a correction."""

from typing import Any

from django import forms

from foundation.papers.forms import SigningForm
from foundation.ui.fields import PlainErrorsMixin
from reports.models import LONGEST_REASON

LONGEST_NARRATIVE = 10_000


class NarrativeForm(PlainErrorsMixin, forms.Form):
    """Letter c, with the version that the writer saw."""

    mark_optional = False

    narrative = forms.CharField(
        label="Uraian",
        help_text="Tulis pola, kerugian besar, pembalasan, dan saran perbaikan. "
        "Jangan menulis nama orang, unit kecil, atau nomor register. Kosongkan bila tidak ada.",
        required=False,
        max_length=LONGEST_NARRATIVE,
        widget=forms.Textarea({"rows": 10}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ApprovalForm(SigningForm):
    """Who signs the paper, and the seal of the figures that were shown; where letter c gave cause for a warning, also that it stays.

    A number from the agenda book may follow later: a month appears without waiting for one.
    """

    asks = {"lanjut": "Centang bahwa huruf c sudah diperiksa, atau ubah huruf c lebih dahulu"}
    seen = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)
    lanjut = forms.BooleanField(label="Huruf c sudah saya periksa; tetap lanjutkan")

    def __init__(self, *args: Any, warned: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not warned:
            del self.fields["lanjut"]
        if "nomor" in self.fields:
            self.fields["nomor"].required = False
            self.fields["nomor"].help_text = "Boleh diisi kemudian: laporan terbit sekarang, dan PDF-nya dibuat setelah bernomor."


class CorrectionForm(PlainErrorsMixin, forms.Form):
    """Why a published month is corrected."""

    asks = {"reason": "Isi alasan ralat, misalnya: satu surat yang diterima 30 Oktober baru tercatat 4 November"}

    reason = forms.CharField(
        label="Alasan ralat",
        help_text="Dibaca masyarakat pada halaman statistik. Jangan menulis nama atau nomor register.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 3}),
    )
