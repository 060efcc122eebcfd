"""A page that is the same for everybody is made once in a while, in each language, and answered plain or compressed."""

import gzip
import itertools

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views import View

from foundation.ui.kept import KeptPageMixin


class Made(HttpResponse):
    """An answer that is rendered later, as a TemplateResponse is."""

    def render(self) -> HttpResponse:
        return self


class NumberedView(View):
    """Says how often it was made, and in which language."""

    numbers = itertools.count(1)

    def get(self, request: HttpRequest) -> Made:
        return Made(f"{next(self.numbers)} {translation.get_language()}")


@pytest.fixture
def page(rf, settings):
    """Asks a fresh kept view, with the headers given."""
    settings.PAGES_KEPT_SECONDS = 60
    view = type("KeptView", (KeptPageMixin, NumberedView), {"_kept": {}, "numbers": itertools.count(1)}).as_view()
    return lambda **headers: view(rf.get("/", headers=headers))


def test_a_kept_page_is_made_once(page):
    assert [page().content, page().content] == [b"1 id", b"1 id"]


def test_each_language_is_kept_apart(page):
    page()

    with translation.override("en"):
        assert page().content == b"2 en"


def test_a_page_that_is_too_old_is_made_anew(page, settings):
    settings.PAGES_KEPT_SECONDS = 0
    page()

    assert page().content == b"2 id"


def test_a_browser_that_takes_gzip_gets_the_same_page_compressed(page):
    plain, compressed = page(), page(accept_encoding="gzip, br")

    assert gzip.decompress(compressed.content) == plain.content
    assert (plain.get("Content-Encoding"), compressed["Content-Encoding"]) == (None, "gzip")
    assert (plain["Vary"], compressed["Vary"]) == ("Accept-Encoding", "Accept-Encoding")
