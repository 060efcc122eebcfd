"""/petugas/akun/: the second factor, the codes, the recovery code and the sessions of oneself and of nobody else."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from foundation.accounts import services
from foundation.accounts.adapter import TOO_MANY_ATTEMPTS, WRONG_FACTOR
from foundation.accounts.enums import Role
from foundation.accounts.factors import codes_left, factors_of
from foundation.accounts.models import PersonalCode, Session
from foundation.accounts.open_sessions import browser_family, sessions_of
from foundation.audit.queries import history_of
from foundation.vault import holders
from tests.factories.accounts import MONDAY_MORNING, PASSWORD, person, signed_in, unlocked
from tests.factories.authenticators import code_at, with_app

pytestmark = pytest.mark.django_db
ACCOUNT = "/petugas/akun/"
TOTP, CODES, RECOVERY, WHERE = f"{ACCOUNT}aplikasi/", f"{ACCOUNT}kode/", f"{ACCOUNT}kode-pemulihan/", f"{ACCOUNT}tempat-masuk/"
WRONG_PASSWORD = "Tulis kata sandi Anda yang sekarang dengan benar"
CHROME = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"


@pytest.fixture
def auditor(clock):
    return person(Role.AUDITOR)


@pytest.fixture
def browser(auditor):
    return signed_in(auditor)


def offered(browser: Client) -> str:
    return "".join(browser.get(TOTP).context["groups"])


def test_app_is_added_by_its_first_code_and_the_codes_stand_on_the_answer_alone(auditor, browser):
    secret = offered(browser)

    response = browser.post(TOTP, {"code": code_at(MONDAY_MORNING, secret), "current": PASSWORD})

    codes = response.context["codes"]
    shown = response.content.decode()
    assert (response.status_code, len(codes), response["Cache-Control"]) == (200, 10, "no-store, private")
    assert [f"{code[:4]} {code[4:]}" in shown for code in codes] == [True] * 10
    assert [code in str(dict(browser.session)) for code in codes] == [False] * 10
    assert ([one.type for one in factors_of(auditor)], browser.session["factor"]) == (["totp"], "totp")


def test_drawing_and_typed_key_say_the_same(auditor, browser):
    page = browser.get(TOTP)

    secret = "".join(page.context["groups"])
    assert page.context["address"] == f"otpauth://totp/{auditor.username}?secret={secret}&issuer=Pengaduan%20Pegawai"
    assert (page.content.count(b'class="qr"'), len(secret), page.content.count(b"style=")) == (1, 32, 0)


def test_secret_stays_the_same_until_it_is_used_and_lies_sealed_in_the_session(auditor, browser):
    secret = offered(browser)
    browser.post(TOTP, {"code": "000000", "current": PASSWORD})

    assert (offered(browser) == secret, secret in str(dict(browser.session))) == (True, False)
    browser.post(TOTP, {"code": code_at(MONDAY_MORNING, secret), "current": PASSWORD})
    assert offered(browser) != secret


@pytest.mark.parametrize(
    ("code", "current", "errors"),
    [
        ("000000", PASSWORD, {"code": [WRONG_FACTOR]}),
        (None, "salah-sama-sekali", {"current": [WRONG_PASSWORD]}),
        ("", "", {"code": ["Isi kode enam angka dari aplikasi"], "current": ["Isi kata sandi Anda sekarang"]}),
    ],
)
def test_refused_app_changes_nothing(auditor, browser, code, current, errors):
    secret = offered(browser)

    response = browser.post(TOTP, {"code": code_at(MONDAY_MORNING, secret) if code is None else code, "current": current})

    assert (response.status_code, response.context["form"].errors, Authenticator.objects.count()) == (200, errors, 0)


def test_guessing_the_password_is_throttled(auditor, browser):
    for _ in range(5):
        browser.post(RECOVERY, {"current": "salah-sama-sekali"})

    response = browser.post(RECOVERY, {"current": PASSWORD})

    assert (list(response.context["form"].non_field_errors()), PersonalCode.objects.count()) == ([TOO_MANY_ATTEMPTS], 0)
    assert [entry.action for entry in history_of(auditor)].count("accounts.password_refused") == 5


def test_recovery_code_is_shown_once_and_opens_the_key(auditor, browser):
    response = browser.post(RECOVERY, {"current": PASSWORD})

    code = "".join(response.context["groups"])
    kept = PersonalCode.objects.get()
    assert holders.unlock_with_code(auditor.holder, kept.wrapped_key, code) == unlocked(auditor)
    assert (response["Cache-Control"], code in str(dict(browser.session))) == ("no-store, private", False)
    assert browser.get(RECOVERY).content.decode().count(response.context["groups"][0]) == 0
    assert browser.get(ACCOUNT).context["personal_code"] == kept


def test_new_codes_are_shown_once_after_the_password(auditor, browser):
    with_app(auditor)

    refused, made = browser.post(CODES, {"current": "salah"}), browser.post(CODES, {"current": PASSWORD})

    assert (refused.context["form"].errors, len(made.context["codes"]), codes_left(auditor)) == ({"current": [WRONG_PASSWORD]}, 10, 10)


def test_codes_have_no_page_without_a_factor(browser):
    assert (browser.get(CODES).status_code, browser.post(CODES, {"current": PASSWORD}).status_code) == (404, 404)


def test_factor_is_removed_after_the_password(auditor, browser):
    with_app(auditor)
    page = f"{ACCOUNT}faktor/{factors_of(auditor)[0].pk}/hapus/"

    answers = [browser.post(page, {"current": "salah"}).status_code, browser.post(page, {"current": PASSWORD}).status_code]

    assert (answers, browser.get(page).status_code, Authenticator.objects.count()) == ([200, 302], 404, 0)


def test_last_factor_stays_where_one_is_demanded(auditor, browser, settings):
    with_app(auditor)
    page = f"{ACCOUNT}faktor/{factors_of(auditor)[0].pk}/hapus/"
    session = browser.session
    session["factor"] = "totp"
    session.save()
    settings.SECOND_FACTOR_REQUIRED = True

    response = browser.post(page, {"current": PASSWORD})

    assert list(response.context["form"].non_field_errors()) == [
        "Pasang faktor lain lebih dahulu: setiap petugas harus memiliki faktor kedua"
    ]


def test_nobody_reaches_a_colleagues_factor(auditor, browser):
    colleague = person(Role.AUDITOR)
    with_app(colleague)
    page = f"{ACCOUNT}faktor/{factors_of(colleague)[0].pk}/hapus/"

    assert (browser.get(page).status_code, browser.post(page, {"current": PASSWORD}).status_code) == (404, 404)
    assert len(factors_of(colleague)) == 1


def test_codes_are_no_factor_to_remove(auditor, browser):
    with_app(auditor)
    codes = Authenticator.objects.get(type="recovery_codes")

    assert browser.get(f"{ACCOUNT}faktor/{codes.pk}/hapus/").status_code == 404


def test_passkey_page_offers_a_fresh_challenge_each_time(auditor, browser):
    found = [browser.get(f"{ACCOUNT}kunci-sandi/").context["options"] for _ in range(2)]

    assert (found[0] != found[1], '"name": "Pengaduan Pegawai"' in found[0], auditor.username in found[0]) == (True, True, True)


def test_passkey_without_an_answer_is_refused(auditor, browser):
    response = browser.post(f"{ACCOUNT}kunci-sandi/", {"name": "Ponsel", "current": PASSWORD, "credential": "{}"})

    assert (list(response.context["form"].non_field_errors()), factors_of(auditor)) == ([WRONG_FACTOR], [])


def test_sessions_page_shows_when_and_a_coarse_browser_and_no_key(auditor, clock):
    client = Client(headers={"user-agent": CHROME})
    client.post("/petugas/masuk/", {"login": auditor.username, "password": PASSWORD})
    clock(MONDAY_MORNING + timedelta(minutes=5))

    page = client.get(WHERE)

    ((one, current),) = page.context["rows"]
    assert (one.browser, one.since, one.seen, current) == (
        "Chrome di Android", MONDAY_MORNING, MONDAY_MORNING, True,
    )  # fmt: skip
    shown = page.content.decode()
    assert shown.count("<span>Sekarang</span>") == 1
    assert [word in shown for word in (client.session.session_key, "Android 14", "130.0", "127.0.0.1")] == [False] * 4


def test_session_row_keeps_no_address_and_no_full_browser(auditor, clock):
    client = Client(headers={"user-agent": CHROME})
    client.post("/petugas/masuk/", {"login": auditor.username, "password": PASSWORD})

    assert [word in str(dict(client.session)) for word in ("127.0.0.1", "Android 14", "AppleWebKit")] == [False] * 3


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (CHROME, "Chrome di Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge di Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox di Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604.1", "Safari di iOS"),
        ("<script>alert(1)</script>", "Peramban lain"),
        ("", "Peramban lain"),
    ],
)
def test_browser_is_named_by_family_alone(sent, words):
    assert browser_family(sent) == words


def test_other_session_is_ended_by_its_public_name(auditor, browser):
    other = signed_in(auditor)
    name = next(one.name for one in sessions_of(auditor, at=MONDAY_MORNING) if one.key == other.session.session_key)

    response = browser.post(f"{WHERE}{name}/akhiri/")

    entry = history_of(auditor).last()
    assert (response["Location"], browser.get(WHERE).status_code, other.get(WHERE)["Location"].partition("&")[0]) == (
        WHERE, 200, "/petugas/masuk/?alasan=berakhir",
    )  # fmt: skip
    assert (entry.action, entry.detail) == ("accounts.sessions_ended", {"sessions": 1})


def test_all_others_are_ended_at_once(auditor, browser):
    others = [signed_in(auditor) for _ in range(3)]

    browser.post(f"{WHERE}akhiri-lainnya/")

    assert (Session.objects.filter(user=auditor).count(), browser.get(WHERE).status_code) == (1, 200)
    assert [other.get(WHERE).status_code for other in others] == [302] * 3


def test_nobody_ends_a_colleagues_session_or_this_one(auditor, browser):
    colleague = person(Role.AUDITOR)
    signed_in(colleague)
    names = [one.name for user in (auditor, colleague) for one in sessions_of(user, at=MONDAY_MORNING)]

    assert [browser.post(f"{WHERE}{name}/akhiri/").status_code for name in names] == [404, 404]
    assert Session.objects.count() == 2


def test_sessions_past_their_limits_are_not_shown(auditor, browser, clock):
    clock(MONDAY_MORNING + timedelta(minutes=20))
    fresh = signed_in(auditor)
    clock(MONDAY_MORNING + timedelta(minutes=40))

    assert [one.key for one in sessions_of(auditor, at=MONDAY_MORNING + timedelta(minutes=40))] == [fresh.session.session_key]


def test_change_of_password_keeps_what_the_session_proved(auditor, settings):
    with_app(auditor)
    client = Client()
    client.post("/petugas/masuk/", {"login": auditor.username, "password": PASSWORD})
    client.post("/petugas/masuk/kode/", {"code": code_at(MONDAY_MORNING)})
    settings.SECOND_FACTOR_REQUIRED = True
    new = "gurita-menulis-surat-7"

    client.post("/petugas/sandi/", {"current": PASSWORD, "new": new, "again": new})

    assert (client.get("/petugas/").status_code, client.session["factor"]) == (200, "totp")


def test_administrator_resets_a_lost_factor_on_a_page_that_says_what_follows(auditor):
    with_app(auditor)
    administrator = person(Role.ADMINISTRATOR)
    browser = signed_in(administrator)
    page = f"/petugas/pengaturan/orang/{auditor.pk}/faktor-kedua/"

    asked, done, again = browser.get(page), browser.post(page), browser.post(page)

    assert (asked.status_code, done.status_code, factors_of(auditor)) == (200, 302, [])
    assert "(Pasal 15)" in asked.content.decode()
    assert list(again.context["form"].non_field_errors()) == ["Pegawai ini belum memasang faktor kedua"]


def test_administrator_cannot_reset_his_own(clock):
    administrator = person(Role.ADMINISTRATOR)
    with_app(administrator)

    response = signed_in(administrator).post(f"/petugas/pengaturan/orang/{administrator.pk}/faktor-kedua/")

    assert (response.status_code, len(factors_of(administrator))) == (200, 1)


def test_account_page_takes_few_queries(auditor, browser, django_assert_max_num_queries):
    with_app(auditor)
    services.make_personal_code(auditor, unlocked(auditor), at=MONDAY_MORNING)

    with django_assert_max_num_queries(8):
        assert browser.get(ACCOUNT).status_code == 200
