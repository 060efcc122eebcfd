"""Pengaturan, Unit kerja dan jabatan, and the log of all settings: for administrators alone."""

from datetime import date

import pytest
from django.urls import reverse

from foundation.accounts import services
from foundation.accounts.enums import Factor, Role
from foundation.accounts.models import Post, Unit
from tests.factories.accounts import MONDAY_MORNING, UnitFactory, UserFactory, person, signed_in

pytestmark = pytest.mark.django_db
LIST = "/petugas/pengaturan/unit/"
LOG = "/petugas/pengaturan/catatan/"


def page(name, *args):
    return reverse(f"accounts:{name}", args=args)


def boxes(name, day):
    return {f"{name}_hari": day.day, f"{name}_bulan": day.month, f"{name}_tahun": day.year}


@pytest.fixture
def admin():
    return person(Role.ADMINISTRATOR, full_name="Administrator Contoh")


@pytest.fixture
def browser(clock, admin):
    return signed_in(admin)


def every_page():
    unit, worker = UnitFactory(), UserFactory()
    services.move_person(worker, unit, by=None, at=MONDAY_MORNING)
    post = services.create_post(unit=unit, title="Kepala", by=None, at=MONDAY_MORNING)
    of_unit = [page(name, unit.pk) for name in ("unit", "change_unit", "end_unit", "add_post")]
    of_post = [page(name, unit.pk, post.pk) for name in ("change_post", "seat", "end_post")]
    return [LIST, LOG, page("add_unit"), *of_unit, *of_post, page("move_person", unit.pk, worker.pk)]


def test_administrator_sees_every_page(browser):
    assert [browser.get(path).status_code for path in every_page()] == [200] * 11


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_sees_or_sends_any_page(clock, role):
    stranger, paths = signed_in(person(role)), every_page()

    assert {call(path).status_code for path in paths for call in (stranger.get, stranger.post)} == {404}
    assert (Post.objects.get().unit.ended_on, Post.objects.get().valid_to) == (None, None)


def test_a_unit_is_added_with_a_post_and_its_holder(browser):
    holder = UserFactory()
    browser.post(page("add_unit"), {"code": "DINKES", "name": "Dinas Kesehatan", "parent": "", "is_inspectorate": ""})
    unit = Unit.objects.get(code="DINKES")

    response = browser.post(
        page("add_post", unit.pk), {"title": "Kepala", "echelon": "II.b", "user": holder.pk, **boxes("valid_from", date(2026, 1, 2))}
    )

    post = Post.objects.get()
    assert (response["Location"], post.unit, post.echelon, post.user) == (page("unit", unit.pk), unit, "II.b", holder)


def test_a_code_once_used_is_refused_and_what_was_typed_stays(browser):
    UnitFactory(code="DINKES")

    response = browser.post(page("add_unit"), {"code": "DINKES", "name": "Dinas Kesehatan"})

    assert response.context["form"].errors == {"code": ["Pilih kode lain: kode ini sudah dipakai"]}
    assert b'value="Dinas Kesehatan"' in response.content


def test_a_unit_with_people_says_what_must_move_first_and_offers_no_button(browser):
    unit, worker = UnitFactory(), UserFactory(full_name="Sri Contoh")
    services.move_person(worker, unit, by=None, at=MONDAY_MORNING)

    shown = browser.get(page("end_unit", unit.pk)).content.decode()
    sent = browser.post(page("end_unit", unit.pk))

    unit.refresh_from_db()
    assert (page("move_person", unit.pk, worker.pk) in shown, "Akhiri unit kerja</button>" in shown, unit.ended_on) == (True, False, None)
    assert sent.context["form"].non_field_errors() == [
        "Kosongkan unit ini lebih dahulu: pindahkan orangnya, akhiri jabatan dan penetapannya, pindahkan unit di bawahnya"
    ]


def test_seating_oneself_is_explained(browser, admin):
    post = services.create_post(unit=UnitFactory(), title="Kepala", by=None, at=MONDAY_MORNING)

    response = browser.post(page("seat", post.unit_id, post.pk), {"user": admin.pk, **boxes("valid_from", date(2026, 11, 16))})

    words = "Minta administrator lain: yang menyangkut diri Anda sendiri tidak dapat Anda ubah"
    assert (response.context["form"].non_field_errors(), Post.objects.get().user) == ([words], None)


def test_a_post_or_person_of_another_unit_is_not_found(browser):
    post, other, worker = services.create_post(unit=UnitFactory(), title="A", by=None, at=MONDAY_MORNING), UnitFactory(), UserFactory()

    paths = [page("end_post", other.pk, post.pk), page("move_person", other.pk, worker.pk)]

    assert [browser.post(path, boxes("last_day", date(2026, 11, 16))).status_code for path in paths] == [404, 404]


def test_the_list_takes_the_same_queries_for_two_and_for_twenty_units(browser, django_assert_num_queries):
    UnitFactory()
    with django_assert_num_queries(5):
        browser.get(LIST)
    for _ in range(18):
        UnitFactory(parent=Unit.objects.first())
    with django_assert_num_queries(5):
        browser.get(LIST)


def test_the_log_shows_who_changed_what_and_when_without_a_word_of_it(browser, admin):
    unit = UnitFactory(name="Nama Lama")
    browser.post(page("change_unit", unit.pk), {"name": "Nama Baru", "parent": ""})

    response = browser.get(LOG)

    row = response.context["rows"][0]
    assert (row.label, row.who, row.at, row.about) == ("Unit kerja diubah", "Administrator Contoh", MONDAY_MORNING, str(unit.pk)[-8:])
    assert [key for key, _ in row.facts] == ["fields", "name_after", "name_before"]
    assert "Nama Baru" not in response.content.decode()


def test_the_log_leaves_out_what_is_no_setting(browser, admin):
    services.note_sign_in(admin, factor=Factor.NONE, at=MONDAY_MORNING)

    assert {row.label for row in browser.get(LOG).context["rows"]} == {
        "Pengguna ditambah",
        "Peran ditetapkan",
        "Pernyataan kerahasiaan dicatat",
    }


def test_the_settings_list_says_in_one_sentence_what_each_page_is_for(browser):
    pages = browser.get("/petugas/pengaturan/").context["pages"]

    assert [str(one.label) for one in pages][:2] == ["Pengguna dan peran", "Unit kerja dan jabatan"]
    assert [str(one.label) for one in pages][-2:] == ["Catatan audit", "Kesehatan sistem"]
    assert [one.key for one in pages if not str(one.description).rstrip().endswith(".")] == []


def test_what_bars_a_unit_from_the_inspektorat_is_said_on_the_page():
    unit = UnitFactory()
    person(Role.DELEGATE, unit=unit)
    browser = signed_in(person(Role.ADMINISTRATOR))

    answer = browser.post(page("change_unit", unit.pk), {"name": unit.name, "parent": "", "is_inspectorate": "on"})

    assert f"Akhiri dahulu penetapan {Role.DELEGATE.label} di unit ini atau di bawahnya" in answer.content.decode()
