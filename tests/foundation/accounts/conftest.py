"""A clock that tests set, and a cache without the attempts of other tests."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.factories.accounts import MONDAY_MORNING


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Throttling counts in the cache."""
    cache.clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """It is Monday morning; calling it with a moment makes it that moment."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(MONDAY_MORNING)
    return set_to
