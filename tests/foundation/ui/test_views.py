"""View bases, settings frame, health, language, robots and error pages."""

import re

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.template import loader
from django.test import Client
from django.views.generic import TemplateView

from foundation.ui import slots, views
from foundation.ui.context import LINKS

PHONE = '<a href="tel:+627360000100">(0736) 000-0100</a>'


class Hello(views.PublicView):
    def get(self, request):
        return HttpResponse("Halo")


class Landing(Hello):
    cache_seconds = 300


class Closed(views.StaffView):
    def get(self, request):
        return HttpResponse("rahasia")


class Open(Closed):
    def has_permission(self):
        return True


class Refused(Exception):
    """A service said no."""


class Act(views.RefusalsMixin, Open, TemplateView):
    refusals = (Refused,)
    template_name = "ui/language.html"

    def get_form(self):
        return forms.Form({})

    def form_valid(self, form):
        raise Refused("Perkara sudah diteruskan")

    def form_invalid(self, form):
        return HttpResponse("; ".join(form.non_field_errors()), status=422)


class Invalid(Act):
    def get_form(self):
        form = forms.Form({})
        form.add_error(None, "Isi alasan")
        return form


class Broken(Act):
    def form_valid(self, form):
        raise ZeroDivisionError


def test_public_view_asks_no_login_and_is_not_kept(stranger):
    view = Hello.as_view()

    assert view.login_required is False
    assert view(stranger)["Cache-Control"] == "no-store, private"


def test_public_view_without_anything_of_the_visitor_may_be_kept(stranger):
    assert Landing.as_view()(stranger)["Cache-Control"] == "public, max-age=300"


def test_staff_view_is_closed_until_it_says_who_may(officer):
    with pytest.raises(Http404):
        Closed.as_view()(officer)


def test_staff_view_is_not_kept(officer):
    view = Open.as_view()

    assert getattr(view, "login_required", True) is True
    assert view(officer)["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(("view", "words"), [(Act, "Perkara sudah diteruskan"), (Invalid, "Isi alasan")])
def test_refusal_becomes_an_error_of_the_form(officer, view, words):
    officer.method = "POST"

    response = view.as_view()(officer)

    assert (response.status_code, response.content.decode()) == (422, words)


def test_other_exceptions_are_not_swallowed(officer):
    officer.method = "POST"

    with pytest.raises(ZeroDivisionError):
        Broken.as_view()(officer)


@pytest.fixture
def settings_pages(monkeypatch):
    monkeypatch.setattr(slots, "settings_page", slots.Slot())
    return slots.settings_page


def test_settings_are_404_without_a_page(officer, settings_pages):
    settings_pages.register(slots.SettingsPage(key="a", label="A", url_name="ui:health", predicate=lambda _request: False))

    with pytest.raises(Http404):
        views.SettingsView.as_view()(officer)


def test_settings_list_the_pages_one_may_open(officer, settings_pages):
    settings_pages.register(slots.SettingsPage(key="a", label="Kesehatan", url_name="ui:health", description="Apa yang diperiksa."))

    html = views.SettingsView.as_view()(officer).render().content.decode()

    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html) == [('<a href="/sehat/">Kesehatan</a>', "Apa yang diperiksa.")]


@pytest.fixture
def checks(monkeypatch):
    monkeypatch.setattr(slots, "health_check", slots.Slot())
    monkeypatch.setattr(slots, "health_reader", slots.Slot())

    def add(key, *, ok, critical=False):
        finding = slots.Finding(ok=ok, words=f"Kata {key}")
        slots.health_check.register(slots.HealthCheck(key=key, label=key, check=lambda: finding, critical=critical))

    return add


@pytest.mark.parametrize(
    ("critical", "other", "status", "words"),
    [(True, True, 200, "sehat\n"), (True, False, 200, "sehat\n"), (False, True, 503, "gangguan\n")],
)
def test_health_tells_the_public_one_word(stranger, checks, critical, other, status, words):
    checks("basis", ok=critical, critical=True)
    checks("libur", ok=other)

    response = views.HealthView.as_view()(stranger)

    assert (response.status_code, response.content.decode(), response["Content-Type"]) == (status, words, "text/plain; charset=utf-8")


def test_health_runs_costly_checks_for_operators_only(stranger, checks):
    slots.health_check.register(slots.HealthCheck(key="costly", label="costly", check=lambda: pytest.fail("ran for the public")))

    assert views.HealthView.as_view()(stranger).status_code == 200


def test_health_tells_operators_what_was_found(officer, checks):
    checks("basis", ok=True, critical=True)
    checks("libur", ok=False)
    slots.health_reader.register(slots.HealthReader(key="admin", predicate=lambda _request: True))

    html = views.HealthView.as_view()(officer).render().content.decode()

    assert re.findall(r"</svg>([^<]+)</span></td><td[^>]*>([^<]+)<", html) == [("Baik", "Kata basis"), ("Perlu ditangani", "Kata libur")]


@pytest.mark.parametrize("reader", [None, lambda _request: False])
def test_health_is_one_word_for_other_staff(officer, checks, reader):
    checks("basis", ok=True, critical=True)
    if reader:
        slots.health_reader.register(slots.HealthReader(key="admin", predicate=reader))

    assert views.HealthView.as_view()(officer).content == b"sehat\n"


def test_health_readers_are_not_asked_about_strangers(stranger, checks):
    stranger.user = AnonymousUser()
    slots.health_reader.register(slots.HealthReader(key="admin", predicate=lambda _request: True))

    assert views.may_read_health(stranger) is False


@pytest.mark.django_db
def test_database_answers():
    assert views.database_answers() == slots.Finding(ok=True, words="Basis data menjawab.")


def test_database_that_does_not_answer(monkeypatch):
    monkeypatch.setattr(views, "connection", None)

    assert views.database_answers().ok is False


@pytest.mark.django_db
def test_health_over_the_address():
    response = Client().get("/sehat/")

    assert (response.status_code, response.content) == (200, b"sehat\n")


def test_language_page_offers_both_without_cookies():
    response = Client().get("/bahasa/")

    assert re.findall(r'class="btn" type="submit" name="language" value="(\w+)"', response.content.decode()) == ["id", "en"]
    assert dict(response.cookies) == {}


def test_language_is_chosen_by_a_button_and_leads_back():
    browser = Client(enforce_csrf_checks=True)

    response = browser.post("/bahasa/", {"language": "en", "next": "/bahasa/"})
    page = browser.get("/bahasa/").content.decode()

    assert (response.status_code, response["Location"], response.cookies["bahasa"].value) == (302, "/bahasa/", "en")
    assert re.findall(r'<html lang="(\w+)">', page) == ["en"]


def test_language_does_not_lead_elsewhere():
    assert Client().post("/bahasa/", {"language": "en", "next": "https://contoh.example/"})["Location"] == "/"


def test_robots():
    response = Client().get("/robots.txt")

    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /petugas/",
        "Disallow: /status/",
        "Disallow: /lapor/",
        "Disallow: /keaslian/",
        "Disallow: /gateway/",
    ]


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_tell_the_way_on(stranger, name):
    html = loader.get_template(name).render({}, stranger)

    assert html.count(PHONE) == 2
    assert [html.count(f'<li><a href="{LINKS[key]}">') for key in ("report", "status", "ways")] == [1, 1, 2]
    assert html.count('name="robots" content="noindex"') == 1


def test_the_public_pays_no_question_for_a_page_that_is_not_there(db, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/tidak-ada/")

    page = response.content.decode()
    assert (response.status_code, page.count(f'<li><a href="{LINKS["report"]}">'), "Kembali ke ruang kerja" in page) == (404, 1, False)


@pytest.mark.parametrize(
    ("handler", "status"), [(views.server_error, 500), (lambda request: views.bad_request(request, ValueError()), 400)]
)
def test_error_pages_need_no_database(stranger, handler, status):
    del stranger.user

    response = handler(stranger)

    assert (response.status_code, response.content.decode().count(PHONE)) == (status, 2)
