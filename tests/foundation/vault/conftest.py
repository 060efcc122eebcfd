"""Holders, compartments and a reader of the test-only room."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from foundation.vault.compartments import create_compartment
from foundation.vault.enums import CompartmentKind
from foundation.vault.holders import UnlockedHolder, make_dispatch_holder, make_recovery_holder, make_staff_holder, unlock
from foundation.vault.keys import Keyring, OpenedCompartment
from foundation.vault.models import Holder

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Monday 23 November 2026, 10.00 WIB."""
PATIENT = settings(suppress_health_check=list(HealthCheck))
"""For property tests that need a database and keys: one example takes its time, and shares the fixtures of the test."""


class Person:
    """A member of staff in memory: holder and password."""

    def __init__(self, password: str) -> None:
        self.password = password
        self.holder = make_staff_holder(password, at=AT)

    @property
    def unlocked(self) -> UnlockedHolder:
        return unlock(Holder.objects.get(pk=self.holder.pk), self.password)

    def keyring(self, at: datetime = AT) -> Keyring:
        return Keyring(self.unlocked, at=at)


@pytest.fixture
def recovery(db: None, tmp_path: Path) -> Holder:
    return make_recovery_holder(tmp_path / "keys" / "recovery.key", at=AT)


@pytest.fixture
def dispatch(db: None, tmp_path: Path) -> Holder:
    return make_dispatch_holder(tmp_path / "keys" / "dispatch.key", at=AT)


@pytest.fixture
def ayu(db: None) -> Person:
    return Person("sandi-ayu-panjang")


@pytest.fixture
def budi(db: None) -> Person:
    return Person("sandi-budi-panjang")


@pytest.fixture
def make(recovery: Holder) -> Callable[..., OpenedCompartment]:
    """Make a compartment open to these people."""

    def made(*people: Person, kind: str = CompartmentKind.CONTENT, group: uuid.UUID | None = None) -> OpenedCompartment:
        holders = [person.holder for person in people]
        return create_compartment(kind, group=group or uuid.uuid4(), holders=holders, by=None, reason="test", at=AT)

    return made
