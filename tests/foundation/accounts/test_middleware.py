"""Each request is judged anew: both halves of the key, both limits, the appointment, the person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from foundation.accounts import services
from foundation.accounts.enums import Role
from foundation.accounts.middleware import UnlockMiddleware
from foundation.accounts.models import Session, User
from foundation.accounts.sessions import SessionStore
from foundation.accounts.unlocking import SEALED_KEY
from tests.factories.accounts import MONDAY_MORNING, UserFactory, appoint, person, signed_in, unlocked

pytestmark = pytest.mark.django_db
PAGE = "/petugas/sandi/"
CASE = "/petugas/perkara/0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00/"


def seen(client: Client) -> HttpRequest:
    """The request as a view would see it, after the middleware."""
    request = RequestFactory().get(PAGE)
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    request.user = get_user(request)
    UnlockMiddleware(lambda _request: HttpResponse())(request)
    return request


def where(client: Client) -> tuple[int, str]:
    """Status and goal of a page that every signed-in person may see."""
    response = client.get(PAGE)
    return response.status_code, response.headers.get("Location", "")


def sent_away(reason: str) -> tuple[int, str]:
    return 302, f"/petugas/masuk/?alasan={reason}&next=/petugas/sandi/"


def test_signed_in_person_has_roles_and_keyring(clock):
    user = person(Role.AUDITOR, Role.RECEIVING_OFFICER)

    request = seen(signed_in(user))

    assert (request.user, request.roles, request.keyring.holder_id) == (user, {Role.AUDITOR, Role.RECEIVING_OFFICER}, user.holder_id)


def test_stranger_has_neither(clock, django_assert_num_queries):
    with django_assert_num_queries(0):
        request = seen(Client())

    assert (request.roles, request.keyring) == (frozenset(), None)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PUBLISHER])
def test_role_that_reads_nothing_is_handed_no_key(clock, role):
    request = seen(signed_in(person(role)))

    assert (request.roles, request.keyring) == ({role}, None)


def test_stranger_is_asked_to_sign_in(clock):
    assert where(Client()) == (302, "/petugas/masuk/?next=/petugas/sandi/")


def test_page_is_shown_to_who_is_signed_in(clock):
    assert where(signed_in(person(Role.AUDITOR))) == (200, "")


def test_stolen_session_row_opens_nothing(clock):
    """The thief has the session's name and data from a copy of the database, but no cookie W."""
    user = person(Role.AUDITOR)
    row = Session.objects.get(pk=signed_in(user).session.session_key)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = row.session_key

    request = seen(thief)

    assert (request.user.is_authenticated, request.keyring, request.roles) == (False, None, frozenset())
    assert row.session_data.count(unlocked(user).private_key.hex()) == 0


def test_stolen_session_row_shows_no_page(clock):
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = signed_in(person(Role.AUDITOR)).session.session_key

    assert where(thief) == sent_away("kunci")


def test_stolen_key_cookie_opens_nothing(clock):
    thief = Client()
    thief.cookies["kunci"] = signed_in(person(Role.AUDITOR)).cookies["kunci"].value

    request, page = seen(thief), where(thief)

    assert (request.user.is_authenticated, request.keyring, page) == (False, None, sent_away("berakhir"))


def test_key_cookie_of_another_sign_in_does_not_fit(clock):
    user = person(Role.AUDITOR)
    desk, phone = signed_in(user), signed_in(user)
    desk.cookies["kunci"] = phone.cookies["kunci"].value

    assert where(desk) == sent_away("kunci")


def test_both_halves_of_a_colleague_do_not_fit_ones_own_session(clock):
    """A ciphertext moved into another session row, with its own W, still belongs to the other person."""
    victim, thief = signed_in(person(Role.INSPECTOR)), signed_in(person(Role.AUDITOR))
    session = thief.session
    session[SEALED_KEY] = victim.session[SEALED_KEY]
    session.save()
    thief.cookies["kunci"] = victim.cookies["kunci"].value

    assert where(thief) == sent_away("kunci")


@pytest.mark.parametrize("forged", ["", "x", "A" * 44, "é", "=" * 44])
def test_damaged_key_cookie_asks_for_the_password_again(clock, forged):
    client = signed_in(person(Role.AUDITOR))
    client.cookies["kunci"] = forged

    assert where(client) == sent_away("kunci")


def test_django_login_without_unlocking_is_no_sign_in(clock):
    client = Client()
    client.force_login(person(Role.AUDITOR))

    assert where(client) == sent_away("kunci")


@pytest.mark.parametrize(
    ("address", "after"),
    [
        (f"{CASE}diterima/", CASE),
        ("/petugas/keluar/", "/petugas/"),
        (f"{CASE}ringkasan/", f"{CASE}ringkasan/"),
    ],
    ids=["a-button-of-a-case", "leaving", "a-form"],
)
def test_after_signing_in_again_one_comes_to_a_page_never_to_a_button(clock, address, after):
    response = Client().post(address)

    assert response["Location"] == f"/petugas/masuk/?next={after}"


def test_the_address_of_a_button_leads_to_the_page_it_stands_on(clock):
    response = signed_in(person(Role.AUDITOR)).get("/petugas/keluar/")

    assert (response.status_code, response["Location"]) == (302, "/petugas/")


def test_session_that_ended_is_deleted_and_its_cookie_taken_back(clock):
    user = person(Role.AUDITOR)
    client = signed_in(user)
    clock(MONDAY_MORNING + timedelta(minutes=31))

    response = client.get(PAGE)

    assert (user.sessions.count(), response.cookies["kunci"].value, response.cookies["kunci"]["max-age"]) == (0, "", 0)


@pytest.mark.parametrize(("idle", "answer"), [(timedelta(minutes=29, seconds=59), (200, "")), (timedelta(minutes=30), sent_away("diam"))])
def test_session_ends_after_thirty_idle_minutes(clock, idle, answer):
    client = signed_in(person(Role.AUDITOR))
    clock(MONDAY_MORNING + idle)

    assert where(client) == answer


def test_working_person_stays_signed_in_for_eight_hours_and_no_longer(clock):
    client = signed_in(person(Role.AUDITOR))
    answers = []
    for minutes in range(20, 500, 20):
        clock(MONDAY_MORNING + timedelta(minutes=minutes))
        answers.append(where(client))

    assert answers == [(200, "")] * 23 + [sent_away("lama")]


def test_reading_within_a_minute_writes_nothing(clock, django_assert_num_queries):
    client = signed_in(person(Role.AUDITOR))
    clock(MONDAY_MORNING + timedelta(seconds=59))

    with django_assert_num_queries(4):
        assert where(client) == (200, "")


def test_appointment_that_ends_at_midnight_takes_access_away_on_the_next_request(clock):
    user = UserFactory()
    appoint(user, Role.AUDITOR, valid_to=date(2026, 11, 16))
    before_midnight, after = datetime(2026, 11, 16, 16, 59, 59, tzinfo=UTC), datetime(2026, 11, 16, 17, 0, tzinfo=UTC)
    clock(before_midnight)
    client = signed_in(user)

    answers = []
    for moment in (before_midnight, after):
        clock(moment)
        answers.append(where(client))

    assert answers == [(200, ""), sent_away("penetapan")]


def test_the_very_next_request_after_midnight_carries_no_role_and_no_key(clock):
    user = UserFactory()
    appoint(user, Role.AUDITOR, valid_to=date(2026, 11, 16))
    before_midnight, after = datetime(2026, 11, 16, 16, 59, 59, tzinfo=UTC), datetime(2026, 11, 16, 17, 0, tzinfo=UTC)
    clock(before_midnight)
    client = signed_in(user)
    held = seen(client)
    assert (held.roles, held.keyring.holder_id) == ({Role.AUDITOR}, user.holder_id)

    clock(after)
    request = seen(client)

    assert (request.roles, request.keyring, request.user.is_authenticated, user.sessions.count()) == (frozenset(), None, False, 0)


def test_appointment_that_ends_leaves_the_other_role_working(clock):
    user = person(Role.RECEIVING_OFFICER)
    appoint(user, Role.AUDITOR, valid_to=date(2026, 11, 15))

    assert seen(signed_in(user)).roles == {Role.RECEIVING_OFFICER}


def test_ended_appointment_takes_access_away_at_once(clock):
    user = UserFactory()
    appointment = appoint(user, Role.AUDITOR)
    client = signed_in(user)

    services.end_appointment(appointment, by=None, at=MONDAY_MORNING)

    assert where(client) == sent_away("berakhir")


def test_ended_person_is_out_at_once(clock):
    user = person(Role.AUDITOR)
    client = signed_in(user)

    services.end_person(user, by=None, at=MONDAY_MORNING)

    assert (where(client), user.sessions.count()) == (sent_away("berakhir"), 0)


def test_person_ended_past_the_service_is_out_as_well(clock):
    user = person(Role.AUDITOR)
    client = signed_in(user)
    User.objects.filter(pk=user.pk).update(ended_on=date(2026, 11, 16))

    assert (where(client), seen(client).keyring) == (sent_away("berakhir"), None)


def test_public_page_asks_nobody_and_looks_into_no_session(clock):
    response = Client().get("/robots.txt")

    assert (response.status_code, response.wsgi_request.session.accessed) == (200, False)


def test_reason_is_shown_in_words(clock):
    response = Client().get("/petugas/masuk/?alasan=diam")

    assert response.context["reason"] == "Anda keluar otomatis karena tidak ada kegiatan selama 30 menit. Masuk lagi untuk melanjutkan."


def test_unknown_reason_shows_nothing(clock):
    assert Client().get("/petugas/masuk/?alasan=<b>").context["reason"] == ""


def test_staff_screens_are_indonesian_whatever_the_browser_asks_for(clock):
    response = signed_in(person(Role.AUDITOR)).get(PAGE, headers={"accept-language": "en"})

    assert (response["Content-Language"], response.content.count(b'<html lang="id">')) == ("id", 1)
