"""The office in which cases are followed up."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from complaints.models import Complaint
from tests.factories.complaints import Office, make_office
from tests.factories.investigations import forwarded, under_review


@pytest.fixture(scope="module")
def shared_office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """An office that the tests of one file find in the database, made once: each test's own changes are rolled back before it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_office()
        transaction.set_rollback(True)


@pytest.fixture
def office(shared_office: Office, db: None) -> Office:
    """An office with everybody in it."""
    return shared_office


@pytest.fixture
def before_inspector(office: Office) -> Complaint:
    """A case that waits for a disposition."""
    return forwarded(office)


@pytest.fixture
def reviewed(office: Office) -> Complaint:
    """A case under review by office.auditor."""
    return under_review(office)
