"""The switch of the language on a step of the form: nothing typed is lost, and the page speaks the other language."""

import pytest
from django.test import Client

from tests.channels.conftest import Clock, Receivers


@pytest.fixture
def reader(receivers: Receivers, clock: Clock) -> Client:
    """Somebody at the first step."""
    del receivers, clock
    return Client()


def test_the_switch_keeps_what_was_typed_and_shows_the_same_step_in_english(reader: Client):
    reader.post("/lapor/1/", {"pelapor": "individual", "nama_disebut": "tanpa"})

    turned = reader.post("/lapor/2/", {"orang-TOTAL_FORMS": "1", "orang-INITIAL_FORMS": "0", "orang-0-nama": "Hendro P.", "bahasa": "en"})
    page = reader.get(turned["Location"]).content.decode()

    assert (turned.status_code, turned["Location"], turned.cookies["bahasa"].value) == (302, "/lapor/2/", "en")
    assert '<html lang="en">' in page
    assert 'value="Hendro P."' in page
    assert 'class="error-summary' not in page


def test_the_switch_begins_a_draft_for_who_has_typed_on_the_first_step(reader: Client):
    turned = reader.post("/lapor/1/", {"pelapor": "employee", "bahasa": "en"})
    page = reader.get(turned["Location"]).content.decode()

    assert turned["Location"] == "/lapor/1/"
    assert '<input type="radio" class="form-check-input" name="pelapor" value="employee" id="id_pelapor_0" required checked>' in page


def test_a_page_with_faults_keeps_them_in_the_other_language(reader: Client):
    reader.post("/lapor/1/", {"pelapor": "employee"})

    turned = reader.post("/lapor/1/", {"pelapor": "employee", "bahasa": "en"})
    page = reader.get("/lapor/1/").content.decode()

    assert turned["Location"] == "/lapor/1/#kesalahan"
    assert "<title>Error: " in page


def test_what_is_no_language_of_the_product_sets_no_cookie(reader: Client):
    turned = reader.post("/lapor/1/", {"pelapor": "employee", "bahasa": "xx"})

    assert "bahasa" not in turned.cookies


def test_enter_in_a_field_goes_on_and_does_not_switch_the_language(reader: Client):
    page = reader.get("/lapor/1/").content.decode()

    first = page[page.index('form="langkah"') :]
    assert first.startswith('form="langkah" class="visually-hidden" tabindex="-1" aria-hidden="true">Lanjutkan</button>')


def test_the_switch_comes_back_to_the_words_behind_the_question_mark(reader: Client):
    page = reader.get("/lapor/lanjut/?alasan=habis").content.decode()

    assert '<input type="hidden" name="next" value="/lapor/lanjut/?alasan=habis">' in page


def test_a_page_kept_for_everybody_holds_nothing_of_one_readers_address(reader: Client):
    page = reader.get("/?dari=seseorang").content.decode()

    assert "seseorang" not in page
