"""The shape and words of what staff and reporters type into a case."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.enums import AnswerKind, ComplaintState, RefusalGround, Routing
from complaints.models import Answer, ViolationType
from complaints.rules.answer import AnswerParts
from foundation.ui.fields import PlainErrorsMixin, ThreePartDateField

QUEUES = [
    ("", "Semua yang terbuka"),
    ("belum", "Belum diteruskan"),
    ("hari-ini", "Jatuh tempo hari ini"),
    ("lewat", "Lewat batas"),
    ("lengkapi", "Perlu dilengkapi"),
]
ORDERS = [("batas", "Batas terdekat"), ("diterima", "Terbaru diterima"), ("nomor", "Nomor register")]


class InboxFilter(PlainErrorsMixin, forms.Form):
    """The filters of the inbox, as a plain GET form."""

    mark_optional = False
    antrean = forms.ChoiceField(label="Antrean", choices=QUEUES, required=False)
    tahap = forms.ChoiceField(label="Tahap", required=False, choices=[("", "Semua tahap"), *ComplaintState.choices])
    jenis = forms.ModelChoiceField(label="Jenis", required=False, queryset=ViolationType.objects.none(), empty_label="Semua jenis", to_field_name="code")
    saluran = forms.ChoiceField(label="Saluran", required=False, choices=[("", "Semua saluran")])
    urut = forms.ChoiceField(label="Urutkan", choices=ORDERS, required=False)

    def __init__(self, *args: Any, types: Any, channels: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["jenis"].queryset = types  # type: ignore[attr-defined]
        self.fields["saluran"].choices = [("", "Semua saluran"), *channels]  # type: ignore[attr-defined]


class ForwardForm(PlainErrorsMixin, forms.Form):
    """What the officer decides when handing a complaint on: its kind, or that it is not classified yet."""

    jenis = forms.ModelChoiceField(
        label="Jenis pelanggaran",
        queryset=ViolationType.objects.none(),
        empty_label=None,
        to_field_name="code",
        widget=forms.Select,
        help_text="Belum yakin? Pilih \"Belum digolongkan\"; penelaahan menetapkannya.",
    )

    def __init__(self, *args: Any, types: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["jenis"].queryset = types  # type: ignore[attr-defined]


class RerouteForm(PlainErrorsMixin, forms.Form):
    """Where a complaint with a wrong tick belongs, and why."""

    asks = {"alasan": "Isi alasan perubahan, misalnya: terlapor ternyata pegawai Inspektorat"}
    tujuan = forms.ChoiceField(
        label="Terlapor bekerja sebagai",
        choices=[choice for choice in Routing.choices if choice[0] != Routing.UNROUTED],
        widget=forms.RadioSelect,
    )
    alasan = forms.CharField(label="Alasan", widget=forms.Textarea({"rows": 4}), max_length=4000)


class RecuseForm(PlainErrorsMixin, forms.Form):
    """Why somebody steps back from a case; sealed inside it."""

    asks = {"alasan": "Isi alasannya, misalnya: terlapor masih keluarga saya"}
    alasan = forms.CharField(label="Alasan", widget=forms.Textarea({"rows": 4}), max_length=4000)


class MessageForm(PlainErrorsMixin, forms.Form):
    """One message of the conversation; `once` makes a double send store one."""

    asks = {"pesan": _("Tulis pesan Anda terlebih dahulu")}
    pesan = forms.CharField(label=_("Pesan"), widget=forms.Textarea({"rows": 5}), max_length=20_000, strip=False)
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"once": uuid.uuid4()})
        super().__init__(*args, **options)


class SummaryForm(PlainErrorsMixin, forms.Form):
    """The running summary on top of a case."""

    ringkasan = forms.CharField(label="Ringkasan berjalan", widget=forms.Textarea({"rows": 5}), max_length=8000, required=False)


class AnswerForm(PlainErrorsMixin, forms.Form):
    """An answer or refusal being drafted (Pasal 16, 18). What the law asks for is checked when it is issued."""

    asks = {"isi": "Tulis isi jawaban"}
    jenis = forms.ChoiceField(label="Jenis jawaban", choices=AnswerKind.choices, widget=forms.RadioSelect, initial=AnswerKind.FINAL)
    isi = forms.CharField(
        label="Isi jawaban",
        help_text="Tulis apa yang telah dilakukan, hasil atau tahapnya, dan langkah berikutnya. Jangan menyebut nama saksi atau petugas.",
        widget=forms.Textarea({"rows": 10}),
        max_length=40_000,
    )
    alasan = forms.MultipleChoiceField(
        label="Alasan penolakan (Pasal 18 ayat (2))",
        help_text="Hanya untuk penolakan. Tindak lanjut tetap berjalan; yang ditolak hanya jawabannya.",
        choices=RefusalGround.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    tidak_disampaikan = forms.CharField(
        label="Bagian yang tidak dapat disampaikan",
        help_text="Sebutkan secara umum, misalnya: nama saksi.",
        widget=forms.Textarea({"rows": 3}),
        max_length=4000,
        required=False,
    )
    kabar_berikutnya = ThreePartDateField(label="Kabar berikutnya", noun="tanggal kabar berikutnya", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def parts(self) -> AnswerParts:
        """The cleaned form as the rule reads it."""
        cleaned = self.cleaned_data
        return AnswerParts(
            kind=AnswerKind(cleaned["jenis"]),
            text=cleaned["isi"],
            grounds=frozenset(RefusalGround(letter) for letter in cleaned["alasan"]),
            withheld=cleaned["tidak_disampaikan"],
            next_on=cleaned["kabar_berikutnya"],
        )

    @classmethod
    def initial_of(cls, answer: Answer | None, parts: AnswerParts | None) -> dict[str, Any]:
        """The form's initial values for a draft that exists, or none."""
        if answer is None or parts is None:
            return {"jenis": AnswerKind.FINAL, "version": 0}
        return {
            "jenis": parts.kind,
            "isi": parts.text,
            "alasan": [ground.value for ground in parts.grounds],
            "tidak_disampaikan": parts.withheld,
            "kabar_berikutnya": parts.next_on,
            "version": answer.version,
        }


class ReceiptCodeForm(PlainErrorsMixin, forms.Form):
    """The one field that opens the status page."""

    asks = {"kode": _("Isi kode tanda terima, misalnya H7QX 4MRT 9WKD 2PVC")}
    kode = forms.CharField(
        label=_("Kode tanda terima"),
        help_text=_("Enam belas huruf dan angka pada tanda terima Anda. Spasi, huruf besar atau kecil tidak berpengaruh."),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "mono"}),
    )


class ProtectionForm(PlainErrorsMixin, forms.Form):
    """The reporter's own words on why protection is needed."""

    asks = {"uraian": _("Tulis secara singkat apa yang Anda khawatirkan")}
    uraian = forms.CharField(label=_("Apa yang Anda khawatirkan?"), widget=forms.Textarea({"rows": 5}), max_length=20_000, strip=False)
