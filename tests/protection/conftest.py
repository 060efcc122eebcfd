"""The office in which protection is asked for."""

import pytest

from tests.factories.complaints import Office, make_office


@pytest.fixture
def office(db: None) -> Office:
    """An office with everybody in it."""
    return make_office()
