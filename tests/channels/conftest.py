"""The office with its ways in, and a visitor who fills in the public form."""

import pytest

from channels.services.seeding import seed_channels
from tests.channels.visitor import Visitor
from tests.factories.complaints import Office, make_office


@pytest.fixture
def ways_in(db: None) -> None:
    """The ways in of a new installation."""
    seed_channels()


@pytest.fixture
def office(ways_in: None) -> Office:
    """An office with everybody in it, and its ways in."""
    return make_office()


@pytest.fixture
def visitor(office: Office) -> Visitor:
    """A browser without JavaScript in which nothing is begun, and an office that can receive."""
    return Visitor()
