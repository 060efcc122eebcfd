"""Who acts and what is acted on: kinds and UUIDs, so that the log needs no other room's tables."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Model, TextChoices


class Actor(TextChoices):
    """The kinds of actor. SYSTEM and REPORTER have no id: the log never says which reporter."""

    SYSTEM = "system", "Sistem"
    STAFF = "staff", "Petugas"
    REPORTER = "reporter", "Pelapor"


class HasUuid(Protocol):
    """Anything whose primary key is a UUID; in practice a user."""

    pk: Any


@dataclass(frozen=True)
class Target:
    """One thing with a history of its own: a model's label ("complaints.Complaint") and the row's UUID."""

    kind: str
    id: UUID


def target_of(thing: Model | Target) -> Target:
    """The target that a row is. A whole-number key n is written as the UUID of value n.

    Raises TypeError for a row without a key yet, or with a key of any other type.
    """
    if isinstance(thing, Target):
        return thing
    label, key = thing._meta.label, thing.pk
    if isinstance(key, UUID):
        return Target(label, key)
    if isinstance(key, int):
        return Target(label, UUID(int=key))
    raise TypeError(f"{label} has no UUID or whole-number key to be recorded under")


def actor_of(by: "HasUuid | Actor | UUID | None") -> tuple[Actor, UUID | None]:
    """The kind and id of whoever acts: None is the system, a bare UUID or a user is staff.

    Raises TypeError for staff without an id.
    """
    if by is None:
        return Actor.SYSTEM, None
    if isinstance(by, Actor):
        if by is Actor.STAFF:
            raise TypeError("staff act under their id")
        return by, None
    key = by if isinstance(by, UUID) else by.pk
    if not isinstance(key, UUID):
        raise TypeError(f"{type(by).__name__} has no UUID to act under")
    return Actor.STAFF, key
