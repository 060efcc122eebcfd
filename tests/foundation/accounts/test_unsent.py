"""A form sent after its session ended: the words come back, are sent after signing in, and nobody else gets a form to send."""

from datetime import timedelta

import pytest
from django import forms as django_forms
from django.test import Client
from django.utils import timezone

from complaints.models import Complaint, Message
from foundation.accounts import forms, proofs
from foundation.accounts.views.typed import PASSWORDS
from foundation.vault.sealing import open_sealed
from tests.complaints.views.reading import form_of, text_of
from tests.factories.accounts import PASSWORD, keyring
from tests.factories.complaints import Office, make_office, received

WORDS = "Apakah Anda masih menyimpan bukti bayar?\nTolong jangan dihapus <b>dulu</b>."
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def browser_of(office: Office) -> Client:
    browser = Client(enforce_csrf_checks=True)
    signed = sign_in(browser, office)
    assert signed.status_code == 302
    return browser


def sign_in(browser: Client, office: Office):
    page = browser.get("/petugas/masuk/")
    return browser.post("/petugas/masuk/", {**form_of(page, "login"), "login": office.inspector.username, "password": PASSWORD}, **HERE)


def test_words_typed_into_an_ended_session_come_back_and_are_sent_after_signing_in(office: Office):
    case = received().complaint
    address = f"/petugas/perkara/{case.pk}/pesan/"
    browser = browser_of(office)
    form = {**form_of(browser.get(address), "pesan"), "pesan": WORDS}
    for name in ("sesi", "kunci"):
        del browser.cookies[name]

    lost = browser.post(address, form, **HERE)
    assert (lost.status_code, "Tulisan Anda belum terkirim" in text_of(lost), "no-store" in lost["Cache-Control"]) == (403, True, True)
    assert "&lt;b&gt;dulu&lt;/b&gt;" in lost.content.decode()
    assert Complaint.objects.get().messages.count() == 0

    old = form_of(lost, "pesan")
    sign_in(browser, office)
    again = browser.post(address, old, **HERE)
    assert (again.status_code, "Anda sudah masuk lagi." in text_of(again)) == (403, True)
    assert browser.post(address, form_of(again, "pesan"), **HERE).status_code == 302

    message = Message.objects.get()
    assert open_sealed(message, "body", keyring(office.inspector, at=timezone.now() + timedelta(hours=1)))["text"].split() == WORDS.split()


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://lain.invalid"}])
def test_a_page_of_another_site_makes_nobody_send_its_words(office: Office, origin: dict[str, str]):
    browser = browser_of(office)

    response = browser.post("/petugas/perkara/0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00/pesan/", {"pesan": WORDS}, **origin)

    assert (response.status_code, "Periksa, lalu kirim" in text_of(response), "jangan dihapus" in text_of(response)) == (403, False, False)


@pytest.mark.parametrize("sent", [{}, {"yakin": "1"}, {"pesan": "Pendek saja."}, {"current": "empat kata acak", "new": WORDS}])
def test_without_written_words_or_with_a_password_the_sign_in_page_follows(office: Office, sent: dict[str, str]):
    response = Client().post("/petugas/sandi/", sent)

    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/petugas/masuk/")


def test_every_password_field_of_this_room_is_known_by_name():
    found = {
        name
        for module in (forms, proofs)
        for form in vars(module).values()
        if isinstance(form, type) and issubclass(form, django_forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, django_forms.PasswordInput)
    }

    assert found | {"password"} == PASSWORDS
