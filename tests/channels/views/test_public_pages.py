import re

import pytest
from django.test import Client

from channels.models import Channel
from foundation.law.regulation import perwali
from foundation.papers import kept
from foundation.ui import slots
from foundation.ui.kept import KeptPageMixin

PAGES = ["/", "/cara-lain/", "/privasi/", "/aksesibilitas/", "/peraturan/"]


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("path", PAGES)
def test_telling_pages_are_kept_by_browsers_and_set_no_cookie(ways_in, client, path):
    response = client.get(path)

    assert (response.status_code, response["Cache-Control"], dict(response.cookies)) == (200, "public, max-age=300", {})


@pytest.mark.parametrize("path", PAGES)
def test_telling_pages_may_be_found_by_search_engines(ways_in, client, path):
    assert '<meta name="robots" content="index, follow">' in client.get(path).content.decode()


def test_the_landing_page_promises_the_three_terms(ways_in, client):
    promises = re.findall(r'<li><b>(\d+)</b><span>.*?<span class="small text-secondary">(.*?)</span>', client.get("/").content.decode())

    assert promises == [("3", "Pasal 6 ayat (5)"), ("10", "Pasal 7 ayat (2)"), ("30", "Pasal 16")]


def test_the_landing_page_offers_form_then_status(ways_in, client):
    hero = client.get("/").content.decode().split('class="hero ribbon"')[1].split("</div>")[0]

    assert re.findall(r'href="([^"]+)"', hero) == ["/lapor/", "/status/"]


@pytest.mark.parametrize("path", ["/", "/cara-lain/"])
def test_ways_in_are_shown_with_their_addresses(ways_in, client, path):
    Channel.objects.filter(code="kotak-pos").update(advertised=False)

    shown = re.findall(r"<dt>(.*?)</dt>", client.get(path).content.decode())

    assert shown == [
        "Surat",
        "Surat elektronik",
        "Pesan singkat (SMS)",
        "WhatsApp",
        "Telepon",
        "Kotak Saran dan Pengaduan",
        "Datang langsung",
    ]


def test_other_rooms_show_a_part_of_the_landing_page(ways_in, client, monkeypatch):
    monkeypatch.setattr(slots.landing_part, "_entries", {})
    slots.landing_part.register(slots.LandingPart(key="shown", template="components/promises.html", provider=lambda request: {}))
    slots.landing_part.register(slots.LandingPart(key="hidden", template="none.html", provider=lambda request: None))

    assert client.get("/").content.decode().count('<ol class="promise">') == 2


def test_the_regulation_stands_there_word_for_word(ways_in, client):
    shown = text_of(client.get("/peraturan/"))
    articles = [step[1] for step in perwali().articles]

    assert [number for number in articles if f"Pasal {number} " not in shown] == []
    assert "wajib merahasiakan identitas Pelapor atau isi pengaduan dan informasi yang dimiliki." in shown


def test_pages_ask_nothing_of_the_database_but_the_ways_in(ways_in, client, django_assert_num_queries, settings, monkeypatch):
    settings.PAGES_KEPT_SECONDS = 60
    monkeypatch.setattr("foundation.papers.kept._kept", kept._Kept())
    monkeypatch.setattr(KeptPageMixin, "_kept", {})

    with django_assert_num_queries(1):
        client.get("/privasi/")
    with django_assert_num_queries(1):
        client.get("/")
    with django_assert_num_queries(0):
        client.get("/privasi/")


def test_every_page_can_be_left_at_once(ways_in, settings):
    pages = [Client().get(path).content.decode() for path in [*PAGES, "/lapor/", "/lapor/1/", "/lapor/lanjut/"]]

    assert [f'class="exit" href="{settings.SITE["quick_exit_url"]}"' in page for page in pages] == [True] * 8
