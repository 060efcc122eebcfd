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
