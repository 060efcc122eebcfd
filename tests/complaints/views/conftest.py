"""The office at a moment that the test sets, and browsers of its people."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from channels.services.seeding import seed_channels
from tests.complaints.views.desk import NOW, Desk
from tests.factories.complaints import Office


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Wrong codes are counted in the cache."""
    cache.clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """It is NOW; calling it with a moment makes it that moment."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(NOW)
    return set_to


@pytest.fixture
def desk(office: Office, clock: Callable[[datetime], None]) -> Desk:
    """The office at work: people, browsers, complaints on their way."""
    seed_channels()
    return Desk(office, clock)
