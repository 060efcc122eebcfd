"""Between the password and the second factor the key waits, and opens nothing; afterwards the session is whole."""

from datetime import timedelta

import pytest
from django.conf import settings as live
from django.test import Client

from foundation.accounts import services
from foundation.accounts.adapter import TOO_MANY_ATTEMPTS, WRONG_FACTOR
from foundation.accounts.enums import Role
from foundation.accounts.models import Session
from foundation.accounts.unlocking import FACTOR, PENDING_KEY, SEALED_KEY
from foundation.audit.queries import history_of
from foundation.vault.holders import unwrap_from_session
from tests.factories.accounts import MONDAY_MORNING, PASSWORD, UserFactory, appoint, person, unlocked
from tests.factories.authenticators import code_at, with_app

pytestmark = pytest.mark.django_db
LOGIN, STEP, INBOX = "/petugas/masuk/", "/petugas/masuk/kode/", "/petugas/"


def half_way(user, client=None, **query) -> Client:
    """A browser in which the password was right."""
    client = client or Client()
    response = client.post(LOGIN, {"login": user.username, "password": PASSWORD}, query_params=query or None)
    assert (response.status_code, response["Location"]) == (302, STEP)
    return client


@pytest.fixture
def auditor(clock):
    user = person(Role.AUDITOR)
    with_app(user)
    return user


def test_code_after_the_password_signs_in_with_the_key(auditor):
    client = half_way(auditor)

    response = client.post(STEP, {"code": code_at(MONDAY_MORNING)})

    key = unwrap_from_session(client.session[SEALED_KEY], client.cookies["kunci"].value)
    assert (response.status_code, response["Location"], key, client.session[FACTOR]) == (302, INBOX, unlocked(auditor), "totp")
    assert client.get(INBOX).status_code == 200


def test_code_leads_to_where_one_wanted_to_go(auditor):
    client = half_way(auditor, next="/petugas/sandi/")

    assert client.post(STEP, {"code": code_at(MONDAY_MORNING)})["Location"] == "/petugas/sandi/"


def test_one_time_code_signs_in_as_well(clock):
    user = person(Role.AUDITOR)
    codes = with_app(user)
    client = half_way(user)

    assert (client.post(STEP, {"code": codes[0]})["Location"], client.session[FACTOR]) == (INBOX, "recovery_codes")


@pytest.mark.parametrize("page", [INBOX, "/petugas/akun/", "/petugas/sandi/", "/petugas/pengaturan/", "/petugas/akun/aplikasi/"])
def test_half_way_opens_no_page(auditor, page):
    response = half_way(auditor).get(page)

    assert (response.status_code, response["Location"].partition("?")[0]) == (302, LOGIN)


def test_half_way_holds_no_session_key_and_its_halves_fit_no_session(auditor):
    client = half_way(auditor)

    sealed, w = client.session[PENDING_KEY], client.cookies["kunci-masuk"].value
    assert ("kunci" in client.cookies, SEALED_KEY in client.session, "_auth_user_id" in client.session) == (False, False, False)
    assert (unwrap_from_session(sealed, w), unwrap_from_session(sealed, w, half_way=True)) == (None, unlocked(auditor))


def test_half_way_cookie_is_out_of_reach_of_scripts_and_sent_to_the_sign_in_alone(auditor):
    cookie = half_way(auditor).cookies["kunci-masuk"]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", LOGIN, "")


def test_both_waiting_halves_are_gone_afterwards(auditor):
    client = half_way(auditor)

    response = client.post(STEP, {"code": code_at(MONDAY_MORNING)})

    assert (PENDING_KEY in client.session, response.cookies["kunci-masuk"].value, Session.objects.count()) == (False, "", 1)


def test_stolen_waiting_session_without_its_cookie_signs_nobody_in(auditor):
    victim, thief = half_way(auditor), Client()
    thief.cookies[live.SESSION_COOKIE_NAME] = victim.cookies[live.SESSION_COOKIE_NAME].value

    response = thief.post(STEP, {"code": code_at(MONDAY_MORNING)})

    assert (response["Location"], Session.objects.filter(user=auditor).count()) == (f"{LOGIN}?alasan=berakhir", 0)


def test_second_factor_may_take_five_minutes(auditor, clock):
    answers = []
    for seconds in (299, 300):
        clock(MONDAY_MORNING)
        client = half_way(auditor)
        moment = MONDAY_MORNING + timedelta(seconds=seconds)
        clock(moment)
        answers.append(client.post(STEP, {"code": code_at(moment)})["Location"])

    assert answers == [INBOX, f"{LOGIN}?alasan=berakhir"]


def test_password_that_was_changed_meanwhile_signs_nobody_in(auditor):
    client = half_way(auditor)
    services.replace_password(auditor, PASSWORD, "gurita-menulis-surat-7", at=MONDAY_MORNING)

    response = client.post(STEP, {"code": code_at(MONDAY_MORNING)})

    assert (response["Location"], Session.objects.filter(user=auditor).count()) == (f"{LOGIN}?alasan=berakhir", 0)


def test_appointment_that_ended_meanwhile_signs_nobody_in(clock):
    user = UserFactory()
    appointment = appoint(user, Role.AUDITOR)
    with_app(user)
    client = half_way(user)
    services.end_appointment(appointment, by=None, at=MONDAY_MORNING)

    response = client.post(STEP, {"code": code_at(MONDAY_MORNING)})

    assert (response["Location"], Session.objects.filter(user=user).count()) == (f"{LOGIN}?alasan=berakhir", 0)


@pytest.mark.parametrize("sent", [{"code": "000000"}, {"credential": "{}"}, {"credential": "bukan json"}, {"credential": "null"}])
def test_wrong_answer_keeps_waiting_and_says_what_to_do(auditor, sent):
    client = half_way(auditor)

    response = client.post(STEP, sent)

    assert (response.status_code, list(response.context["form"].non_field_errors())) == (200, [WRONG_FACTOR])
    assert client.post(STEP, {"code": code_at(MONDAY_MORNING)})["Location"] == INBOX


def test_guessing_is_throttled_by_account_whatever_the_browser(auditor):
    for _ in range(5):
        half_way(auditor).post(STEP, {"code": "000000"})

    response = half_way(auditor).post(STEP, {"code": code_at(MONDAY_MORNING)})

    assert list(response.context["form"].non_field_errors()) == [TOO_MANY_ATTEMPTS]


def test_success_forgives_what_was_mistyped_before(auditor, clock):
    moments = [MONDAY_MORNING + timedelta(minutes=number) for number in range(3)]
    for moment in moments:
        clock(moment)
        client = half_way(auditor)
        client.post(STEP, {"code": "000000"})
        assert client.post(STEP, {"code": code_at(moment)})["Location"] == INBOX


def test_nobody_reaches_the_second_step_without_the_password(auditor):
    assert [Client().get(STEP)["Location"], Client().post(STEP, {"code": code_at(MONDAY_MORNING)})["Location"]] == [LOGIN, LOGIN]


def test_opening_the_sign_in_page_begins_anew(auditor):
    response = half_way(auditor).get(LOGIN)

    assert (response.status_code, list(response.context["form"].fields)) == (200, ["login", "password"])


def test_step_says_nothing_about_the_person(auditor):
    page = half_way(auditor).get(STEP).content.decode()

    assert (page.count(auditor.full_name), page.count(auditor.username)) == (0, 0)


def test_steps_are_on_record(auditor):
    client = half_way(auditor)
    client.post(STEP, {"code": "000000"})
    client.post(STEP, {"code": code_at(MONDAY_MORNING)})

    assert [(entry.action, entry.detail) for entry in history_of(auditor)][-3:] == [
        ("accounts.key_unlocked", {}),
        ("accounts.second_factor_failed", {}),
        ("accounts.signed_in", {"factor": "totp"}),
    ]


def test_person_without_a_factor_comes_in_with_the_password_where_that_is_allowed(clock):
    user, client = person(Role.AUDITOR), Client()

    client.post(LOGIN, {"login": user.username, "password": PASSWORD})

    assert (client.get(INBOX).status_code, client.session[FACTOR]) == (200, "none")
