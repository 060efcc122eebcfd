"""The language of a page is chosen by its reader alone."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cookie", "language"),
    [(None, "id"), ("en", "en"), ("id", "id"), ("xx", "id"), ("../../etc", "id")],
)
def test_the_switch_decides_and_the_browser_does_not(client: Client, cookie: str | None, language: str):
    if cookie is not None:
        client.cookies["bahasa"] = cookie

    response = client.get("/bahasa/", headers={"accept-language": "en-US,en;q=0.9"})

    assert response.headers["Content-Language"] == language


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "language"), [("/petugas/masuk/", "id"), ("/petugas/", "id"), ("/sehat/", "id"), ("/lapor/", "en")])
def test_staff_read_indonesian_whatever_was_chosen_for_the_public(client: Client, path: str, language: str):
    client.cookies["bahasa"] = "en"

    response = client.get(path)

    assert response.headers["Content-Language"] == language


@pytest.mark.django_db
def test_a_page_of_staff_offers_no_other_language(client: Client):
    client.cookies["bahasa"] = "en"

    page = client.get("/petugas/masuk/").content.decode()

    assert '<html lang="id">' in page
    assert 'name="language"' not in page
