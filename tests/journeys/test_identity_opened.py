"""By pages alone, without JavaScript: a name is asked for, approved, opened, hidden again; a lost receipt code gets a successor."""

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from channels.queries import forget_labels
from channels.services.seeding import seed_channels
from foundation.accounts.models import User
from tests.factories.accounts import PASSWORD
from tests.factories.complaints import RECEIVED_AT, Office, make_office, received
from tests.journeys.page_reader import PageReader

NAME = "Marlena Tiosa"
REASON = "Saksi kunci hanya dikenal pelapor."


class Day:
    """The clock on the wall, moved by hand."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = RECEIVED_AT
        patch.setattr(timezone, "now", lambda: self.now)

    def is_now(self, day: int, hour: int, minute: int = 0) -> None:
        """It is this hour (UTC) of a day of November 2026 from now on."""
        self.now = datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    return Day(monkeypatch)


@pytest.fixture
def office(db: None, day: Day) -> Office:
    cache.clear()
    seed_channels()
    forget_labels()
    return make_office()


def at_work(user: User) -> PageReader:
    """A browser in which this person came in by the sign-in page."""
    reader = PageReader()
    reader.open("/petugas/masuk/")
    reader.press("Masuk", {"login": user.username, "password": PASSWORD})
    assert reader.address in {"/petugas/", "/petugas/identitas/"}
    return reader


def test_a_name_is_asked_for_approved_opened_and_hidden_again(office: Office, day: Day):
    number = received(reporter_named=True, reporter={"name": NAME}).complaint.register_number

    day.is_now(17, 2)
    inspector = at_work(office.inspector)
    inspector.follow(number)
    inspector.follow("Identitas (terkunci)")
    inspector.follow("Minta dibuka dengan alasan")
    inspector.press("Kirim permintaan", {"alasan": REASON})
    tab = inspector.address
    assert "Permintaan Anda menunggu kustodian." in inspector.words

    custodian = at_work(office.custodian_inside)
    custodian.follow("Identitas pelapor")
    assert (REASON in custodian.words, NAME in custodian.words) == (True, False)
    custodian.follow(f"Setujui permintaan {office.inspector.full_name}")
    custodian.press("Setujui pembukaan", {"lama": "1"})
    assert (custodian.address, "Tidak ada permintaan yang menunggu." in custodian.words) == ("/petugas/identitas/", True)

    day.is_now(17, 3)
    inspector = at_work(office.inspector)
    inspector.open(tab)
    assert NAME not in inspector.words
    inspector.press("Buka identitas selama 15 menit")
    assert (inspector.address, NAME in inspector.words) == (tab, True)

    day.is_now(17, 3, 15)
    inspector.open(tab)
    assert (NAME in inspector.words, "Anda boleh membuka identitas ini." in inspector.words) == (False, True)
    inspector.follow("Linimasa")
    assert "Identitas pelapor dibuka, Hasan Basri Contoh" in re.sub(r" ,", ",", inspector.words)

    day.is_now(18, 2)
    inspector = at_work(office.inspector)
    inspector.open(tab)
    assert (NAME in inspector.words, "Minta dibuka dengan alasan" in inspector.page.links) == (False, True)


def test_a_lost_code_gets_a_successor_and_dies(office: Office, day: Day):
    registered = received(reporter_named=True, reporter={"name": NAME})
    number = registered.complaint.register_number

    day.is_now(17, 2)
    custodian = at_work(office.custodian_inside)
    custodian.follow("Identitas pelapor")
    custodian.press("Cari perkara", {"nomor": number})
    custodian.press("Buka identitas selama 15 menit")
    assert NAME in custodian.words
    custodian.follow("Catat verifikasi dan buat kode baru")
    custodian.press("Catat dan tampilkan kode", {"cara": "document", "catatan": "KTP asli dilihat.", "yakin": "on"})
    code = re.search(r"Kode tanda terima Anda: ((?:[0-9A-Z]{4} ?){4})", custodian.words)[1].strip()
    assert "Menunggu: kode berlaku setelah petugas perkara membuka perkaranya" in custodian.words

    def reporter(typed: str) -> str:
        reader = PageReader()
        reader.open("/status/")
        reader.press("Buka status", {"kode": typed})
        return reader.words

    assert "Kode baru Anda belum berlaku." in reporter(code)
    assert f"Nomor register {number}" in reporter(registered.receipt_code)

    day.is_now(18, 2)
    inspector = at_work(office.inspector)
    inspector.follow(number)

    assert f"Nomor register {number}" in reporter(code)
    assert "Kode tidak dikenali." in reporter(registered.receipt_code)
    custodian = at_work(office.custodian_inside)
    custodian.open(f"/petugas/identitas/perkara/{registered.complaint.pk}/")
    assert "Kode tanda terima baru menunggu." not in custodian.words
