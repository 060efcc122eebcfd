"""/petugas/sandi/: the current password is asked for, other sessions end, this one goes on."""

import pytest
from django.conf import settings
from django.test import Client

from foundation.accounts import services
from foundation.accounts.adapter import TOO_MANY_ATTEMPTS
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.unlocking import SEALED_KEY
from foundation.vault.holders import unwrap_from_session
from tests.factories.accounts import MONDAY_MORNING, PASSWORD, appoint, person, signed_in, unlocked

pytestmark = pytest.mark.django_db
PAGE, LOGIN = "/petugas/sandi/", "/petugas/masuk/"
OTHER = "gurita-menulis-surat-7"


def change(client, current=PASSWORD, new=OTHER, again=OTHER):
    return client.post(PAGE, {"current": current, "new": new, "again": again})


def key_in(client):
    return unwrap_from_session(client.session[SEALED_KEY], client.cookies[settings.KEY_COOKIE_NAME].value)


def test_change_keeps_this_session_with_new_halves_and_ends_the_others(clock):
    user = person(Role.AUDITOR)
    desk, phone = signed_in(user), signed_in(user)
    before = (desk.session.session_key, desk.cookies["kunci"].value, unlocked(user))

    response = change(desk)

    assert (response.status_code, response["Location"], user.sessions.count(), key_in(desk)) == (302, PAGE, 1, before[2])
    assert (desk.session.session_key == before[0], desk.cookies["kunci"].value == before[1]) == (False, False)
    assert (desk.post("/petugas/keluar/").status_code, phone.get(PAGE)["Location"]) == (302, f"{LOGIN}?alasan=berakhir&next={PAGE}")


def test_new_password_signs_in_and_the_old_one_does_not(clock):
    user = person(Role.AUDITOR)
    change(signed_in(user))

    answers = [Client().post(LOGIN, {"login": user.username, "password": password}).status_code for password in (OTHER, PASSWORD)]

    assert answers == [302, 200]


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({"current": "salah-sama-sekali"}, {"current": ["Tulis kata sandi Anda yang sekarang dengan benar"]}),
        ({"again": "gurita-menulis-surat-8"}, {"again": ["Tulis kata sandi baru yang sama di kedua kotak"]}),
        ({"new": PASSWORD, "again": PASSWORD}, {"new": ["Pilih kata sandi yang berbeda dari yang sekarang"]}),
        (
            {"new": "pendek", "again": "pendek"},
            {"new": ["Pilih kata sandi yang lebih panjang, paling sedikit 12 karakter, misalnya empat kata acak"]},
        ),
        (
            {"new": "810492756301846", "again": "810492756301846"},
            {"new": ["Pilih kata sandi yang juga memuat huruf, misalnya empat kata acak"]},
        ),
        (
            {"new": "administrator", "again": "administrator"},
            {"new": ["Pilih kata sandi yang lebih jarang dipakai, misalnya empat kata acak"]},
        ),
        ({"new": "", "again": ""}, {"new": ["Isi kata sandi baru"], "again": ["Tulis kata sandi baru sekali lagi"]}),
    ],
)
def test_refusal_says_what_to_do_and_changes_nothing(clock, sent, errors):
    user = person(Role.AUDITOR)

    response = change(signed_in(user), **sent)

    user.refresh_from_db()
    assert (response.status_code, response.context["form"].errors, user.check_password(PASSWORD)) == (200, errors, True)


def test_guessing_the_current_password_is_throttled(clock):
    client = signed_in(person(Role.AUDITOR))
    for _ in range(5):
        change(client, current="salah-sama-sekali")

    response = change(client)

    assert response.context["form"].non_field_errors() == [TOO_MANY_ATTEMPTS]


def test_invited_person_chooses_a_password_and_goes_on_working(clock):
    user, temporary = services.invite_user(username="orang.baru", full_name="Orang Baru", by=None, at=MONDAY_MORNING)
    appoint(user, Role.AUDITOR)
    client = Client()
    client.post(LOGIN, {"login": "orang.baru", "password": temporary})

    change(client, current=temporary)

    assert (key_in(client), client.post(PAGE, {}).status_code) == (unlocked(User.objects.get(pk=user.pk), OTHER), 200)


def test_invited_person_without_appointment_is_told_so_after_choosing(clock):
    _, temporary = services.invite_user(username="orang.baru", full_name="Orang Baru", by=None, at=MONDAY_MORNING)
    client = Client()
    client.post(LOGIN, {"login": "orang.baru", "password": temporary})

    change(client, current=temporary)

    assert client.get(PAGE)["Location"] == f"{LOGIN}?alasan=penetapan&next={PAGE}"


def test_temporary_session_opens_no_other_page(clock):
    user, _ = services.invite_user(username="orang.baru", full_name="Orang Baru", by=None, at=MONDAY_MORNING)
    appoint(user, Role.ADMINISTRATOR)
    client = signed_in(user)

    answers = [client.get(path)["Location"] for path in ("/petugas/pengaturan/", "/petugas/pengaturan/orang/")]

    assert answers == [PAGE, PAGE]
