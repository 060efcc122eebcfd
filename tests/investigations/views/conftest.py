"""Browsers on a Monday morning: 23 November 2026, 10.00 WIB, the day on which things are signed."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from foundation.accounts.models import User
from tests.factories.accounts import signed_in
from tests.factories.investigations import SIGNED_AT


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still."""
    monkeypatch.setattr(timezone, "now", lambda: SIGNED_AT)


@pytest.fixture
def browser(db: None) -> Callable[[User], Client]:
    """A browser in which somebody has signed in that morning."""
    return lambda user: signed_in(user, at=SIGNED_AT)
