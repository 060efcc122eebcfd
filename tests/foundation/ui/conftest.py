"""Rendering a line of template as a page would, without its line breaks."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from foundation.ui import slots


@pytest.fixture(autouse=True)
def empty_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rooms' own entries ask for more than these requests carry, and for a database."""
    monkeypatch.setattr(slots, "menu", slots.Slot())
    monkeypatch.setattr(slots, "public_notice", slots.Slot())


@pytest.fixture
def stranger() -> HttpRequest:
    """A request of somebody without an account."""
    request = RequestFactory().get("/petugas/", {"tahap": "terbuka"})
    request.user = SimpleNamespace(is_authenticated=False)
    return request


@pytest.fixture
def officer(stranger: HttpRequest) -> HttpRequest:
    """A request of somebody who is signed in."""
    stranger.user = SimpleNamespace(is_authenticated=True, full_name="R. Anjani")
    stranger.roles = frozenset()  # type: ignore[attr-defined]
    return stranger


@pytest.fixture
def render(stranger: HttpRequest) -> Callable[..., str]:
    """`render("{% icon 'lock' %}", name=value)`: the HTML on one line."""

    def rendered(source: str, request: HttpRequest = stranger, **context: Any) -> str:
        html = engines["django"].from_string(source).render(context, request)
        return re.sub(r"\s*\n\s*", "", html)

    return rendered
