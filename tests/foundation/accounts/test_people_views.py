"""Pengaturan, Pengguna dan peran: for administrators alone, and for nobody's own rights."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.vault.models import Grant
from tests.factories.accounts import SINCE, UnitFactory, UserFactory, appoint, person, signed_in

pytestmark = pytest.mark.django_db
LIST = "/petugas/pengaturan/orang/"


def page(name, *args):
    return reverse(f"accounts:{name}", args=args)


def boxes(name, day):
    """A date as its three boxes."""
    return {f"{name}_hari": day.day, f"{name}_bulan": day.month, f"{name}_tahun": day.year}


DECREE = {
    "role": Role.AUDITOR,
    "form": "definitive",
    "sk_number": "800/12/2026",
    **boxes("sk_date", date(2026, 11, 10)),
    **boxes("valid_from", date(2026, 11, 16)),
}


@pytest.fixture
def admin():
    return person(Role.ADMINISTRATOR, full_name="Administrator Contoh")


@pytest.fixture
def browser(clock, admin):
    return signed_in(admin)


def every_page(user):
    appointment = appoint(user, Role.PUBLISHER, undertaking_on=None)
    of_person = [page(name, user.pk) for name in ("person", "appoint", "end_person", "renew_password")]
    of_appointment = [page(name, user.pk, appointment.pk) for name in ("undertaking", "end_appointment")]
    return [LIST, page("add_person"), *of_person, *of_appointment]


def test_administrator_sees_every_page(browser):
    user = UserFactory()

    assert [browser.get(path).status_code for path in every_page(user)] == [200] * 8


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_sees_or_sends_any_page(clock, role):
    stranger, user = signed_in(person(role)), UserFactory()
    paths = every_page(user)

    answers = {call(path).status_code for path in paths for call in (stranger.get, stranger.post)}

    user.refresh_from_db()
    assert (answers, user.ended_on, user.appointments.get().ended_on) == ({404}, None, None)


def test_list_shows_roles_and_what_is_missing(browser, admin):
    ready, waiting, idle = person(Role.AUDITOR, Role.INSPECTOR), UserFactory(), UserFactory()
    appoint(waiting, Role.AUDITOR, undertaking_on=None)

    rows = {user: (state.roles, state.missing) for user, state in browser.get(LIST).context["rows"]}

    assert rows == {
        admin: ((Role.ADMINISTRATOR,), ""),
        ready: ((Role.AUDITOR, Role.INSPECTOR), ""),
        waiting: ((), "Pernyataan kerahasiaan belum dicatat"),
        idle: ((), "Belum ada penetapan yang berlaku"),
    }


def test_list_takes_the_same_queries_for_two_and_for_twenty_people(browser, django_assert_num_queries):
    person(Role.AUDITOR)
    with django_assert_num_queries(8):
        browser.get(LIST)
    for _ in range(18):
        person(Role.AUDITOR)
    with django_assert_num_queries(8):
        browser.get(LIST)


def test_added_person_gets_a_temporary_password_shown_once_and_kept_nowhere(browser):
    unit = UnitFactory()

    response = browser.post(
        page("add_person"), {"full_name": "Orang Baru", "username": "orang.baru", "nip": "", "email": "", "unit": unit.pk}
    )

    user, password = User.objects.get(username="orang.baru"), response.context["password"]
    assert (response.status_code, response["Cache-Control"], response.content.count(password.encode())) == (200, "no-store, private", 1)
    assert (user.check_password(password), user.unit, user.holder) == (True, unit, None)
    assert str(dict(browser.session)).count(password) == 0
    assert browser.get(page("person", user.pk)).content.count(password.encode()) == 0


def test_name_that_somebody_once_had_is_refused(browser):
    UserFactory(username="orang.lama")

    response = browser.post(page("add_person"), {"full_name": "Orang Baru", "username": "orang.lama"})

    assert response.context["form"].errors == {"username": ["Pilih nama pengguna lain: nama ini sudah dipakai"]}


def test_appoint_then_undertaking_makes_the_person_ready(browser):
    user = UserFactory()
    browser.post(page("appoint", user.pk), DECREE)
    appointment = user.appointments.get()

    browser.post(page("undertaking", user.pk, appointment.pk), {**boxes("on", date(2026, 11, 16)), "reference": "PK/7/2026"})

    state = browser.get(page("person", user.pk)).context["readiness"]
    assert (state.roles, state.missing) == ((Role.AUDITOR,), "")


def test_clash_of_roles_is_explained(browser):
    user = person(Role.CUSTODIAN_INSIDE)

    response = browser.post(page("appoint", user.pk), DECREE)

    words = "Akhiri dahulu peran Kustodian identitas (dalam): peran itu tidak boleh dirangkap dengan Penelaah/Auditor"
    assert (response.context["form"].non_field_errors(), user.appointments.count()) == ([words], 1)


@pytest.mark.parametrize(
    ("role", "inside", "words"),
    [
        (Role.DELEGATE, True, "Tunjuk orang dari luar Inspektorat: Delegasi Walikota tidak boleh pegawai Inspektorat"),
        (
            Role.CUSTODIAN_INSIDE,
            False,
            "Tunjuk pegawai Inspektorat: Kustodian identitas (dalam) harus bekerja di unit Inspektorat",
        ),
    ],
)
def test_a_unit_that_bars_a_role_is_explained(browser, role, inside, words):
    user = UserFactory(unit=UnitFactory(is_inspectorate=inside))

    response = browser.post(page("appoint", user.pk), {**DECREE, "role": role})

    assert (response.context["form"].non_field_errors(), user.appointments.count()) == ([words], 0)


def test_administrator_can_not_appoint_himself(browser, admin):
    response = browser.post(page("appoint", admin.pk), {**DECREE, "role": Role.PUBLISHER})

    words = "Minta administrator lain: hak Anda sendiri tidak dapat Anda tambah"
    assert (response.context["form"].non_field_errors(), admin.appointments.count()) == ([words], 1)


def test_last_administrator_can_not_end_himself(browser, admin):
    response = browser.post(page("end_person", admin.pk))

    admin.refresh_from_db()
    words = "Tunjuk administrator lain lebih dahulu: harus selalu ada satu administrator"
    assert (response.context["form"].non_field_errors(), admin.ended_on) == ([words], None)


def test_end_an_appointment(browser):
    user = person(Role.AUDITOR)
    appointment = user.appointments.get()

    response = browser.post(page("end_appointment", user.pk, appointment.pk))

    appointment.refresh_from_db()
    assert (response["Location"], appointment.ended_on) == (page("person", user.pk), date(2026, 11, 16))


def test_end_a_person(browser):
    user = person(Role.AUDITOR)

    response = browser.post(page("end_person", user.pk))

    user.refresh_from_db()
    assert (response["Location"], user.ended_on) == (page("person", user.pk), date(2026, 11, 16))


def test_appointment_of_another_person_is_not_found(browser):
    user, other = person(Role.AUDITOR), person(Role.AUDITOR)

    response = browser.post(page("end_appointment", user.pk, other.appointments.get().pk))

    assert (response.status_code, other.appointments.get().ended_on) == (404, None)


def test_unknown_person_is_not_found(browser):
    assert browser.get(page("person", uuid.UUID(int=7))).status_code == 404


def test_password_chosen_is_not_reset_by_an_administrator(browser):
    user = UserFactory()
    before = user.password

    response = browser.post(page("renew_password", user.pk))

    user.refresh_from_db()
    assert (response.context["form"].non_field_errors(), user.password) == (["Pegawai ini sudah memilih kata sandi sendiri"], before)


def test_everything_an_administrator_does_grants_nothing(browser):
    user = UserFactory()
    browser.post(page("appoint", user.pk), DECREE)
    browser.post(page("end_appointment", user.pk, user.appointments.get().pk))

    assert Grant.objects.count() == 0


def test_settings_list_the_page_for_administrators_alone(browser):
    auditor = signed_in(person(Role.AUDITOR))

    shown = re.findall(r'href="(/petugas/pengaturan/orang/)"', browser.get("/petugas/pengaturan/").content.decode())

    assert (set(shown), auditor.get(LIST).status_code) == ({LIST}, 404)


def test_undertaking_of_the_future_is_explained(browser):
    user = UserFactory()
    appointment = appoint(user, Role.AUDITOR, undertaking_on=None)

    response = browser.post(page("undertaking", user.pk, appointment.pk), {**boxes("on", date(2026, 11, 17)), "reference": "PK/7"})

    assert response.context["form"].non_field_errors() == ["Tanggal pernyataan kerahasiaan tidak boleh sesudah hari ini."]


def test_role_from_the_same_day_twice_is_explained(browser):
    user = UserFactory()
    appoint(user, Role.AUDITOR, valid_from=date(2026, 11, 16), sk_date=SINCE)

    response = browser.post(page("appoint", user.pk), DECREE)

    assert (len(response.context["form"].non_field_errors()), user.appointments.count()) == (1, 1)
