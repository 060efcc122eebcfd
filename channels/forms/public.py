"""The steps of the public form."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from channels.enums import Naming, YesNo
from channels.forms.parts import LINE, FileInput, QuietForm, StoryForm, unreachable
from complaints.enums import Consent, ContactWay, ReporterKind
from complaints.forms.reporter import ACCEPTED
from complaints.rules.intake import GOOD_FAITH
from foundation.ui.fields import HintedRadioSelect, PlainErrorsMixin
from foundation.ui.verbatim import VerbatimField

SPEAKERS = (ReporterKind.EMPLOYEE, ReporterKind.INDIVIDUAL, ReporterKind.BODY)


class WhoForm(QuietForm):
    """Step 1: who speaks, and with or without a name."""

    asks = {"pelapor": _("Pilih siapa Anda"), "nama_disebut": _("Pilih dengan nama atau tanpa nama")}
    pelapor = forms.ChoiceField(
        label=_("Saya adalah"),
        choices=[(kind.value, kind.label) for kind in SPEAKERS],
        widget=forms.RadioSelect,
    )
    nama_disebut = forms.ChoiceField(
        label=_("Dengan atau tanpa nama?"),
        help_text=_("Keduanya disegel dengan cara yang sama."),
        choices=Naming.choices,
        widget=HintedRadioSelect(
            hints={
                Naming.NAMED: _(  # type: ignore[dict-item]
                    "Nama disimpan terpisah, hanya dapat dibuka dengan alasan tertulis yang disetujui petugas lain, "
                    "dan setiap pembukaan dicatat."
                ),
                Naming.NAMELESS: _("Jawaban hanya lewat kode; perlindungan lebih sulit diberikan."),  # type: ignore[dict-item]
            },
        ),
    )
    izin = forms.MultipleChoiceField(
        label=_("Nama saya boleh disebut kepada"),
        help_text=_("Hanya bila Anda menyebut nama. Izin ini dapat Anda cabut kapan saja."),
        choices=Consent.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A reporter without a name has no name to consent about, and is told so rather than overruled in silence."""
        cleaned = super().clean() or {}
        if cleaned.get("nama_disebut") == Naming.NAMELESS and cleaned.get("izin"):
            self.add_error("izin", gettext("Kosongkan izin ini: tanpa nama tidak ada nama yang dapat disebut kepada siapa pun"))
        return cleaned


class WebStoryForm(StoryForm):
    """Step 3, with one field that people do not see: whoever fills it is marked as doubtful, and taken in all the same."""

    situs = VerbatimField(label=_("Jangan isi kolom ini"), required=False, widget=forms.TextInput({"tabindex": "-1", **LINE}))


class EvidenceForm(QuietForm):
    """Step 4: files, and the promise to bring more."""

    berkas = forms.Field(
        label=_("Berkas"),
        help_text=_("Foto, dokumen, rekaman suara, atau video. Paling banyak 5 berkas, masing-masing paling besar 5 MB."),
        required=False,
        widget=FileInput(
            {"accept": ACCEPTED, "data-max-bytes": 5 * 1024 * 1024, "data-too-big": _("Terlalu besar, perkecil lebih dahulu.")}
        ),
    )
    menyusul = forms.BooleanField(label=_("Saya akan menyerahkan bukti kemudian"), required=False)


class ContactForm(QuietForm):
    """Step 5: contact for those who gave a name, and for everybody whether they feel threatened."""

    asks = {
        "terancam": _("Pilih ya atau tidak: apakah Anda merasa terancam?"),
        "nama": _("Isi nama Anda, atau pilih “Tanpa nama” pada langkah 1"),
    }
    nama = VerbatimField(label=_("Nama Anda"), max_length=300, widget=forms.TextInput({"autocomplete": "name"}))
    badan = VerbatimField(
        label=_("Nama badan atau organisasi"), required=False, max_length=300, widget=forms.TextInput({"autocomplete": "organization"})
    )
    unit = VerbatimField(label=_("Unit kerja Anda"), required=False, max_length=300, widget=forms.TextInput(LINE))
    nip = VerbatimField(label=_("NIP Anda"), required=False, max_length=60, widget=forms.TextInput({"inputmode": "numeric", **LINE}))
    telepon = VerbatimField(
        label=_("Nomor telepon"), required=False, max_length=60, widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"})
    )
    surel = VerbatimField(
        label=_("Surel"), required=False, max_length=200, widget=forms.TextInput({"inputmode": "email", "autocomplete": "email"})
    )
    alamat = VerbatimField(
        label=_("Alamat"), required=False, max_length=500, widget=forms.Textarea({"rows": 3, "autocomplete": "street-address"})
    )
    jam_aman = VerbatimField(
        label=_("Kapan Anda aman dihubungi?"),
        help_text=_("Misalnya: setelah pukul 19.00."),
        required=False,
        max_length=200,
        widget=forms.TextInput(LINE),
    )
    cara = forms.ChoiceField(
        label=_("Bagaimana kami menghubungi Anda?"), choices=ContactWay.choices, widget=forms.RadioSelect, initial=ContactWay.CODE_ONLY
    )
    terancam = forms.ChoiceField(
        label=_("Apakah Anda merasa terancam karena perkara ini?"),
        help_text=_("“Ya” berarti Anda meminta perlindungan. Hanya petugas perlindungan yang membacanya."),
        choices=YesNo.choices,
        widget=forms.RadioSelect,
    )
    ancaman = VerbatimField(
        label=_("Apa yang Anda khawatirkan?"), required=False, max_length=5000, widget=forms.Textarea({"rows": 4, **LINE})
    )

    def __init__(self, *args: Any, named: bool, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in _left_out(named=named, kind=kind):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The chosen way needs an address that can work."""
        cleaned = super().clean() or {}
        if fault := unreachable(cleaned):
            self.add_error(*fault)
        return cleaned


def _left_out(*, named: bool, kind: str) -> list[str]:
    """The fields that are not asked of this reporter."""
    if not named:
        return ["nama", "badan", "unit", "nip", "telepon", "surel", "alamat", "jam_aman", "cara"]
    return [*([] if kind == ReporterKind.BODY else ["badan"]), *([] if kind == ReporterKind.EMPLOYEE else ["unit", "nip"])]


class DeclarationForm(QuietForm):
    """Step 6: the declaration of Pasal 10; it proves nothing and refuses nobody."""

    asks = {GOOD_FAITH.field: _("Centang pernyataan ini untuk mengirim pengaduan")}
    good_faith = forms.BooleanField(
        label=_("Saya menyampaikan pengaduan ini secara bertanggung jawab, berdasarkan data dan informasi yang saya ketahui."),
        help_text=_("Pasal 10. Bukti tidak wajib. Cukup ceritakan yang Anda ketahui."),
    )


class ResumeForm(PlainErrorsMixin, forms.Form):
    """The one field that brings a draft back."""

    asks = {"kode": _("Isi kode lanjut, misalnya 7K4P 9XQ2 M6HD R3TB")}
    kode = VerbatimField(
        label=_("Kode lanjut"),
        help_text=_("Enam belas huruf dan angka. Spasi, tanda hubung, dan huruf besar atau kecil tidak berpengaruh."),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "mono w-20"}),
    )
