"""Pieces that the public form and the desk form share: a step's form, one accused person, the story, files."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from channels.rules.limits import MOST_ACCUSED, MOST_CHARACTERS, MOST_WORDS, words_in
from channels.services.evidence import Fault
from complaints.enums import ContactWay, Routing
from foundation.ui.fields import PlainErrorsMixin, ThreePartDateField
from foundation.ui.verbatim import VerbatimField
from foundation.ui.visible import visible
from foundation.ui.wording import number

LINE = {"autocomplete": "off"}
"""Nothing that is typed here is remembered by a shared telephone, but for the contact fields."""

ROUTING_ORDER = (Routing.INSPECTORATE, Routing.INSPECTOR, Routing.ECHELON_II, Routing.MAYOR, Routing.NONE)


class QuietForm(PlainErrorsMixin, forms.Form):
    """A form that can show what was typed without judging it yet: `quiet` for answers put aside half finished."""

    def __init__(self, *args: Any, quiet: bool = False, **options: Any) -> None:
        self.quiet = quiet
        super().__init__(*args, **options)

    def full_clean(self) -> None:
        """Finds no fault while quiet."""
        if self.quiet:
            self._errors = ErrorDict()
            self.cleaned_data = {}
            return
        super().full_clean()


class AccusedForm(QuietForm):
    """One accused person; what is not known may stay open."""

    asks = {
        "nama": _("Isi nama yang Anda laporkan, atau centang “Saya tidak tahu namanya”"),
        "unit": _("Isi nama unit kerja, misalnya Dinas Kesehatan"),
    }
    nama = VerbatimField(label=_("Nama"), max_length=300, widget=forms.TextInput(LINE))
    tidak_tahu = forms.BooleanField(label=_("Saya tidak tahu namanya"), required=False)
    jabatan = VerbatimField(
        label=_("Jabatan atau ciri-ciri"),
        help_text=_("Misalnya: petugas loket 3, perempuan, berkacamata."),
        required=False,
        max_length=300,
        widget=forms.TextInput(LINE),
    )
    unit = VerbatimField(
        label=_("Unit kerja"),
        help_text=_("Tulis yang Anda tahu, misalnya: kantor camat, Dinas Kesehatan."),
        max_length=300,
        widget=forms.TextInput(LINE),
    )

    def clean(self) -> dict[str, Any]:
        """A name, or the statement that it is not known."""
        cleaned = super().clean() or {}
        if cleaned.get("tidak_tahu") and self.has_error("nama", "required"):
            del self._errors["nama"]
            cleaned["nama"] = ""
        return cleaned


class BaseAccusedFormSet(forms.BaseFormSet):
    """One or more accused persons, added by a button that sends the page."""

    def clean(self) -> None:
        """Not more than the form has room for."""
        if len(self.forms) > MOST_ACCUSED:
            words = gettext("Laporkan paling banyak %(most)d orang di sini, dan sebutkan yang lain dalam uraian")
            raise ValidationError(words % {"most": MOST_ACCUSED})

    def people(self) -> list[dict[str, Any]]:
        """The persons told about; forms left empty are none."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data]


def accused_formset(form: type[AccusedForm]) -> type[BaseAccusedFormSet]:
    """One or more persons, asked by this form."""
    most = MOST_ACCUSED + 1
    return forms.formset_factory(  # type: ignore[return-value]
        form, formset=BaseAccusedFormSet, extra=0, min_num=1, max_num=most, absolute_max=most
    )


AccusedFormSet = accused_formset(AccusedForm)
PEOPLE = "orang"
"""Prefix of the accused persons' fields."""
TOTAL = f"{PEOPLE}-TOTAL_FORMS"


class RoutingForm(QuietForm):
    """The question that decides who may open the complaint."""

    asks = {"asal": _("Pilih tempat kerja orang yang Anda laporkan, atau “Bukan, atau tidak tahu”")}
    asal = forms.ChoiceField(
        label=_("Apakah yang Anda laporkan bekerja di salah satu tempat ini?"),
        help_text=_("Jawaban ini menentukan siapa yang boleh membuka pengaduan Anda."),
        choices=[(row.value, row.label) for row in ROUTING_ORDER],
        widget=forms.RadioSelect,
    )


class StoryForm(QuietForm):
    """What happened, when and where. Only the story and the place are asked for; a hint that is missing refuses nothing."""

    asks = {
        "uraian": _("Ceritakan apa yang terjadi"),
        "tanggal": _("Isi bulan dan tahun kejadian, atau centang “Saya tidak ingat”"),
        "tempat": _("Isi tempat kejadian, misalnya loket pelayanan kantor kecamatan"),
    }
    uraian = VerbatimField(
        label=_("Uraian kejadian"),
        widget=forms.Textarea({"rows": 9, "data-max-words": MOST_WORDS, "data-words-left": _("Sisa {n} kata"), **LINE}),
        help_text=_(
            "<p>Tulis dengan kata-kata Anda sendiri. Pertanyaan ini dapat membantu:</p><ul><li>Apa yang dilakukan atau dikatakan?</li>"
            "<li>Siapa saja yang ada di sana?</li><li>Bagaimana caranya, dan berapa kerugiannya?</li></ul>"
            "<p>Paling banyak 3.000 kata, kira-kira enam halaman.</p>"
        ),
    )
    tanggal = ThreePartDateField(
        label=_("Kapan kejadiannya?"),
        help_text=_("Kalau tidak ingat tanggalnya, isi bulan dan tahun saja."),
        noun=_("tanggal kejadian"),  # type: ignore[arg-type]
        day_optional=True,
        error_messages={"too_late": _("Isi tanggal yang sudah lewat, atau centang “Saya tidak ingat”")},
    )
    tidak_ingat = forms.BooleanField(label=_("Saya tidak ingat, atau masih berlangsung sampai sekarang"), required=False)
    jam = VerbatimField(label=_("Kira-kira jam berapa?"), required=False, max_length=100, widget=forms.TextInput({"class": "w-10", **LINE}))
    tempat = VerbatimField(
        label=_("Di mana kejadiannya?"),
        help_text=_("Sebutkan kantor, ruang, atau tempat lain."),
        max_length=500,
        widget=forms.TextInput(LINE),
    )

    def clean_uraian(self) -> str:
        """The story as sent, when it is not longer than was said."""
        text: str = self.cleaned_data["uraian"]
        words = words_in(text)
        if words > MOST_WORDS:
            said = gettext("Persingkat uraian menjadi paling banyak %(most)s kata (sekarang %(now)s), dan kirim selebihnya sebagai berkas")
            raise ValidationError(said % {"most": number(MOST_WORDS), "now": number(words)})
        if len(text) > MOST_CHARACTERS:
            said = gettext("Persingkat uraian menjadi paling banyak %(most)s huruf (sekarang %(now)s), dan kirim selebihnya sebagai berkas")
            raise ValidationError(said % {"most": number(MOST_CHARACTERS), "now": number(len(text))})
        return text

    def clean(self) -> dict[str, Any]:
        """A date, or the statement that it is not remembered."""
        cleaned = super().clean() or {}
        boxes = self["tanggal"].data or []
        if cleaned.get("tidak_ingat") and self.has_error("tanggal") and not any(str(box or "").strip() for box in boxes):
            del self._errors["tanggal"]
            self.fields["tanggal"].widget.faulty = frozenset()
            cleaned["tanggal"] = None
        return cleaned


class FileInput(forms.ClearableFileInput):
    """A native file input for several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, **(attrs or {})})


_DIGITS_OF_A_NUMBER = 5
_MAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def unreachable(cleaned: Mapping[str, Any]) -> tuple[str, str] | None:
    """The field, and what to do about it, when the way that was chosen to reach the reporter cannot work as typed; else None."""
    needed = {
        ContactWay.PHONE: ("telepon", gettext("Isi nomor telepon dengan angka, atau pilih cara lain untuk menghubungi Anda")),
        ContactWay.EMAIL: ("surel", gettext("Isi alamat surel yang lengkap, misalnya nama@contoh.id, atau pilih cara lain")),
        ContactWay.LETTER: ("alamat", gettext("Isi alamat, atau pilih cara lain untuk menghubungi Anda")),
    }
    way = cleaned.get("cara")
    if way not in needed:
        return None
    given = str(cleaned.get(needed[way][0], "")).strip()
    works = {
        ContactWay.PHONE: sum(sign.isdecimal() for sign in given) >= _DIGITS_OF_A_NUMBER,
        ContactWay.EMAIL: _MAIL_ADDRESS.fullmatch(given) is not None,
        ContactWay.LETTER: bool(given),
    }
    return None if works[way] else needed[way]


def refused_words(name: str, fault: str) -> str:
    """What to do about a file that was not kept."""
    words = {
        Fault.TOO_LARGE: gettext("Berkas “%(name)s” lebih besar dari 5 MB dan belum tersimpan: perkecil, atau serahkan kemudian"),
        Fault.TOO_MANY: gettext("Berkas “%(name)s” belum tersimpan: hapus dahulu satu dari 5 berkas, atau serahkan kemudian"),
        Fault.EMPTY: gettext("Berkas “%(name)s” kosong (0 KB) dan belum tersimpan: pilih berkas lain"),
        Fault.NOT_STORED: gettext("Berkas “%(name)s” belum terkirim: coba kirim lagi"),
        Fault.MISSING: gettext("Berkas “%(name)s” tidak ada lagi pada kami: unggah sekali lagi, atau tekan “Hapus” di sampingnya"),
    }
    return words[Fault(fault)] % {"name": visible(name)}


def plain(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Cleaned answers as JSON holds them: dates as ISO 8601, the rest as it is."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in cleaned.items()}
