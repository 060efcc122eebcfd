"""What staff type into a case: filters of the inbox, forwarding, a wrong tick, a conflict of interest, messages, the summary."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from complaints.enums import ROUTE_NAMES, Routing
from complaints.models import ViolationType
from foundation.accounts.models import User
from foundation.ui.fields import HintedRadioSelect, PlainErrorsMixin


class InboxFilter(PlainErrorsMixin, forms.Form):
    """The filters of the inbox, as a plain GET form; what an address may ask for is decided by complaints.slots.inbox."""

    mark_optional = False
    antrean = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(label="Nomor register", required=False, widget=forms.TextInput({"autocomplete": "off"}))
    tahap = forms.ChoiceField(label="Tahap", required=False)
    jenis = forms.ChoiceField(label="Jenis", required=False)
    saluran = forms.ChoiceField(label="Saluran", required=False)
    urut = forms.ChoiceField(label="Urutkan", required=False)

    def __init__(self, *args: Any, choices: Mapping[str, Iterable[tuple[str, str]]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, values in choices.items():
            self.fields[name].choices = list(values)  # type: ignore[attr-defined]


class ForwardForm(PlainErrorsMixin, forms.Form):
    """What the officer decides when handing a complaint on: its kind, or that it is not classified yet."""

    jenis = forms.ModelChoiceField(
        label="Jenis pelanggaran",
        queryset=ViolationType.objects.none(),
        empty_label=None,
        to_field_name="code",
        widget=forms.Select,
        help_text="Belum yakin? Biarkan “Belum digolongkan”; penelaahan yang menetapkannya.",
    )

    def __init__(self, *args: Any, types: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["jenis"].queryset = types  # type: ignore[attr-defined]

    @property
    def routing(self) -> Routing | None:
        """The row the officer chose, where he is asked."""
        chosen = self.cleaned_data.get("kedudukan")
        return Routing(chosen) if chosen else None


FORWARDED_AS = {
    Routing.NONE: ("Bukan pejabat eselon II, atau belum diketahui", "Diteruskan kepada Inspektur seperti biasa."),
    Routing.ECHELON_II: (
        "Pejabat eselon II: kepala dinas atau badan, Sekda, asisten, staf ahli",
        "Diteruskan kepada Inspektur; surat tugasnya diterbitkan Walikota (Pasal 7 ayat (3)).",
    ),
}


class ForwardUnroutedForm(ForwardForm):
    """The same for what asked nothing on arrival: the officer also says where the accused stands, out of the two that are forwarded."""

    asks = {"kedudukan": "Pilih kedudukan terlapor. Bila tidak termasuk keduanya, pakai “Ubah tujuan”"}
    kedudukan = forms.ChoiceField(
        label="Siapa terlapornya?",
        choices=[(route.value, words) for route, (words, _) in FORWARDED_AS.items()],
        widget=HintedRadioSelect(hints={route: hint for route, (_, hint) in FORWARDED_AS.items()}),
    )
    field_order = ["kedudukan", "jenis"]


REACHED_BY = {
    Routing.NONE: "Dibuka Inspektur, dan oleh petugas penerima sampai ia meneruskannya.",
    Routing.ECHELON_II: "Dibuka orang yang sama; surat tugasnya diterbitkan Walikota (Pasal 7 ayat (3)).",
    Routing.INSPECTORATE: "Dibuka Inspektur dan satu delegasi Walikota saja.",
    Routing.INSPECTOR: "Dibuka delegasi Walikota saja; Inspektorat tidak melihatnya.",
    Routing.MAYOR: "Dibuka petugas rujukan saja; dirujuk kepada instansi di luar Pemerintah Kota.",
}


class RerouteForm(PlainErrorsMixin, forms.Form):
    """Where a complaint with a wrong tick belongs, and why."""

    asks = {"alasan": "Isi alasan perubahan, misalnya: terlapor ternyata pegawai Inspektorat"}
    tujuan = forms.ChoiceField(
        label="Siapa terlapornya?",
        choices=[(route.value, name) for route, name in ROUTE_NAMES.items() if route != Routing.UNROUTED],
        widget=HintedRadioSelect(hints=REACHED_BY),
    )
    alasan = forms.CharField(label="Alasan", widget=forms.Textarea({"rows": 4}), max_length=4000)


class RecuseForm(PlainErrorsMixin, forms.Form):
    """Why somebody steps back from a case; sealed inside it."""

    asks = {"alasan": "Isi alasannya, misalnya: terlapor masih keluarga saya"}
    alasan = forms.CharField(
        label="Alasan",
        help_text="Disegel di dalam perkara; hanya dibaca mereka yang menanganinya.",
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
    )


class WallForm(PlainErrorsMixin, forms.Form):
    """To whom a case is closed for good, and why."""

    asks = {"orang": "Pilih orangnya", "alasan": "Isi alasannya, misalnya: ia saudara terlapor"}
    orang = forms.ModelChoiceField(
        label="Tertutup bagi siapa?",
        queryset=User.objects.none(),
        empty_label="Pilih orang",
        help_text="Yang tampil hanya pemegang perkara ini dan penelaah yang sedang bertugas.",
    )
    alasan = forms.CharField(
        label="Alasan",
        help_text="Disegel di dalam perkara; hanya dibaca mereka yang menanganinya.",
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
    )
    yakin = forms.BooleanField(label="Saya mengerti bahwa penutupan ini tidak dapat saya buka kembali.")

    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["orang"].queryset = people  # type: ignore[attr-defined]


class AddAccusedForm(PlainErrorsMixin, forms.Form):
    """One more accused, as far as he is known, and where he stands."""

    asks = {"kedudukan": "Pilih kedudukan orang ini", "alasan": "Isi dari mana diketahui, misalnya: keterangan saksi pada 18 November"}
    nama = forms.CharField(label="Nama lengkap", max_length=200, required=False, help_text="Kosongkan bila belum diketahui.")
    jabatan = forms.CharField(label="Jabatan", max_length=200, required=False)
    unit = forms.CharField(label="Unit kerja", max_length=200, required=False)
    kedudukan = forms.ChoiceField(
        label="Siapa orang ini?",
        choices=[(route.value, name) for route, name in ROUTE_NAMES.items() if route != Routing.UNROUTED],
        widget=HintedRadioSelect(hints=REACHED_BY),
    )
    alasan = forms.CharField(label="Dari mana diketahui?", widget=forms.Textarea({"rows": 4}), max_length=4000)
    yakin = forms.BooleanField(label="Saya mengerti bahwa perkara dapat berpindah kepada pejabat lain dan tertutup bagi saya.")

    def clean(self) -> dict[str, Any]:
        """An accused is known by something."""
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in ("nama", "jabatan", "unit")):
            self.add_error("nama", "Isi nama, jabatan, atau unit kerjanya")
        return cleaned


class MessageForm(PlainErrorsMixin, forms.Form):
    """One message to the reporter; `once` makes a double send store one."""

    asks = {"pesan": "Tulis pesan Anda terlebih dahulu"}
    pesan = forms.CharField(
        label="Tulis pesan kepada pelapor",
        help_text="Tampil sebagai pesan dari kantor, tanpa nama Anda. Jangan menyebut nama pelapor, saksi, atau petugas.",
        widget=forms.Textarea({"rows": 5}),
        max_length=20_000,
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"once": uuid.uuid4(), **(options.get("initial") or {})}
        super().__init__(*args, **options)


class SummaryForm(PlainErrorsMixin, forms.Form):
    """The running summary on top of a case. `dibaca` is the moment of the text that the writer had before him."""

    ringkasan = forms.CharField(
        label="Ringkasan berjalan",
        help_text="Beberapa kalimat: apa pokok perkaranya, sudah sampai di mana, apa berikutnya. Kosongkan untuk menghapusnya.",
        widget=forms.Textarea({"rows": 6}),
        max_length=8000,
        required=False,
    )
    dibaca = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
