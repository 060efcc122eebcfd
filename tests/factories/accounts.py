"""People for tests: a user with roles in force, a browser signed in as one, and the keyring that goes with it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import factory
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from foundation.accounts import services, unlocking
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, Unit, User
from foundation.vault import holders
from foundation.vault.holders import UnlockedHolder
from foundation.vault.keys import Keyring

PASSWORD = "kuda-laut-membaca-12"
HIRED_AT = datetime(2020, 1, 2, 3, 0, tzinfo=UTC)
SINCE = date(2020, 1, 2)
MONDAY_MORNING = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
"""Monday 16 November 2026, 09.00 WIB."""


class UnitFactory(factory.django.DjangoModelFactory):
    """A work unit outside the Inspektorat, unless is_inspectorate=True."""

    class Meta:
        model = Unit

    code = factory.Sequence(lambda number: f"UNIT-{number}")
    name = factory.Sequence(lambda number: f"Dinas Contoh {number}")


class UserFactory(factory.django.DjangoModelFactory):
    """A person with a key pair who signs in with PASSWORD; no role."""

    class Meta:
        model = get_user_model()

    username = factory.Sequence(lambda number: f"pegawai{number}")
    full_name = factory.Sequence(lambda number: f"Pegawai Contoh {number}")
    password = PASSWORD
    email = factory.LazyAttribute(lambda person: f"{person.username}@kantor.contoh.id")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        return services.create_user(**fields, by=None, at=HIRED_AT)


def appoint(user: User, role: Role, **options: Any) -> Appointment:
    """An appointment in force since 2020 with its undertaking; give valid_from, valid_to, unit or undertaking_on=None to differ.

    Who keeps identities inside the Inspektorat and has no unit is put there.
    """
    undertaking_on = options.pop("undertaking_on", SINCE)
    if role == Role.CUSTODIAN_INSIDE and user.unit is None:
        user.unit = UnitFactory(is_inspectorate=True)
        user.save(update_fields=["unit"])
    facts = {"sk_number": "SK/1/2020", "sk_date": SINCE, "valid_from": SINCE, "by": None, "at": HIRED_AT, **options}
    appointment = services.appoint(user, role, **facts)
    if undertaking_on is None:
        return appointment
    return services.record_undertaking(appointment, on=undertaking_on, reference="PK/1/2020", by=None, at=timezone.now())


def person(*roles: Role, **fields: Any) -> User:
    """A person who holds these roles today."""
    user = UserFactory(**fields)
    for role in roles:
        appoint(user, role)
    return user


def unlocked(user: User, password: str = PASSWORD) -> UnlockedHolder:
    """The person's private key, as the password opens it."""
    return holders.unlock(user.holder, password)


def keyring(user: User, *, at: datetime) -> Keyring:
    """The keyring that a request of this person has at this moment."""
    return Keyring(unlocked(user), at=at)


def signed_in(user: User, *, at: datetime | None = None) -> Client:
    """A browser in which this person signed in (now, or at a moment given): session and both halves of the key."""
    client = Client()
    client.force_login(user)
    request, response = _Request(client), HttpResponse()
    unlocking.keep(request, response, unlocked(user) if user.holder else None, at=at or timezone.now())
    request.session.save()
    client.cookies.update(response.cookies)
    return client


def names(users: Iterable[User]) -> list[str]:
    """User names in order, for comparing."""
    return sorted(user.username for user in users)


class _Request:
    """As much of a request as the keeping of keys touches."""

    def __init__(self, client: Client) -> None:
        self.session, self.META = client.session, {}
        self.COOKIES = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
