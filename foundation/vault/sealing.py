"""Sealing and opening the fields of rows; what arrives without a key is dropped in and re-sealed at the next opening.

A sealed value is JSON with a version in front: `[1, value]`.
"""

import json
from typing import Any

from django.apps import apps
from django.db import models, transaction

from foundation.vault import envelopes
from foundation.vault.envelopes import Place
from foundation.vault.errors import CannotOpen, NotSealable
from foundation.vault.fields import SealedField
from foundation.vault.keys import Keys
from foundation.vault.models import Compartment

SHAPE = 1


def seal(instance: models.Model, name: str, value: Any, keys: Keys) -> None:
    """Put `value` (anything JSON holds; None empties the field) sealed into the attribute `name`; the caller saves the row.

    Raises NoAccess when `keys` don't open the field's compartment, NotSealable when the row has none.
    """
    field = sealed_field(type(instance), name)
    if value is None:
        setattr(instance, name, None)
        return
    compartment = compartment_of(instance, field)
    sealed = envelopes.lock(written(value), keys.key(compartment), place_of(instance, field, compartment))
    setattr(instance, name, sealed)


def drop(instance: models.Model, name: str, value: Any) -> None:
    """As `seal`, but without any key: whoever drops can't read it back. Inside a transaction that also saves the row.

    Locks the compartment, so that its epoch can't change in between, and marks that something waits there.
    Raises NotSealable outside a transaction or when the row has no compartment.
    """
    field = sealed_field(type(instance), name)
    linked = compartment_of(instance, field)
    if not transaction.get_connection().in_atomic_block:
        raise NotSealable("a drop and its row are stored in one transaction")
    compartment = Compartment.objects.select_for_update().get(pk=linked.pk)
    if not compartment.has_drops:
        compartment.has_drops = True
        compartment.save(update_fields=["has_drops"])
    linked.epoch, linked.public_key, linked.has_drops = compartment.epoch, compartment.public_key, True
    place = place_of(instance, field, compartment)
    setattr(instance, name, envelopes.lock_drop(written(value), bytes(compartment.public_key), place))


def open_sealed(instance: models.Model, name: str, keys: Keys) -> Any:
    """The value sealed in the attribute `name`; None when it is empty.

    Raises NoAccess when `keys` don't open its compartment, CannotOpen when it was changed, cut or moved here.
    """
    field = sealed_field(type(instance), name)
    sealed = getattr(instance, name)
    if sealed is None:
        return None
    compartment = compartment_of(instance, field)
    plain = envelopes.unlock(bytes(sealed), keys.key(compartment), place_of(instance, field, compartment))
    return read(plain)


def written(value: Any) -> bytes:
    """The versioned JSON of a value. Lone surrogates, which hostile input contains, survive."""
    return json.dumps([SHAPE, value], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def read(plain: bytes) -> Any:
    """The value of versioned JSON. Raises CannotOpen for a version this release does not know."""
    shape, value = json.loads(plain.decode("utf-8", "surrogatepass"))
    if shape != SHAPE:
        raise CannotOpen("a sealed value was written by a newer release")
    return value


def sealed_field(model: type[models.Model], name: str) -> SealedField:
    """The declaration of a sealed attribute. Raises FieldDoesNotExist, or TypeError when it is an ordinary field."""
    field = model._meta.get_field(name)
    if not isinstance(field, SealedField):
        raise TypeError(f"{model.__name__}.{name} is not sealed")
    return field


def sealed_fields() -> list[SealedField]:
    """Every sealed field of every installed model, by tag: the registry that re-keying walks without knowing a room above."""
    models_with_tables = [model for model in apps.get_models() if not model._meta.proxy]
    found = [field for model in models_with_tables for field in model._meta.local_fields if isinstance(field, SealedField)]
    return sorted(found, key=lambda field: field.tag)


def compartment_of(instance: models.Model, field: SealedField) -> Compartment:
    """The compartment a row's field is sealed in. Raises NotSealable when the row has none yet."""
    compartment = getattr(instance, field.inside)
    if not isinstance(compartment, Compartment):
        raise NotSealable(f"{type(instance).__name__}.{field.inside} is empty")
    return compartment


def place_of(instance: models.Model, field: SealedField, compartment: Compartment) -> Place:
    """Where this value stands."""
    return Place(tag=field.tag, row=instance.pk, compartment=compartment.pk, epoch=compartment.epoch)
