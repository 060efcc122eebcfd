"""By HTTP alone, without JavaScript: from the public form to the report that the Walikota reads and the figures the city publishes."""

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from channels.services.seeding import seed_channels
from complaints.models import Complaint, Deadline
from foundation.accounts.models import User
from reports import tasks
from tests.factories.accounts import PASSWORD
from tests.factories.complaints import Office, make_office
from tests.journeys.page_reader import PageReader

STORY = "Saya diminta uang Rp150.000 untuk blanko KTP yang seharusnya gratis."
ANSWER = "Loket sudah kami periksa dan petugasnya dimintai keterangan. Daftar tarif resmi kini terpasang di semua loket."
LETTER_C = "Satu pengaduan menyangkut biaya layanan di loket; semua loket diminta memasang daftar tarif resmi."
MONTH = "/petugas/laporan/2026-11/"


class Day:
    """The clock on the wall, moved by hand."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
        patch.setattr(timezone, "now", lambda: self.now)

    def is_now(self, *moment: int) -> None:
        """It is this moment (UTC) from now on."""
        self.now = datetime(*moment, tzinfo=UTC)


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    return Day(monkeypatch)


@pytest.fixture
def office(db: None, day: Day) -> Office:
    cache.clear()
    seed_channels()
    return make_office()


def signed_in(user: User) -> PageReader:
    reader = PageReader()
    reader.open("/petugas/masuk/")
    reader.press("Masuk", {"login": user.username, "password": PASSWORD})
    return reader


def told(day: Day) -> tuple[str, str]:
    """The six pages of the form; register number and receipt code."""
    reader = PageReader()
    reader.open("/")
    reader.follow("Sampaikan pengaduan")
    reader.follow("Mulai")
    reader.press("Lanjutkan", {"pelapor": "individual", "nama_disebut": "tanpa"})
    reader.press("Lanjutkan", {"orang-0-nama": "Hendro P.", "orang-0-unit": "Kantor Lurah Cempaka", "asal": "none"})
    day.is_now(2026, 11, 16, 2, 10)
    reader.press("Lanjutkan", {"uraian": STORY, "tanggal_bulan": "10", "tanggal_tahun": "2026", "tempat": "Loket 2"})
    reader.press("Lanjutkan")
    reader.press("Lanjutkan", {"terancam": "tidak"})
    reader.press("Kirim pengaduan", {"good_faith": "on"})
    assert reader.heading == "Pengaduan Anda telah kami terima"
    number = re.search(r"700/\d{4}/\d{4}", reader.words)
    code = re.search(r"Kode tanda terima Anda: ((?:[0-9A-Z]{4} ?){4})", reader.words)
    assert number is not None
    assert code is not None
    return number[0], code[1].strip()


def handled(office: Office, day: Day, number: str) -> None:
    """Officer, Inspektur, reviewer, Inspektur again, each on a day of his own."""
    day.is_now(2026, 11, 17, 2, 0)
    officer = signed_in(office.channel)
    officer.follow(number)
    officer.follow("Teruskan kepada Inspektur")
    officer.press("Teruskan kepada Inspektur", {"jenis": "pungli"})

    day.is_now(2026, 11, 18, 2, 0)
    inspector = signed_in(office.inspector)
    inspector.follow(number)
    inspector.follow("Tetapkan disposisi")
    inspector.press("Tetapkan disposisi", {"isi": "review", "penelaah": str(office.auditor.pk)})
    inspector.press("Tetapkan disposisi")

    day.is_now(2026, 11, 20, 2, 0)
    reviewer = signed_in(office.auditor)
    reviewer.follow(number)
    reviewer.follow("Isi lembar penelaahan")
    grounds = {"bukti": "Daftar antrean loket; saksi belum ada.", "peraturan": "Pasal 5 huruf g PP 94/2021."}
    told = {"pokok": "Dugaan pungutan dalam pengurusan KTP.", "apa": "Diminta Rp150.000 untuk blanko.", "kecukupan": "not_enough"}
    weighed = {**grounds, "jenis": "pungli", "risiko": "low", "simpulan": "not_proven", "alasan": "Saksi dan bukti tidak ditemukan."}
    reviewer.press("Simpan dan periksa untuk ditandatangani", {**told, **weighed, "saran": "Sampaikan hasilnya kepada pelapor."})
    reviewer.press("Tanda tangani")

    day.is_now(2026, 11, 24, 2, 0)
    inspector = signed_in(office.inspector)
    inspector.follow(number)
    inspector.follow("Susun jawaban")
    inspector.press("Simpan dan lihat pratinjau", {"isi": ANSWER})
    inspector.press("Terbitkan jawaban")
    assert "Jawaban terbit di halaman status pelapor." in inspector.words


def test_a_complaint_becomes_an_answer_and_a_figure(office: Office, day: Day):
    number, code = told(day)
    handled(office, day, number)

    day.is_now(2026, 11, 25, 13, 0)
    reporter = PageReader()
    reporter.open("/status/")
    reporter.press("Buka status", {"kode": code.lower().replace(" ", "-")})
    assert (number in reporter.words, ANSWER in reporter.words) == (True, True)
    assert [person.full_name for person in office.everybody() if person.full_name in reporter.words] == []

    day.is_now(2026, 11, 30, 17, 0)  # 1 December, 00.00 WIB
    tasks.draft_report()
    visitor = PageReader()
    visitor.open("/statistik/2026-11/")
    assert visitor.status == 404

    day.is_now(2026, 12, 3, 2, 0)
    inspector = signed_in(office.inspector)
    inspector.open(MONTH)
    inspector.press("Simpan huruf c", {"narrative": LETTER_C})
    inspector.follow("Setujui, sampaikan, dan terbitkan")
    inspector.press("Setujui, sampaikan, dan terbitkan")

    day.is_now(2026, 12, 4, 2, 0)
    mayor = signed_in(office.mayor)
    assert (mayor.address, mayor.heading) == ("/petugas/laporan/", "Laporan bulanan")
    mayor.follow("November 2026")
    assert (mayor.heading, LETTER_C in mayor.words, number in mayor.words) == ("Laporan bulanan November 2026", True, False)
    mayor.press("Tandai sudah dibaca")
    assert "Dibaca 4 Desember 2026" in mayor.words

    visitor.open("/statistik/2026-11/")
    assert (visitor.status, "November 2026" in visitor.page.headings, LETTER_C in visitor.words) == (200, True, False)
    figures = visitor.browser.get("/statistik/2026-11.json").json()
    by_type = [{"code": "pungli", "label": "Pungutan liar", "count": 1}]
    assert {name: figures[name] for name in ("schema", "period", "status", "revision", "received", "followed_up")} == {
        "schema": 1,
        "period": "2026-11",
        "status": "published",
        "revision": 1,
        "received": {"total": 1, "by_type": by_type},
        "followed_up": {"total": 1, "by_type": by_type},
    }
    met = dict(Deadline.objects.filter(complaint=Complaint.objects.get()).values_list("kind", "met_on"))
    assert {kind: str(on) for kind, on in met.items()} == {"forward": "2026-11-17", "follow_up": "2026-11-20", "answer": "2026-11-24"}
