"""What administrators type into the settings of this room: kinds of violation, retention rules, holidays."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from complaints.enums import FinalAction
from complaints.services.retention import RetentionFacts
from complaints.services.types import TypeFacts
from complaints.services.versions import CODE
from foundation.ui.fields import PlainErrorsMixin, ThreePartDateField
from foundation.vault.errors import NotStored
from foundation.workdays.enums import Certainty, HolidayKind
from foundation.workdays.models import LONGEST_DECREE, LONGEST_NAME
from foundation.workdays.reading import BadHolidayFile, HolidayRow, read_bytes

LARGEST_FILE = 256 * 1024
LONGEST_KEEPING = 100
LONGEST_SOURCE = 120


def _code(example: str) -> forms.CharField:
    hint = f"Huruf kecil dan garis bawah, misalnya {example}. Tidak berubah lagi sesudah disimpan."
    return forms.CharField(label="Kode", max_length=60, validators=[CODE], help_text=hint)


def _begins() -> ThreePartDateField:
    hint = "Versi yang sekarang berakhir sehari sebelumnya. Bulan yang sudah lewat tidak berubah."
    return ThreePartDateField(label="Berlaku mulai", noun="tanggal mulai berlaku", help_text=hint)


class LastDayForm(PlainErrorsMixin, forms.Form):
    """The last day on which something can be chosen."""

    last_day = ThreePartDateField(label="Hari terakhir berlaku", noun="hari terakhir berlaku")


class RewordTypeForm(PlainErrorsMixin, forms.Form):
    """A kind of violation in its new words."""

    asks = {"label": "Isi nama jenis, misalnya Pungutan liar", "definition": "Isi arti jenis ini dalam satu kalimat"}
    label = forms.CharField(label="Nama", max_length=120)
    label_en = forms.CharField(label="Nama dalam bahasa Inggris", max_length=120, required=False)
    definition = forms.CharField(
        label="Arti",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="Satu kalimat, seperti yang dibaca umum pada halaman statistik.",
    )
    sensitive = forms.BooleanField(
        label="Sensitif",
        help_text="Kurang dari tiga dalam sebulan dihitung dalam “lainnya” pada statistik umum, agar tidak menunjuk orang.",
        required=False,
    )
    outside_perwali = forms.BooleanField(
        label="Di luar Perwali", help_text="Tetap diterima dan dijawab, lalu diteruskan kepada yang berwenang.", required=False
    )
    order = forms.IntegerField(label="Urutan", min_value=0, max_value=999, help_text="Angka kecil tampil lebih dahulu.")
    national_code = forms.CharField(label="Kode nasional", max_length=40, required=False)
    valid_from = _begins()

    def facts(self) -> TypeFacts:
        """As the service takes it."""
        cleaned = self.cleaned_data
        return TypeFacts(**{name: cleaned[name] for name in TypeFacts.__dataclass_fields__})


class AddTypeForm(RewordTypeForm):
    """A new kind of violation."""

    field_order = ("code",)
    code = _code("pungutan_liar")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["valid_from"].help_text = ""


class ChangeRetentionForm(PlainErrorsMixin, forms.Form):
    """A line of the retention schedule."""

    asks = {
        "label": "Isi nama aturan, misalnya Berkas pengaduan terbukti",
        "legal_basis": "Isi dasarnya, misalnya nomor Perwali tentang JRA",
    }
    label = forms.CharField(label="Nama", max_length=120)
    years = forms.IntegerField(label="Disimpan (tahun sesudah ditutup)", min_value=0, max_value=LONGEST_KEEPING)
    action = forms.ChoiceField(label="Tindakan akhir", choices=FinalAction.choices, widget=forms.RadioSelect)
    legal_basis = forms.CharField(label="Dasar hukum", max_length=250)
    valid_from = _begins()

    def facts(self) -> RetentionFacts:
        """As the service takes it."""
        cleaned = self.cleaned_data
        return RetentionFacts(cleaned["label"], cleaned["years"], FinalAction(cleaned["action"]), cleaned["legal_basis"])


class AddRetentionForm(ChangeRetentionForm):
    """A new line of the retention schedule."""

    field_order = ("code",)
    code = _code("berkas_terbukti")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["valid_from"].help_text = ""


class LocalHolidayForm(PlainErrorsMixin, forms.Form):
    """A day off that the city declares."""

    asks = {"name": "Isi nama hari libur, misalnya Hari jadi Kota Bengkulu", "decree": "Isi nomor dan tanggal keputusannya"}
    day = ThreePartDateField(label="Tanggal", noun="tanggal")
    name = forms.CharField(label="Nama", max_length=LONGEST_NAME)
    decree = forms.CharField(label="Dasar", max_length=LONGEST_DECREE, help_text="Nomor dan tanggal keputusan yang menetapkannya.")

    def rows(self) -> list[HolidayRow]:
        """The one row it makes."""
        cleaned = self.cleaned_data
        return [HolidayRow(cleaned["day"], HolidayKind.LOCAL, cleaned["name"], cleaned["decree"], Certainty.SURE)]


class WithdrawHolidayForm(PlainErrorsMixin, forms.Form):
    """The decree that takes a day off back."""

    asks = {"decree": "Isi nomor dan tanggal keputusan yang mencabutnya"}
    decree = forms.CharField(label="Dasar pencabutan", max_length=LONGEST_DECREE, help_text="Nomor dan tanggal keputusan yang mencabutnya.")


class HolidayFileForm(PlainErrorsMixin, forms.Form):
    """A decree as a CSV file; every fault of it is told with its line, and nothing of a faulty file is kept."""

    asks = {"berkas": "Pilih berkas CSV hari libur"}
    berkas = forms.FileField(
        label="Berkas CSV",
        error_messages={"empty": "Pilih berkas yang ada isinya"},
        help_text="Kolom: date, kind, name, decree, certainty; boleh juga weekday dan withdrawn. Paling besar 256 KB.",
    )

    def clean_berkas(self) -> list[HolidayRow]:
        """The rows of the file. Raises ValidationError with one sentence a fault."""
        upload = self.cleaned_data["berkas"]
        if upload.size > LARGEST_FILE:
            raise ValidationError("Pilih berkas yang lebih kecil dari 256 KB")
        self.source = str(upload.name)[:LONGEST_SOURCE]
        try:
            return read_bytes(b"".join(upload.chunks()))
        except NotStored as error:
            raise ValidationError("Kirim berkas sekali lagi: berkas tidak dapat disimpan sementara") from error
        except BadHolidayFile as error:
            raise ValidationError(error.problems) from error
