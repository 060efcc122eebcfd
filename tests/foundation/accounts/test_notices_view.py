"""/petugas/pemberitahuan/: one's own notices, unread ones first, each with what to do; read when its reader says so."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest

from foundation.accounts import services
from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.models import Notice
from foundation.accounts.views.notices import NEWEST, OTHERWISE, words_of
from foundation.ui import slots
from tests.factories.accounts import MONDAY_MORNING, person, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/petugas/pemberitahuan/"
ID = "0192f3a4-7b1c-7def-8abc-1234567890ab"
OCCASIONS = {
    f"clock:before:2026-11-16:{ID}": "clock:before",
    f"clock:on_the_day:2026-11-16:{ID}": "clock:on_the_day",
    f"clock:breach:2026-11-16:{ID}": "clock:breach",
    f"forwarded:2026-11-16:{ID}": "forwarded",
    f"promise:word_on:2026-11-16:today:{ID}": "promise:word_on:today",
    f"promise:word_on:2026-11-16:passed:{ID}": "promise:word_on:passed",
    f"promise:review_on:2026-11-16:today:{ID}": "promise:review_on:today",
    f"promise:review_on:2026-11-16:passed:{ID}": "promise:review_on:passed",
    f"identity:{ID}:asked:{ID}": "identity:asked",
    f"identity:{ID}:decided:{ID}": "identity:decided",
    f"handover:{ID}:inspector:{ID}": "handover",
    f"keys:{ID}:2026-11-16:{ID}": "keys",
    f"left:{ID}:2026-11-16:{ID}": "left",
    f"receipt:{ID}:{ID}": "receipt",
    f"recovered:{ID}:{ID}:2026-11-25T02:00:00+00:00:{ID}": "recovered",
    f"vault:2026-11-16:{ID}": "vault",
    f"wrong-codes:2026111602:{ID}": "wrong-codes",
    f"holidays:2026-47:{ID}": "holidays",
    f"intake-fails:2026111602:{ID}": "intake-fails",
    f"protection:{ID}:{ID}": "protection",
    f"team:{ID}": "team",
    f"report:2026-10:near_due:{ID}": "report:near_due",
    f"report:2026-10:late:{ID}": "report:late",
    f"report:2026-10:1:delivered:{ID}": "report:delivered",
    f"report:2026-10:1:unapproved:{ID}": "report:unapproved",
    f"reader:{ID}:{ID}": "reader",
    f"watcher_ended:{ID}:{ID}": "watcher_ended",
    f"access_reset:7:other:{ID}": "access_reset",
    f"access_reset:7:own:{ID}": "access_reset:own",
    f"factor_reset:7:other:{ID}": "factor_reset",
    f"factor_reset:7:own:{ID}": "factor_reset:own",
    "password_recovered:7": "password_recovered",
}
"""A key of every occasion on which somebody is notified, and the entry that says what it means."""


def told(user, key, *, minutes=0, kind=NoticeKind.REMINDER):
    return services.notify(user, kind=kind, key=key, at=MONDAY_MORNING + timedelta(minutes=minutes))


@pytest.fixture
def inspector(clock):
    return person(Role.INSPECTOR)


@pytest.fixture
def browser(inspector):
    return signed_in(inspector)


def test_every_occasion_has_its_sentence_and_every_sentence_its_occasion():
    assert {key: words_of(key).key for key in OCCASIONS} == OCCASIONS
    assert sorted(entry.key for entry in slots.notice_words.entries()) == sorted(OCCASIONS.values())


@pytest.mark.parametrize("entry", [*slots.notice_words.entries(), OTHERWISE], ids=lambda entry: entry.key or "otherwise")
def test_a_sentence_is_short_and_tells_no_number(entry):
    words, linked = str(entry.words), (bool(entry.label), bool(entry.url_name))

    assert (len(words.split()) <= 20, re.findall(r"\d", words), words[-1]) == (True, [], ".")
    assert linked in {(True, True), (False, False)}


def test_an_occasion_that_no_room_names_any_more_still_says_something():
    assert (words_of(f"deadline:1:{ID}"), words_of(f"identity:{ID}:{ID}")) == (OTHERWISE, OTHERWISE)


def test_own_notices_stand_there_unread_first_and_of_nobody_else(inspector, browser):
    told(person(Role.INSPECTOR), f"vault:2026-11-16:{ID}", kind=NoticeKind.ALARM)
    read = told(inspector, f"report:2026-10:late:{ID}", minutes=9, kind=NoticeKind.ESCALATION)
    services.mark_seen(inspector, [read.pk], at=MONDAY_MORNING)
    told(inspector, f"clock:before:2026-11-16:{ID}", minutes=1)
    told(inspector, f"reader:{ID}:{inspector.pk}", minutes=2, kind=NoticeKind.ALARM)

    rows = browser.get(PAGE).context["rows"]

    assert [(row.kind, row.words.partition(":")[0], row.link, row.unread) for row in rows] == [
        ("Peringatan sistem", "Seorang pegawai baru dapat membaca perkara", None, True),
        ("Pengingat tenggat", "Tenggat sebuah perkara sudah dekat", ("Buka Pengaduan masuk", "/petugas/"), True),
        ("Tenggat terlewati", "Batas laporan bulanan terlewati", ("Buka Laporan", "/petugas/laporan/"), False),
    ]


def test_a_row_says_when_in_wib_and_nothing_of_what_it_is_about(inspector, browser):
    case = uuid4()
    services.notify(inspector, kind=NoticeKind.ATTENTION, key=f"team:{ID}", at=MONDAY_MORNING, params={"complaint": case})

    page = browser.get(PAGE).content.decode()

    assert ("16 Nov 2026" in page, "09.00 WIB" in page, str(case) in page, ID in page) == (True, True, False, False)


def test_a_link_leads_only_whom_its_page_lets_in(clock):
    administrator = person(Role.ADMINISTRATOR)
    told(administrator, f"reader:{ID}:{ID}", minutes=2)
    told(administrator, f"intake-fails:2026111602:{ID}", minutes=1)
    told(administrator, f"clock:breach:2026-11-16:{ID}")
    browser = signed_in(administrator)

    links = [row.link for row in browser.get(PAGE).context["rows"]]

    assert links == [("Buka Pengguna dan peran", "/petugas/pengaturan/orang/"), ("Buka Kesehatan sistem", "/sehat/"), None]
    assert [browser.get(link[1]).status_code for link in links if link] == [200, 200]


def test_no_more_than_the_newest_are_shown_and_marked(inspector, browser):
    Notice.objects.bulk_create(
        Notice(user=inspector, kind="alarm", key=f"vault:{number}", created_at=MONDAY_MORNING + timedelta(minutes=number))
        for number in range(NEWEST + 2)
    )

    unread = browser.get(PAGE).context["unread"]
    browser.post(PAGE, {"notices": unread})

    left = list(Notice.objects.filter(seen_at__isnull=True).values_list("key", flat=True))
    assert (len(unread), left) == (NEWEST, ["vault:0", "vault:1"])


def test_marking_takes_what_was_shown_and_leaves_what_came_since(inspector, browser, clock):
    shown = told(inspector, f"vault:2026-11-15:{ID}")
    unread = browser.get(PAGE).context["unread"]
    since = told(inspector, f"vault:2026-11-16:{ID}", minutes=1)
    clock(MONDAY_MORNING + timedelta(minutes=5))

    answers = [browser.post(PAGE, {"notices": unread}) for _ in range(2)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, PAGE)] * 2
    assert dict(Notice.objects.values_list("pk", "seen_at")) == {shown.pk: MONDAY_MORNING + timedelta(minutes=5), since.pk: None}


def test_opening_the_page_marks_nothing(inspector, browser):
    told(inspector, f"vault:2026-11-15:{ID}")

    browser.get(PAGE)

    assert Notice.objects.filter(seen_at__isnull=True).count() == 1


def test_nobody_marks_what_is_another_persons(inspector, browser):
    theirs = told(person(Role.INSPECTOR), f"vault:2026-11-15:{ID}")

    answer = browser.post(PAGE, {"notices": [theirs.pk]})

    theirs.refresh_from_db()
    assert (answer.status_code, theirs.seen_at, "Muat ulang halaman ini" in answer.content.decode()) == (200, None, True)
    assert services.mark_seen(inspector, [theirs.pk], at=MONDAY_MORNING) == 0


def menu_of(browser):
    page = unescape(browser.get("/petugas/akun/").content.decode())
    return re.findall(r'<a href="/petugas/pemberitahuan/">([^<]*)', page)


def test_the_menu_counts_what_is_unread_on_every_page(inspector, browser):
    empty = menu_of(browser)
    for number in range(3):
        told(inspector, f"vault:{number}:{ID}")
    counted = menu_of(browser)
    browser.post(PAGE, {"notices": browser.get(PAGE).context["unread"]})

    assert (empty, counted, menu_of(browser)) == (["Pemberitahuan"], ["Pemberitahuan (3)"], ["Pemberitahuan"])


def test_who_has_no_mail_finds_the_notice_here(clock):
    user = person(Role.AUDITOR, email="")
    told(user, f"team:{ID}", kind=NoticeKind.ATTENTION)

    assert [row.words for row in signed_in(user).get(PAGE).context["rows"]] == [
        "Anda masuk tim sebuah perkara: buka perkaranya dan mulai bekerja."
    ]
