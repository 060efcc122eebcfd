"""Pengaturan, Saluran pengaduan: kept by administrators; what they change stands on the public pages."""

import pytest
from django.test import Client

from channels.models import Channel
from foundation.accounts.enums import Role
from tests.channels.conftest import MONDAY
from tests.complaints.views.reading import text_of
from tests.factories.accounts import person

LIST = "/petugas/pengaturan/saluran/"
PAGES = [LIST + end for end in ("tambah/", "telepon/ubah/", "telepon/akhiri/")]
SENT = {
    "label": "Telepon pengaduan",
    "label_en": "Complaints line",
    "letter": "d",
    "under": "",
    "legal_basis": "Telepon pada nomor yang ditentukan.",
    "contact": "0811-0000-0000, jam kerja",
    "contact_en": "0811-0000-0000, office hours",
    "advertised": "on",
    "order": "50",
}


@pytest.fixture
def browser(ways_in, clock, browser_of) -> Client:
    return browser_of(person(Role.ADMINISTRATOR), at=MONDAY)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_sees_or_sends_a_form(ways_in, clock, browser_of, role):
    stranger = browser_of(person(role), at=MONDAY)

    assert {call(page, SENT).status_code for page in PAGES for call in (stranger.get, stranger.post)} == {404}
    assert Channel.objects.get(code="telepon").label == "Telepon"


def test_a_change_stands_on_the_public_pages_in_both_languages(browser, client):
    response = browser.post(PAGES[1], SENT)

    assert (response.status_code, response["Location"]) == (302, LIST)
    assert ["0811-0000-0000 , jam kerja" in text_of(client.get(page)) for page in ("/", "/cara-lain/")] == [True, True]
    client.cookies["bahasa"] = "en"
    page = text_of(client.get("/cara-lain/"))
    assert ("Complaints line" in page, "0811-0000-0000 , office hours" in page, "jam kerja" in page) == (True, True, False)


def test_a_closed_way_leaves_the_public_pages_the_day_after(browser, client, clock):
    browser.post(PAGES[2], {"last_day_hari": "23", "last_day_bulan": "11", "last_day_tahun": "2026"})
    today = "<dt>Telepon</dt>" in client.get("/cara-lain/").content.decode()

    clock.forward(days=1)

    shown = client.get("/cara-lain/").content.decode()
    assert (today, "<dt>Telepon</dt>" in shown, "<dt>Kotak pos</dt>" in shown) == (True, False, True)


def test_an_advertised_way_needs_an_address(browser):
    response = browser.post(PAGES[1], SENT | {"contact": " "})

    assert response.context["form"].errors == {"contact": ["Isi alamat atau nomor, atau hapus tanda “Diumumkan”"]}


def test_the_web_form_is_not_closed_and_says_why(browser):
    response = browser.post(LIST + "web/akhiri/", {"last_day_hari": "30", "last_day_bulan": "11", "last_day_tahun": "2026"})

    words = "Biarkan saluran ini berlaku: formulir atau meja petugas menerima pengaduan lewat saluran ini"
    assert (response.context["form"].non_field_errors(), Channel.objects.get(code="web").valid_to) == ([words], None)


def test_a_medium_is_added_under_the_way_it_is_treated_as(browser):
    under = Channel.objects.get(code="pesan-singkat")

    browser.post(PAGES[0], SENT | {"code": "pesan-instagram", "under": under.pk})

    added = Channel.objects.get(code="pesan-instagram")
    assert (added.under, added.letter) == (under, "c")


def test_officers_read_the_list_without_a_way_to_change_it(ways_in, clock, browser_of):
    page = browser_of(person(Role.CHANNEL_OFFICER), at=MONDAY).get(LIST).content.decode()

    assert ("Diperlakukan sebagai Surat elektronik" in page, "/ubah/" in page, "/tambah/" in page) == (True, False, False)
