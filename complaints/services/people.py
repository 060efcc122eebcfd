"""Turns the reader groups of rules.confidentiality into people, leaving out whoever is walled."""

import unicodedata
from collections.abc import Collection, Iterable, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from complaints.enums import Routing
from complaints.rules.confidentiality import NamedPerson, Reader, Recipients, recipients_now, rows_from
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import appointments_in_force, inspectorate_units, offices_held

READER_ROLES: dict[Reader, tuple[Role, ...]] = {
    Reader.HANDLING_OFFICER: (Role.CHANNEL_OFFICER,),
    Reader.INSPECTOR: (Role.INSPECTOR,),
    Reader.INSPECTOR_LINE: (Role.INSPECTOR, Role.DEPUTY_INSPECTOR),
    Reader.ONE_DELEGATE: (Role.DELEGATE,),
    Reader.DELEGATES: (Role.DELEGATE,),
    Reader.REFERRAL_OFFICERS: (Role.REFERRAL_OFFICER,),
    Reader.CUSTODIANS_INSIDE: (Role.CUSTODIAN_INSIDE,),
    Reader.CUSTODIANS_OUTSIDE: (Role.CUSTODIAN_OUTSIDE,),
}


OUTSIDERS = frozenset({Reader.ONE_DELEGATE, Reader.DELEGATES, Reader.REFERRAL_OFFICERS, Reader.CUSTODIANS_OUTSIDE})
"""Who stands in where the Inspektorat itself may be complained of; appointing keeps its staff out, and so does choosing."""

INSIDERS = frozenset({Role.DEPUTY_INSPECTOR, Role.AUDITOR, Role.CHANNEL_OFFICER, Role.CUSTODIAN_INSIDE})
"""Offices that only the Inspektorat's own people hold, whatever unit is on record for them."""


class NobodyCanReceive(Exception):
    """No keyed officer is in office who may read this complaint; it cannot be sealed, so it is not taken in."""


@dataclass(frozen=True)
class Chosen:
    """The people a complaint is sealed to."""

    readers: tuple[User, ...]
    custodians: tuple[User, ...]
    handling_officer: User | None


def choose(row: Recipients, *, walled: Iterable[User], registrar: User | None, on: date) -> Chosen:
    """The people of one row of the table on `on` (WIB).

    `walled` receive nothing. `registrar` is the officer who registers what came to his own desk; he then is the handling
    officer instead of the Inspektorat's channel officers, unless he is walled. Raises NobodyCanReceive when no reader is left.
    """
    barred = {user.pk for user in walled}
    in_office = _in_office({*row.content, *row.identity}, on=on)
    readers: dict[object, User] = {}
    handling: User | None = None
    for reader in row.content:
        own_desk = reader == Reader.HANDLING_OFFICER and registrar is not None and registrar.pk not in barred
        people = [registrar] if own_desk and registrar else in_office[reader]
        allowed = [user for user in people if user.pk not in barred]
        if reader == Reader.ONE_DELEGATE:
            allowed = allowed[:1]
        if reader == Reader.HANDLING_OFFICER and allowed:
            handling = allowed[0]
        readers.update({user.pk: user for user in allowed})
    if not readers:
        raise NobodyCanReceive
    custodians = [user for reader in row.identity for user in in_office[reader] if user.pk not in barred]
    return Chosen(tuple(readers.values()), tuple(custodians), handling)


def choose_row(
    routing: Routing, *, forwarded: bool = False, walled: Collection[User], registrar: User | None, on: date
) -> tuple[Routing, Chosen]:
    """The first row from `routing` on towards the strictest that has a reader on `on` (WIB), and its people.

    So nobody makes a complaint impossible to file by naming whoever would read it. `forwarded`: no officer who receives
    complaints reads it any more; the rest as `choose`. Raises NobodyCanReceive when no row has a reader.
    """
    for row in rows_from(routing):
        with suppress(NobodyCanReceive):
            return row, choose(recipients_now(row, forwarded=forwarded), walled=walled, registrar=registrar, on=on)
    raise NobodyCanReceive


def custodians_in_office(row: Recipients, *, walled: Collection[UUID], on: date) -> list[User]:
    """Who keeps the identity of a row on `on` (WIB), without the people whose keys (of User) are `walled`."""
    people = _in_office(row.identity, on=on)
    return [user for reader in row.identity for user in people[reader] if user.pk not in walled]


def _in_office(readers: Iterable[Reader], *, on: date) -> dict[Reader, list[User]]:
    """Everybody of each group on `on` (WIB), in two queries, always in the same order."""
    asked = set(readers)
    roles = {role for reader in asked for role in READER_ROLES[reader]}
    held = appointments_in_force(*roles, on=on).select_related("user__holder").order_by("user_id")
    inside = inspectorate_units() if asked & OUTSIDERS else frozenset()
    found: dict[Reader, dict[object, User]] = {reader: {} for reader in asked}
    for appointment in held:
        for reader in asked:
            barred = reader in OUTSIDERS and appointment.user.unit_id in inside
            if appointment.role in READER_ROLES[reader] and not barred:
                found[reader][appointment.user_id] = appointment.user
    return {reader: list(people.values()) for reader, people in found.items()}


def offices_that_count(user: User, roles: Set[Role]) -> frozenset[Role]:
    """Of `roles`, those that count for him: none that stands in for the Inspektorat while he works in it, as in choosing."""
    outside = {role for reader in OUTSIDERS for role in READER_ROLES[reader]}
    if not roles & outside or user.unit_id not in inspectorate_units():
        return frozenset(roles)
    return frozenset(roles - outside)


def named_users(names: Iterable[str]) -> list[User]:
    """Users of the system whose full name is exactly (but for case, spaces and marks) one of `names`; also who has no key yet."""
    wanted = {plain for name in names if (plain := plain_name(name))}
    if not wanted:
        return []
    people = User.objects.filter(ended_on__isnull=True).select_related("holder", "unit")
    return [user for user in people if plain_name(user.full_name) in wanted]


def as_named_person(user: User, *, on: date) -> NamedPerson:
    """What the routing rule needs to know of a named user, by his offices, posts and their units on `on` (WIB); three queries."""
    offices = list(offices_held(user, on=on).values_list("role", "unit_id"))
    running = Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    posts = list(user.posts.filter(*running).values_list("echelon", "unit_id"))
    roles = {role for role, _ in offices}
    units = {user.unit_id, *(unit for _, unit in offices), *(unit for _, unit in posts)}
    return NamedPerson(
        is_mayor=Role.MAYOR in roles,
        is_inspector=Role.INSPECTOR in roles,
        is_inspectorate_staff=bool(roles & INSIDERS or units & inspectorate_units()),
        holds_echelon_ii=any(echelon.startswith("II.") for echelon, _ in posts),
    )


def plain_name(name: str) -> str:
    """A name for comparison only: compatibility form, no invisible marks, single spaces, lower case."""
    folded = unicodedata.normalize("NFKC", name)
    visible = "".join(character for character in folded if unicodedata.category(character) not in {"Cf", "Cc"})
    return " ".join(visible.casefold().split())
