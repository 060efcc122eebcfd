"""One page with every component, for tests of markup and for looking at."""

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory

from foundation.law import Pasal
from foundation.ui.fields import HintedRadioSelect, PlainErrorsMixin, ThreePartDateField
from foundation.ui.parts import Bar, Counter, DeadlineView, Figure, Promise, SummaryRow, Tab, Task, TaskGroup, TimelineEntry

MOMENT = datetime(2026, 11, 23, 14, 5, tzinfo=ZoneInfo("Asia/Jakarta"))
DEADLINES = [
    DeadlineView(
        "forward", "Sampai kepada Inspektur", "met", "Terpenuhi", date(2026, 11, 18), Pasal(6, 5),
        met_on=date(2026, 11, 17), cells=["gone", "gone", "left"],
    ),
    DeadlineView(
        "follow_up", "Ditindaklanjuti", "near", "Sisa 1 hari kerja", date(2026, 11, 27), Pasal(7, 2),
        strict_on=date(2026, 11, 26), cells=["gone"] * 8 + ["today", "left"],
    ),
    DeadlineView(
        "answer", "Dijawab kepada pelapor", "safe", "Sisa 24 hari kerja", date(2026, 12, 29), Pasal(16),
        cells=["gone"] * 5 + ["today"] + ["left"] * 24, note="24 dan 25 Desember libur, tidak dihitung",
    ),
    DeadlineView("late", "Lewat", "late", "Lewat 1 hari kerja", date(2026, 11, 20), Pasal(7, 2), cells=["gone"] * 10),
    DeadlineView("paused", "Ditunda", "paused", "Ditunda", date(2026, 11, 20), Pasal(14, 1)),
]  # fmt: skip
MONTHS = ["Nov", "Des", "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt"]
BARS = [
    Bar(label, f"{label} 2026", a, b)
    for label, a, b in zip(MONTHS, [8, 5, 7, 9, 6, 4, 11, 8, 7, 10, 9, 12], [7, 5, 6, 8, 6, 4, 9, 8, 6, 9, 8, 9], strict=True)
]


class GalleryForm(PlainErrorsMixin, forms.Form):
    """Every kind of control."""

    asks = {"tempat": "Isi tempat kejadian, misalnya loket pelayanan kantor kecamatan"}
    nama = forms.ChoiceField(
        label="Siapa Anda?",
        choices=[("named", "Saya menyebut nama"), ("anonymous", "Tanpa nama")],
        widget=HintedRadioSelect(hints={"named": "Selalu dirahasiakan (Pasal 15).", "anonymous": "Jawaban hanya lewat kode."}),
    )
    tempat = forms.CharField(label="Di mana kejadiannya?", help_text="Sebutkan kantor, ruang, atau tempat lain.", max_length=20)
    waktu = ThreePartDateField(
        label="Kapan kejadiannya?",
        noun="tanggal kejadian",
        day_optional=True,
        help_text="Kalau tidak ingat tanggalnya, isi bulan dan tahun saja.",
    )
    surel = forms.EmailField(label="Surel", required=False)
    unit = forms.ChoiceField(label="Unit kerja", choices=[("", "Pilih unit"), ("1", "Dinas Kesehatan")])
    uraian = forms.CharField(label="Uraian kejadian", widget=forms.Textarea(attrs={"rows": 4}))
    saluran = forms.MultipleChoiceField(
        label="Cara dihubungi", required=False, choices=[("sms", "SMS"), ("surel", "Surel")], widget=forms.CheckboxSelectMultiple
    )
    foto = forms.FileField(label="Foto slip", required=False)
    pernyataan = forms.BooleanField(label="Saya menyampaikan pengaduan ini secara bertanggung jawab.", help_text="Pasal 10.")
    kunci = forms.CharField(widget=forms.HiddenInput, required=False)


def context() -> dict:
    """Fictional content for every component."""
    form = GalleryForm(QueryDict("nama=anonymous&waktu_hari=16&waktu_bulan=11&waktu_tahun=26&surel=a&unit=1&uraian=Ya&pernyataan=on"))
    return {
        "form": form,
        "day": date(2026, 11, 23),
        "moment": MOMENT,
        "deadlines": DEADLINES,
        "counters": [
            Counter(6, "Belum diteruskan", "#x"),
            Counter(2, "Jatuh tempo hari ini", "#x", "near"),
            Counter(1, "Lewat batas", "#x", "late"),
            Counter(3, "Menunggu kelengkapan", "#x", current=True),
        ],
        "groups": [
            TaskGroup(
                "Penerimaan",
                [
                    Task("Teruskan kepada Inspektur", "Selesai", "#x", "done"),
                    Task("Lembar penelaahan", "Sudah dibuka, belum lengkap", "#x", "now"),
                ],
            ),
            TaskGroup("Audit", [Task("Surat tugas", "Belum mulai", "#x"), Task("Jawaban", "Setelah penelaahan", state="wait")]),
        ],
        "tabs": [Tab("Ringkasan", "#x", current=True), Tab("Dokumen (7)", "#x"), Tab("Identitas (terkunci)", "#x", icon="lock")],
        "entries": [
            TimelineEntry("Selesai", "todo", note="Setelah masa keberatan berakhir"),
            TimelineEntry("Pesan kepada pelapor", "message", MOMENT, "B. Suhaimi", "“Apakah ada salinan?”"),
            TimelineEntry("Akses identitas", "access", MOMENT, "S. Wulandari"),
            TimelineEntry(
                "Diteruskan", "legal", date(2026, 11, 9), state="met", words="Tepat waktu", note="batas 11 Nov, Pasal 6 ayat (5)"
            ),
        ],
        "rows": [SummaryRow("Nomor register", "700/0127/2026"), SummaryRow("Lampiran", "1 berkas")],
        "promises": [
            Promise(3, date(2026, 11, 26), "sampai kepada pejabat yang berwenang", Pasal(6, 5)),
            Promise(30, date(2027, 1, 8), "dijawab", Pasal(16)),
        ],
        "figures": [
            Figure(12, "pengaduan diterima", "September 9"),
            Figure(9, "ditindaklanjuti"),
            Figure(1, "lewat batas waktu", "dari 31 batas", "late"),
        ],
        "bars": BARS,
        "page": Paginator(range(60), 25).page(2),
    }


def render(layout: str, user: object | None = None) -> str:
    """The gallery inside one of the layouts."""
    request = RequestFactory().get("/petugas/", {"tahap": "terbuka"})
    request.user = user or SimpleNamespace(is_authenticated=False)
    source = Path(__file__).with_name("gallery.html").read_text(encoding="utf-8")
    return engines["django"].from_string(source).render({"layout": layout, **context()}, request)
