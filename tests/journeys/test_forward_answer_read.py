"""By HTTP alone, without JavaScript: the officer forwards, the Inspektur answers, the reporter reads with nothing but the receipt code."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from channels.services.seeding import seed_channels
from complaints.models import Complaint, Deadline
from foundation.accounts.models import User
from tests.complaints.views.reading import form_of, links_of, rows_of, text_of
from tests.factories.accounts import PASSWORD
from tests.factories.complaints import RECEIVED_AT, Office, make_office, received

ANSWER = "Petugas loket 2 telah diperiksa dan uang Anda dikembalikan.\n\nTarif resmi kini terpasang di semua loket."


class Day:
    """The clock on the wall, moved by hand."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = RECEIVED_AT
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


def signed_in(user: User) -> Client:
    """A browser in which this person came in by the sign-in page."""
    browser = Client()
    response = browser.post("/petugas/masuk/", {"login": user.username, "password": PASSWORD})
    assert response["Location"] == "/petugas/"
    return browser


def follow(browser: Client, page, words: str):
    """Follow the link with these words."""
    return browser.get(links_of(page)[words])


def send(browser: Client, page, address: str, field: str, **filled: str):
    """Fill in the form that has this field, send it, and look where it leads."""
    return browser.post(address, {**form_of(page, field), **filled}, follow=True)


def test_from_the_officers_desk_to_the_reporters_page(office: Office, day: Day):
    registered = received()
    number, case = registered.complaint.register_number, f"/petugas/perkara/{registered.complaint.pk}/"

    day.is_now(2026, 11, 17, 2, 0)
    officer = signed_in(office.channel)
    inbox = officer.get("/petugas/")
    forward = follow(officer, follow(officer, inbox, number), "Teruskan kepada Inspektur")
    after = send(officer, forward, f"{case}teruskan/", "csrfmiddlewaretoken", jenis="pungli")
    assert f"{number} diteruskan kepada Inspektur." in text_of(after)
    assert officer.get(case).status_code == 404

    day.is_now(2026, 11, 18, 2, 0)
    inspector = signed_in(office.inspector)
    seen = follow(inspector, inspector.get("/petugas/"), number)
    inspector.post(f"{case}diterima/")
    conversation = follow(inspector, seen, "Pesan")
    send(inspector, conversation, f"{case}pesan/", "pesan", pesan="Apakah Anda masih menyimpan bukti bayar?")

    day.is_now(2026, 11, 18, 13, 0)
    reporter = Client()
    opened = reporter.post("/status/", {"kode": registered.receipt_code}, follow=True)
    assert "Diteruskan kepada pejabat yang berwenang" in text_of(opened)
    assert "Apakah Anda masih menyimpan bukti bayar?" in text_of(opened)
    send(reporter, opened, "/status/pesan/", "pesan", pesan="Masih, tetapi tolong jangan telepon.")
    reporter.post("/status/keluar/")

    day.is_now(2026, 11, 20, 2, 0)
    inspector = signed_in(office.inspector)
    assert rows_of(inspector.get("/petugas/"))[0][0] == f"{number} Pesan pelapor"
    answers = inspector.get(f"{case}jawaban/")
    preview = send(inspector, follow(inspector, answers, "Susun jawaban"), f"{case}jawaban/tulis/", "isi", jenis="final", isi=ANSWER)
    issued = send(inspector, preview, f"{case}jawaban/pratinjau/", "version")
    assert "Jawaban terbit di halaman status pelapor." in text_of(issued)

    day.is_now(2026, 11, 21, 13, 0)
    reporter = Client()
    page = text_of(reporter.post("/status/", {"kode": registered.receipt_code.lower()}, follow=True))
    for words in (
        "Jawaban tersedia Kami menjawab pada Jumat, 20 November 2026. Batasnya Rabu, 30 Desember 2026 (Pasal 16).",
        "Petugas loket 2 telah diperiksa dan uang Anda dikembalikan. Tarif resmi kini terpasang di semua loket.",
        "Masih, tetapi tolong jangan telepon.",
        "Tidak setuju dengan jawaban ini?",
    ):
        assert words in page
    assert [user.full_name for user in office.everybody() if user.full_name in page] == []

    met = dict(Deadline.objects.filter(complaint=registered.complaint).values_list("kind", "met_on"))
    assert {kind: str(day_met) for kind, day_met in met.items()} == {"forward": "2026-11-17", "follow_up": "None", "answer": "2026-11-20"}


def test_what_the_reporter_typed_into_a_page_gone_cold_reaches_the_office(office: Office, day: Day):
    registered = received()
    day.is_now(2026, 11, 17, 2, 0)
    reporter = Client()
    page = reporter.post("/status/", {"kode": registered.receipt_code}, follow=True)

    day.now += timedelta(minutes=40)
    asked = send(reporter, page, "/status/pesan/", "pesan", pesan="Saya menulis lama sekali.")
    assert ("Tulisan Anda belum terkirim." in text_of(asked), Complaint.objects.get().messages.count()) == (True, 0)
    sent = send(reporter, asked, "/status/pesan/", "kode", kode=registered.receipt_code)

    assert "Pesan Anda terkirim." in text_of(sent)
    inspector = signed_in(office.inspector)
    assert "Saya menulis lama sekali." in text_of(inspector.get(f"/petugas/perkara/{registered.complaint.pk}/pesan/"))
