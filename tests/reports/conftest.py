"""People, keys and days off that the tests of this room share."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client

from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.vault.holders import make_recovery_holder

SETUP = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def recovery(db: None, tmp_path: Path) -> None:
    """The institution's recovery key, without which nothing can be sealed."""
    make_recovery_holder(tmp_path / "recovery.key", at=SETUP)


@pytest.fixture
def office(recovery: None, staff: Callable[..., User]) -> SimpleNamespace:
    """The people a report passes through."""
    return SimpleNamespace(
        inspector=staff(Role.INSPECTOR, username="inspektur", full_name="Ibu Inspektur"),
        deputy=staff(Role.DEPUTY_INSPECTOR, username="wakil", full_name="Bapak Wakil"),
        mayor=staff(Role.MAYOR, username="walikota", full_name="Walikota"),
        publisher=staff(Role.PUBLISHER, username="humas", full_name="Humas"),
    )


@pytest.fixture
def inspector_browser(office: SimpleNamespace, browser_of: Callable[..., Client]) -> Client:
    """The Inspektur's browser, with an unlocked key."""
    return browser_of(office.inspector)


@pytest.fixture
def mayor_browser(office: SimpleNamespace, browser_of: Callable[..., Client]) -> Client:
    """The Walikota's browser, with an unlocked key."""
    return browser_of(office.mayor)
