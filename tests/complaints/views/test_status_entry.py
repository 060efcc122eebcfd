"""The field for the receipt code: forgiving, the same for every wrong code, and leaving no trace of any."""

import base64
import json
import logging
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from complaints.services.wrong_codes import note_wrong_code
from complaints.views import reporter_session
from complaints.views.reporter_session import QUIET
from foundation.accounts.models import Notice, Session
from foundation.accounts.sessions import SessionStore
from foundation.vault.codes import grouped, new_code
from foundation.vault.models import Holder
from tests.complaints.views.desk import NOW, Desk
from tests.complaints.views.reading import text_of
from tests.factories.complaints import received

UNKNOWN = "Kode tidak dikenali. Periksa huruf dan angka pada tanda terima Anda"


def opened_with(code: str) -> Client:
    browser = Client()
    browser.post("/status/", {"kode": code})
    return browser


def sessions() -> list[dict]:
    """What the session store holds, in clear."""
    return [SessionStore().decode(data) for data in Session.objects.values_list("session_data", flat=True)]


def is_open(browser: Client) -> bool:
    return "700/0001/2026" in browser.get("/status/").content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        grouped,
        lambda code: grouped(code, "-").lower(),
        lambda code: f"  {grouped(code, ' . ')}\n",
        lambda code: code.replace("0", "O").replace("1", "l"),
    ],
)
def test_a_code_is_understood_as_people_write_it(desk: Desk, typed):
    assert is_open(opened_with(typed(received().receipt_code)))


def wrong_codes(right: str) -> list[str]:
    changed = ("1" if right[0] != "1" else "2") + right[1:]
    return [new_code(), changed, right[:-1], right + "A", "700/0001/2026", "x" * 5000, "kode\0", "🙂", "' OR 1=1 --"]


def test_every_wrong_code_is_answered_by_one_sentence(desk: Desk):
    right = received().receipt_code

    pages = [Client().post("/status/", {"kode": code}) for code in wrong_codes(right)]

    assert {(page.status_code, text_of(page).count(UNKNOWN)) for page in pages} == {(422, 2)}
    assert {tuple(map(str, page.context["form"].errors["kode"])) for page in pages} == {(UNKNOWN,)}
    assert {"<title>Kesalahan: Status pengaduan" in page.content.decode() for page in pages} == {True}


def test_an_ended_code_is_wrong_like_any_other(desk: Desk):
    registered = received()
    Holder.objects.filter(pk=registered.complaint.reporter_holder_id).update(ended_at=NOW)

    page = Client().post("/status/", {"kode": registered.receipt_code})

    assert (page.status_code, UNKNOWN in text_of(page)) == (422, True)


def test_an_empty_field_says_what_to_type(desk: Desk):
    page = Client().post("/status/", {"kode": "  "})

    assert (page.status_code, "Isi kode tanda terima, misalnya H7QX 4MRT 9WKD 2PVC" in text_of(page)) == (422, True)


def test_a_code_in_the_address_opens_nothing(desk: Desk):
    registered = received()

    page = Client().get("/status/", {"kode": registered.receipt_code})

    assert (page.status_code, registered.receipt_code in page.content.decode(), "700/0001/2026" in page.content.decode()) == (
        200,
        False,
        False,
    )


def test_the_right_code_leads_to_the_heading_and_leaves_no_trace(desk: Desk, caplog: pytest.LogCaptureFixture):
    registered = received()
    code = registered.receipt_code
    browser = Client()

    with caplog.at_level(logging.DEBUG):
        response = browser.post("/status/", {"kode": grouped(code)})
        page = browser.get("/status/")

    assert (response.status_code, response["Location"]) == (302, "/status/#status")
    assert (code in page.content.decode(), grouped(code) in page.content.decode()) == (False, False)
    kept = json.dumps(sessions()) + str(browser.cookies) + caplog.text + str(cache._cache)
    assert [found for found in (code, grouped(code), grouped(code, "-"), code.lower()) if found in kept] == []
    private = base64.urlsafe_b64decode(browser.cookies[settings.REPORTER_COOKIE_NAME].value)
    assert private.hex() not in kept


def test_the_page_is_never_kept_and_its_cookie_is_closed_to_scripts(desk: Desk):
    browser = opened_with(received().receipt_code)
    cookie = browser.cookies[settings.REPORTER_COOKIE_NAME]

    page = browser.get("/status/")

    assert page["Cache-Control"] == "no-store, private"
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/", "")


def test_neither_half_of_the_key_opens_the_page_alone(desk: Desk):
    browser = opened_with(received().receipt_code)
    without_cookie, without_session = Client(), Client()
    without_cookie.cookies[settings.SESSION_COOKIE_NAME] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    without_session.cookies[settings.REPORTER_COOKIE_NAME] = browser.cookies[settings.REPORTER_COOKIE_NAME].value

    assert (is_open(browser), is_open(without_cookie), is_open(without_session)) == (True, False, False)


def test_opening_gives_the_session_a_new_name(desk: Desk):
    browser = opened_with(received().receipt_code)
    first = browser.cookies[settings.SESSION_COOKIE_NAME].value

    browser.post("/status/", {"kode": received().receipt_code})

    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != first


def test_a_quiet_page_closes_after_fifteen_minutes_and_use_keeps_it_open(desk: Desk):
    browser = opened_with(received().receipt_code)

    desk.at(NOW + timedelta(minutes=14))
    in_use = is_open(browser)
    desk.at(NOW + timedelta(minutes=28))
    still = is_open(browser)
    desk.at(NOW + timedelta(minutes=28) + QUIET)
    cold = is_open(browser)

    assert (in_use, still, cold, QUIET) == (True, True, False, timedelta(minutes=15))
    assert sessions() == [{}]


def test_leaving_closes_the_page_at_once(desk: Desk):
    browser = opened_with(received().receipt_code)

    response = browser.post("/status/keluar/", follow=True)

    assert "Halaman status ditutup. Kode Anda tidak tersimpan di perangkat ini." in text_of(response)
    assert (is_open(browser), Session.objects.count(), browser.cookies[settings.REPORTER_COOKIE_NAME].value) == (False, 0, "")


def test_leaving_keeps_a_member_of_staff_signed_in(desk: Desk):
    browser = desk.browser(desk.office.inspector)
    browser.post("/status/", {"kode": received().receipt_code})

    browser.post("/status/keluar/")

    assert (is_open(browser), browser.get("/petugas/").status_code) == (False, 200)


def test_many_wrong_codes_alarm_the_administrators_once_an_hour(desk: Desk, settings):
    settings.WRONG_CODES_ALARM = 3

    for _ in range(2):
        Client().post("/status/", {"kode": new_code()})
    quiet = Notice.objects.count()
    for _ in range(3):
        Client().post("/status/", {"kode": new_code()})
    alarmed = list(Notice.objects.values_list("user__username", "kind"))
    note_wrong_code(at=datetime(2026, 11, 17, 4, 0, tzinfo=UTC))

    assert (quiet, alarmed, Notice.objects.count()) == (0, [("administrator", "alarm")], 1)


def test_a_right_code_is_never_counted(desk: Desk):
    opened_with(received().receipt_code)

    assert note_wrong_code(at=NOW) == 1


def test_right_and_wrong_codes_take_the_same_time(desk: Desk, settings, monkeypatch: pytest.MonkeyPatch):
    waits: list[float] = []
    clock = iter([100.0, 100.1, 200.0, 200.02])
    watch = SimpleNamespace(monotonic=lambda: next(clock), sleep=lambda seconds: waits.append(round(seconds, 3)))
    monkeypatch.setattr(reporter_session, "time", watch)
    settings.RECEIPT_CODE_SECONDS = 0.25

    Client().post("/status/", {"kode": received().receipt_code})
    Client().post("/status/", {"kode": new_code()})

    assert waits == [0.15, 0.23]
