"""What an officer notes when a person comes to his desk (channel g): receipt, reporter, accused, story, files."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from channels.enums import Naming, YesNo
from channels.forms.parts import LINE, AccusedForm, FileInput, RoutingForm, StoryForm, accused_formset, unreachable
from channels.rules.lateness import BASIS, needs_reason
from complaints.enums import Consent, ContactWay, ReporterKind
from foundation.ui.fields import ThreePartDateField
from foundation.ui.verbatim import VerbatimField
from foundation.vault.codes import new_code, normalise
from foundation.vault.errors import BadCode
from foundation.workdays.queries import days_off_between

HOUR = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
YES_NO = YesNo.choices


class ReceiptPart(forms.Form):
    """When it was received, and by what right it is entered only now."""

    kode = forms.CharField(widget=forms.HiddenInput, max_length=60)
    tanggal_terima = ThreePartDateField(label="Tanggal diterima", noun="tanggal diterima")
    pukul = forms.CharField(
        label="Pukul",
        help_text="WIB, misalnya 14.05.",
        max_length=5,
        widget=forms.TextInput({"class": "w-4", "inputmode": "decimal", **LINE}),
    )
    tempat_terima = VerbatimField(label="Tempat diterima", required=False, max_length=200, widget=forms.TextInput(LINE))
    alasan_terlambat = VerbatimField(
        label="Alasan baru dicatat",
        help_text=f"Hanya bila sudah lewat batas {BASIS}.",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )


class ReporterPart(forms.Form):
    """Who came; name and contact are sealed to the custodians, the officer does not see them again."""

    pelapor = forms.ChoiceField(label="Pelapor", choices=ReporterKind.choices, widget=forms.RadioSelect)
    nama_disebut = forms.ChoiceField(
        label="Dengan atau tanpa nama?",
        choices=[(Naming.NAMED, "Pelapor menyebut nama"), (Naming.NAMELESS, "Tanpa nama")],
        widget=forms.RadioSelect,
    )
    identitas_dilihat = forms.ChoiceField(label="Bukti identitas dilihat?", choices=YES_NO, widget=forms.RadioSelect)
    nama = VerbatimField(label="Nama pelapor", required=False, max_length=300, widget=forms.TextInput(LINE))
    badan = VerbatimField(label="Badan atau organisasi", required=False, max_length=300, widget=forms.TextInput(LINE))
    jam_aman = VerbatimField(label="Aman dihubungi", required=False, max_length=200, widget=forms.TextInput(LINE))
    unit = VerbatimField(label="Unit kerja pelapor (pegawai)", required=False, max_length=300, widget=forms.TextInput(LINE))
    nip = VerbatimField(label="NIP (pegawai)", required=False, max_length=60, widget=forms.TextInput(LINE))
    alamat = VerbatimField(label="Alamat", required=False, max_length=500, widget=forms.Textarea({"rows": 2, **LINE}))
    telepon = VerbatimField(label="Telepon", required=False, max_length=60, widget=forms.TextInput({"inputmode": "tel", **LINE}))
    surel = VerbatimField(label="Surel", required=False, max_length=200, widget=forms.TextInput({"inputmode": "email", **LINE}))
    cara = forms.ChoiceField(
        label="Dihubungi lewat",
        choices=ContactWay.choices,
        widget=forms.RadioSelect,
        initial=ContactWay.CODE_ONLY,
    )
    izin = forms.MultipleChoiceField(
        label="Nama boleh disebut kepada",
        choices=Consent.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    terancam = forms.ChoiceField(label="Apakah pelapor merasa terancam?", choices=YES_NO, widget=forms.RadioSelect)
    ancaman = VerbatimField(label="Yang dikhawatirkan", required=False, max_length=5000, widget=forms.Textarea({"rows": 3, **LINE}))


class DeskForm(RoutingForm, StoryForm, ReceiptPart, ReporterPart):
    """The whole entry but the accused, who are a formset beside it. `at` is the moment of entry."""

    asks = {
        "tanggal_terima": "Isi tanggal diterima, misalnya 23 11 2026",
        "pukul": "Isi jam diterima, misalnya 14.05",
        "pelapor": "Pilih siapa pelapornya",
        "nama_disebut": "Pilih dengan nama atau tanpa nama",
        "identitas_dilihat": "Pilih ya atau tidak: bukti identitas dilihat?",
        "terancam": "Pilih ya atau tidak: pelapor merasa terancam?",
        "uraian": "Tulis uraian persis seperti yang disampaikan pelapor",
        "tanggal": "Isi bulan dan tahun kejadian, atau centang “Pelapor tidak ingat”",
        "tempat": "Isi tempat kejadian, atau tulis: tidak disebut",
        "asal": "Pilih tempat kerja terlapor, atau “Bukan, atau tidak tahu”",
    }
    said = {
        "uraian": "<p>Tulis dengan kata-kata pelapor. Pertanyaan ini dapat membantu:</p><ul><li>Apa yang dilakukan atau dikatakan?</li>"
        "<li>Siapa saja yang ada di sana?</li><li>Bagaimana caranya, dan berapa kerugiannya?</li></ul>"
        "<p>Paling banyak 3.000 kata, kira-kira enam halaman.</p>",
        "asal": "Jawaban ini menentukan siapa yang boleh membuka pengaduan.",
        "tanggal": "Kalau pelapor tidak ingat tanggalnya, isi bulan dan tahun saja.",
    }
    """Explanations in the words of an officer, where the public form speaks to the reporter."""
    field_order = (*ReceiptPart.base_fields, *ReporterPart.base_fields, *RoutingForm.base_fields)
    berkas = forms.Field(
        label="Lampiran",
        help_text="Paling banyak 5 berkas, masing-masing paling besar 5 MB. Bila ada yang perlu diperbaiki, pilih berkas sekali lagi.",
        required=False,
        widget=FileInput(),
    )

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        self.at = at
        local = timezone.localtime(at)
        options["initial"] = {"kode": new_code(), "tanggal_terima": local.date(), "pukul": f"{local:%H.%M}", **options.get("initial", {})}
        super().__init__(*args, **options)
        for name, words in self.said.items():
            self.fields[name].help_text = words
        self.fields["asal"].label = "Apakah terlapor bekerja di salah satu tempat ini?"
        self.fields["tidak_ingat"].label = "Pelapor tidak ingat, atau masih berlangsung sampai sekarang"
        happened: ThreePartDateField = self.fields["tanggal"]  # type: ignore[assignment]
        happened.error_messages["too_late"] = "Isi tanggal yang sudah lewat, atau centang “Pelapor tidak ingat”"
        received: ThreePartDateField = self.fields["tanggal_terima"]  # type: ignore[assignment]
        received.latest = happened.latest = local.date()

    def clean_kode(self) -> str:
        """The receipt code that the page was shown with."""
        try:
            return normalise(self.cleaned_data["kode"])
        except BadCode as error:
            raise ValidationError("Muat ulang halaman ini, lalu isi kembali") from error

    def clean_pukul(self) -> time:
        """The hour of receipt."""
        found = HOUR.fullmatch(self.cleaned_data["pukul"].strip())
        if found is None:
            raise ValidationError("Isi jam diterima dengan angka, misalnya 14.05")
        return time(int(found[1]), int(found[2]))

    def clean(self) -> dict[str, Any]:
        """What only shows when answers are held together."""
        cleaned = super().clean() or {}
        if "tanggal_terima" in cleaned and "pukul" in cleaned:
            self._check_receipt(cleaned)
        if cleaned.get("nama_disebut") == Naming.NAMED and not cleaned.get("nama", "").strip():
            self.add_error("nama", "Isi nama pelapor, atau pilih “Tanpa nama”")
        if cleaned.get("nama_disebut") == Naming.NAMED and (fault := unreachable(cleaned)):
            self.add_error(fault[0], fault[1].replace("menghubungi Anda", "menghubungi pelapor"))
        if cleaned.get("nama_disebut") == Naming.NAMELESS and cleaned.get("izin"):
            self.add_error("izin", "Kosongkan izin ini: tanpa nama tidak ada nama yang dapat disebut kepada siapa pun")
        return cleaned

    def _check_receipt(self, cleaned: dict[str, Any]) -> None:
        received_on: date = cleaned["tanggal_terima"]
        moment = datetime.combine(received_on, cleaned["pukul"], tzinfo=timezone.get_default_timezone())
        cleaned["received_at"] = moment
        if moment > self.at:
            self.add_error("pukul", "Isi jam diterima yang sudah lewat; pengaduan tidak dapat diterima di masa depan")
        late = needs_reason(received_on, today=timezone.localdate(self.at), days_off=days_off_between(received_on))
        if late and not cleaned.get("alasan_terlambat", "").strip():
            self.add_error("alasan_terlambat", f"Isi alasan baru dicatat: sudah lewat batas {BASIS}")


class DeskAccusedForm(AccusedForm):
    """One accused person, in the words of an officer."""

    asks = {**AccusedForm.asks, "nama": "Isi nama terlapor, atau centang “Pelapor tidak tahu namanya”"}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["tidak_tahu"].label = "Pelapor tidak tahu namanya"


DeskAccusedFormSet = accused_formset(DeskAccusedForm)


def facts_of(cleaned: Mapping[str, Any]) -> dict[str, str]:
    """What else was noted at receipt, where it was filled in."""
    noted = {"late_reason": cleaned["alasan_terlambat"], "place": cleaned["tempat_terima"]}
    return {name: words for name, words in noted.items() if words.strip()}
