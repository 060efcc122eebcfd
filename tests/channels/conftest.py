"""An office that can receive, a clock that stands, and a visitor who fills in the public form."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from channels.services.seeding import seed_channels
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from tests.channels.visitor import Visitor
from tests.factories.accounts import UnitFactory, person
from tests.factories.complaints import make_institution

MONDAY = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
"""Monday 23 November 2026, 14.05 WIB."""


@dataclass(frozen=True)
class Receivers:
    """As few people as can receive: the Inspektorat's officer, the Inspektur, a custodian, and an officer of another unit."""

    channel: User
    inspector: User
    custodian: User
    receiving: User


class Clock:
    """What `timezone.now()` says in the views."""

    def __init__(self) -> None:
        self.at = MONDAY

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **steps: int) -> None:
        """Let time pass: `forward(days=8)`."""
        self.at += timedelta(**steps)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands at MONDAY until a test moves it."""
    standing = Clock()
    monkeypatch.setattr("django.utils.timezone.now", standing)
    return standing


@pytest.fixture
def ways_in(db: None) -> None:
    """The ways in of a new installation."""
    seed_channels()


@pytest.fixture
def receivers(ways_in: None) -> Receivers:
    """An office in which a complaint reaches somebody."""
    return make_receivers()


@pytest.fixture
def visitor(ways_in: None, clock: Clock) -> Visitor:
    """A browser in which nothing is begun; ask for `receivers` too where something is sent."""
    return Visitor()


def make_receivers() -> Receivers:
    """The institution's keys and the people."""
    make_institution()
    inspectorate = UnitFactory(code="ITDA", name="Inspektorat Daerah", is_inspectorate=True)
    return Receivers(
        channel=person(Role.CHANNEL_OFFICER, username="saluran", full_name="Tuti Marliah", unit=inspectorate),
        inspector=person(Role.INSPECTOR, username="inspektur", full_name="Hasan Basri Contoh", unit=inspectorate),
        custodian=person(Role.CUSTODIAN_INSIDE, username="kustodian", full_name="Siti Wulandari", unit=inspectorate),
        receiving=person(Role.RECEIVING_OFFICER, username="petugas", full_name="Dewi Rasyid", unit=UnitFactory(code="KEC-TA")),
    )
