"""The forms of the monthly report: letter c, the approval, the reason of a correction."""

from django import forms

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


class ApprovalForm(forms.Form):
    """Nothing to fill in: the seal of the figures that were shown."""

    seen = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)


class CorrectionForm(PlainErrorsMixin, forms.Form):
    """Why a published month is corrected."""

    asks = {"reason": "Isi alasan ralat, misalnya: satu surat yang diterima 30 Oktober baru tercatat 4 November"}

    reason = forms.CharField(
        label="Alasan ralat",
        help_text="Dibaca masyarakat pada halaman statistik. Jangan menulis nama atau nomor register.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 3}),
    )
