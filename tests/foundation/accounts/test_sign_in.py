"""Signing in: the key is unlocked once and parted in two halves, every failure looks the same, guessing is throttled."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from foundation.accounts import services
from foundation.accounts.adapter import SIGN_IN_FAILED, TOO_MANY_ATTEMPTS
from foundation.accounts.enums import Role
from foundation.accounts.models import Session
from foundation.accounts.unlocking import SEALED_KEY
from foundation.audit.models import AuditEntry
from foundation.audit.queries import history_of
from foundation.vault.holders import staff as staff_keys
from foundation.vault.holders import unwrap_from_session
from tests.factories.accounts import MONDAY_MORNING, PASSWORD, UserFactory, appoint, person, unlocked

pytestmark = pytest.mark.django_db
LOGIN = "/petugas/masuk/"
NEXT_DAY = datetime(2026, 11, 17, 2, 0, tzinfo=UTC)


def sign_in(username, password=PASSWORD, client=None, **headers):
    return (client or Client()).post(LOGIN, {"login": username, "password": password}, headers=headers)


def summary(response):
    """The words of the form's own errors."""
    return list(response.context["form"].non_field_errors())


def anonymised(response):
    """The page without the token that differs each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)


def test_sign_in_leads_to_the_inbox(clock):
    user = person(Role.AUDITOR)

    response = sign_in(user.username)

    assert (response.status_code, response["Location"]) == (302, "/petugas/")


def test_sign_in_leads_to_where_one_wanted_to_go(clock):
    user = person(Role.AUDITOR)

    response = Client().post(f"{LOGIN}?next=/petugas/sandi/", {"login": user.username, "password": PASSWORD})

    assert response["Location"] == "/petugas/sandi/"


@pytest.mark.parametrize("elsewhere", ["https://jahat.contoh.id/", "//jahat.contoh.id/", "javascript:alert(1)"])
def test_sign_in_never_leads_to_another_site(clock, elsewhere):
    user = person(Role.AUDITOR)

    response = Client().post(f"{LOGIN}?next={elsewhere}", {"login": user.username, "password": PASSWORD})

    assert response["Location"] == "/petugas/"


@pytest.mark.parametrize("typed", ["SITI.aminah", " siti.aminah "])
def test_user_name_is_forgiven_its_capitals_and_spaces(clock, typed):
    person(Role.AUDITOR, username="siti.aminah")

    assert sign_in(typed).status_code == 302


def test_two_halves_open_the_key_together_and_neither_holds_it(clock):
    user, client = person(Role.AUDITOR), Client()

    sign_in(user.username, client=client)

    sealed, w = client.session[SEALED_KEY], client.cookies["kunci"].value
    private_key = unlocked(user).private_key
    assert unwrap_from_session(sealed, w) == unlocked(user)
    assert (sealed.count(private_key.hex()), w.count(private_key.hex())) == (0, 0)


def test_key_cookie_is_for_this_browser_session_and_out_of_reach_of_scripts(clock):
    user, client = person(Role.AUDITOR), Client()

    sign_in(user.username, client=client)

    cookie = client.cookies["kunci"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"], cookie["secure"]) == (True, "Lax", "/", "", "")


def test_key_cookie_is_secure_where_the_site_is(clock, settings):
    settings.SESSION_COOKIE_SECURE = True
    user, client = person(Role.AUDITOR), Client()

    sign_in(user.username, client=client)

    assert client.cookies["kunci"]["secure"] is True


def test_session_row_knows_whose_it_is(clock):
    user = person(Role.AUDITOR)

    sign_in(user.username)

    assert Session.objects.get().user_id == user.pk


def test_each_sign_in_has_its_own_w_and_session(clock):
    user, phone, desk = person(Role.AUDITOR), Client(), Client()

    sign_in(user.username, client=phone)
    sign_in(user.username, client=desk)

    assert (phone.cookies["kunci"].value == desk.cookies["kunci"].value, user.sessions.count()) == (False, 2)


def test_sign_in_is_on_record_without_where_from(clock):
    user = person(Role.AUDITOR)

    sign_in(user.username)

    found = [(entry.action, entry.actor_id, entry.at, entry.detail) for entry in history_of(user)][-2:]
    assert found == [
        ("accounts.key_unlocked", user.pk, MONDAY_MORNING, {}),
        ("accounts.signed_in", user.pk, MONDAY_MORNING, {"factor": "none"}),
    ]


@pytest.mark.parametrize(
    ("make", "password", "reason"),
    [(lambda: person(Role.AUDITOR), "salah-sama-sekali", "password"), (UserFactory, PASSWORD, "entitlement")],
    ids=["wrong password", "no appointment"],
)
def test_refusal_is_on_record_with_its_reason_alone(clock, make, password, reason):
    user = make()

    sign_in(user.username, password)

    entry = history_of(user).last()
    assert (entry.action, entry.actor_kind, entry.actor_id, entry.detail) == (
        "accounts.sign_in_refused", "system", None, {"reason": reason},
    )  # fmt: skip


def test_refusal_of_an_unknown_name_is_counted_without_the_name(clock):
    sign_in("kata-sandi-saya-terketik-di-sini", "apa-saja")

    entries = list(AuditEntry.objects.values_list("action", "target_kind", "target_id", "detail"))
    assert entries == [("accounts.sign_in_refused", "accounts.SignIn", UUID(int=0), {"reason": "password"})]


def _ended():
    user = person(Role.AUDITOR)
    services.end_person(user, by=None, at=MONDAY_MORNING)
    return user


def _before_the_term():
    user = UserFactory()
    appoint(user, Role.AUDITOR, valid_from=date(2026, 11, 17))
    return user


def _without_undertaking():
    user = UserFactory()
    appoint(user, Role.AUDITOR, undertaking_on=None)
    return user


FAILURES = {
    "unknown name": ("tidak.ada", PASSWORD, lambda: None),
    "wrong password": ("pegawai.uji", "salah-sama-sekali", lambda: person(Role.AUDITOR, username="pegawai.uji")),
    "ended person": (None, PASSWORD, _ended),
    "no appointment": (None, PASSWORD, UserFactory),
    "term not begun": (None, PASSWORD, _before_the_term),
    "no undertaking": (None, PASSWORD, _without_undertaking),
}


@pytest.mark.parametrize("case", sorted(FAILURES))
def test_every_failure_looks_the_same(clock, case):
    username, password, make = FAILURES[case]
    user = make()
    reference = anonymised(sign_in("siapa.saja", "kata-sandi-apa-saja")).replace(b"siapa.saja", b"NAMA")

    response = sign_in(username or user.username, password)

    shown = anonymised(response).replace((username or user.username).encode(), b"NAMA")
    assert (response.status_code, summary(response), shown) == (200, [SIGN_IN_FAILED], reference)
    assert (Session.objects.count(), "kunci" in response.cookies) == (0, False)


def test_every_attempt_costs_one_hash_and_one_pass_of_the_vault(clock, monkeypatch):
    """The time of an answer must tell neither whether an account exists nor how far somebody came."""
    person(Role.AUDITOR, username="pegawai.uji")
    UserFactory(username="tanpa.peran")
    paid = []
    encode, stretch = MD5PasswordHasher.encode, staff_keys._stretch
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, password, salt: paid.append("hash") or encode(self, password, salt))
    monkeypatch.setattr(staff_keys, "_stretch", lambda *given, **costs: paid.append(tuple(costs.values())) or stretch(*given, **costs))
    found = {}
    for username, password in (
        ("pegawai.uji", "salah-sama-sekali"), ("tidak.ada", "salah-sama-sekali"), ("tanpa.peran", PASSWORD), ("pegawai.uji", PASSWORD),
    ):  # fmt: skip
        paid.clear()
        sign_in(username, password)
        found[username, password] = list(paid)

    assert found == {attempt: ["hash", (1, 8 * 1024 * 1024)] for attempt in found}


@pytest.mark.parametrize("username", ["pegawai.uji", "tidak.ada"])
def test_sixth_attempt_is_throttled_whether_or_not_the_account_exists(clock, username):
    person(Role.AUDITOR, username="pegawai.uji")
    for _ in range(5):
        sign_in(username, "salah-sama-sekali")

    response = sign_in(username, PASSWORD)

    assert (response.status_code, summary(response), Session.objects.count()) == (200, [TOO_MANY_ATTEMPTS], 0)


def test_throttle_of_one_name_leaves_colleagues_alone(clock):
    victim, colleague = person(Role.AUDITOR), person(Role.AUDITOR)
    for _ in range(6):
        sign_in(victim.username, "salah-sama-sekali")

    assert sign_in(colleague.username).status_code == 302


def test_successful_sign_ins_use_up_no_attempt(clock):
    user = person(Role.AUDITOR)

    answers = [sign_in(user.username).status_code for _ in range(7)]

    assert answers == [302] * 7


def test_flood_from_one_address_gets_429(clock, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "3/m/ip"}

    answers = [sign_in("siapa.saja", "salah") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Terlalu banyak percobaan dari jaringan ini. Tunggu lima menit, lalu coba lagi." in answers[-1].content.decode()


def test_empty_form_says_what_to_fill_in(clock):
    response = Client().post(LOGIN, {})

    assert response.context["form"].errors == {"login": ["Isi nama pengguna"], "password": ["Isi kata sandi"]}


def test_password_never_comes_back(clock):
    response = sign_in("siapa.saja", "kata-sandi-apa-saja")

    assert response.content.count(b"kata-sandi-apa-saja") == 0


def test_json_is_no_second_way_in(clock):
    user = person(Role.AUDITOR)

    response = sign_in(user.username, accept="application/json", **{"x-requested-with": "XMLHttpRequest"})

    assert (response.status_code, response["Location"]) == (302, "/petugas/")


def test_who_is_signed_in_is_led_on(clock, browser_of):
    response = browser_of(person(Role.AUDITOR)).get(LOGIN)

    assert (response.status_code, response["Location"]) == (302, "/petugas/")


def test_sign_in_takes_few_queries(clock, django_assert_max_num_queries):
    user, client = person(Role.AUDITOR), Client()
    client.get(LOGIN)

    with django_assert_max_num_queries(18):
        response = sign_in(user.username, client=client)

    assert response.status_code == 302


def test_sign_in_page_of_a_stranger_asks_for_the_banner_alone(clock, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = Client().get(LOGIN)

    assert (response.status_code, response["Cache-Control"]) == (200, "max-age=0, no-cache, no-store, must-revalidate, private")


@pytest.mark.parametrize(
    "path",
    ["/accounts/signup/", "/accounts/login/", "/accounts/password/reset/", "/accounts/email/", "/petugas/masuk/signup/", "/signup/"],
)
def test_no_page_of_allauth_is_reachable(clock, path):
    assert Client().get(path).status_code == 404


def test_sign_in_page_names_the_office(clock):
    assert Client().get(LOGIN).context["site"]["service_name"] == "Pengaduan Pegawai"


def test_browsers_are_let_name_their_own_origin(clock):
    """With "no-referrer" they send `Origin: null` with a form, and the CSRF check refuses every one."""
    user, client = person(Role.AUDITOR), Client(enforce_csrf_checks=True)
    page = client.get(LOGIN)
    sent = {"login": user.username, "password": PASSWORD, "csrfmiddlewaretoken": page.context["csrf_token"]}

    answers = [client.post(LOGIN, sent, headers={"origin": origin}).status_code for origin in ("null", "http://testserver")]

    assert (page["Referrer-Policy"], answers) == ("same-origin", [403, 302])


def test_production_hides_the_cookie_behind_the_host_prefix():
    production = (settings.BASE_DIR / "config/settings/production.py").read_text()

    assert production.count('KEY_COOKIE_NAME = "__Host-kunci"\n') == 1


def test_temporary_password_leads_to_choosing_ones_own(clock):
    user, password = services.invite_user(username="orang.baru", full_name="Orang Baru", by=None, at=MONDAY_MORNING)
    client = Client()

    response = sign_in(user.username, password, client=client)

    assert (response.status_code, client.get("/petugas/pengaturan/")["Location"]) == (302, "/petugas/sandi/")


def test_temporary_password_is_good_for_seven_days(clock):
    user, password = services.invite_user(username="orang.baru", full_name="Orang Baru", by=None, at=MONDAY_MORNING)

    answers = []
    for moment in (MONDAY_MORNING + timedelta(days=7, seconds=-1), MONDAY_MORNING + timedelta(days=7)):
        clock(moment)
        answers.append(sign_in(user.username, password).status_code)

    assert answers == [302, 200]


def test_sign_out_ends_the_session_and_takes_the_cookie_back(clock, browser_of):
    user = person(Role.AUDITOR)
    client = browser_of(user)

    response = client.post("/petugas/keluar/")

    assert (response["Location"], response.cookies["kunci"].value, user.sessions.count()) == ("/petugas/masuk/?alasan=keluar", "", 0)


def test_sign_out_by_a_link_does_nothing(clock, browser_of):
    user = person(Role.AUDITOR)

    response = browser_of(user).get("/petugas/keluar/")

    assert (response.status_code, user.sessions.count()) == (302, 1)
