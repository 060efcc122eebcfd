"""The model field that holds ciphertext: `SealedField(tag="complaint.story", inside="content")`."""

import re
from typing import Any

from django.core import checks
from django.db import models

TAG = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
LONGEST_TAG = 60


class SealedField(models.BinaryField):
    """Ciphertext of one JSON value, or NULL. Written and read through `foundation.vault.sealing` only.

    `tag` is authenticated with each value and is therefore never renamed, whatever happens to model or column.
    `inside` names the foreign key of the same model that points to the vault.Compartment the value is sealed in.
    """

    def __init__(self, *args: Any, tag: str, inside: str, **kwargs: Any) -> None:
        self.tag = tag
        self.inside = inside
        kwargs.update(null=True, blank=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Name and arguments, for migrations."""
        name, path, args, kwargs = super().deconstruct()
        for implied in ("null", "blank", "editable"):
            kwargs.pop(implied, None)
        return name, path, args, {**kwargs, "tag": self.tag, "inside": self.inside}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """The tag is well formed, `inside` leads to a compartment, and the row has a UUID before it is stored."""
        return [*super().check(**kwargs), *self._check_tag(), *self._check_inside(), *self._check_primary_key()]

    def _check_tag(self) -> list[checks.CheckMessage]:
        if TAG.fullmatch(self.tag) and len(self.tag) <= LONGEST_TAG:
            return []
        return [checks.Error(f"SealedField tag {self.tag!r} is not of the form 'room.field'.", obj=self, id="vault.E001")]

    def _check_inside(self) -> list[checks.CheckMessage]:
        named = {field.name: field for field in self.model._meta.get_fields()}
        link = named.get(self.inside)
        target = getattr(link, "related_model", None)
        if isinstance(link, models.ForeignKey) and target is not None and target._meta.label == "vault.Compartment":
            return []
        return [checks.Error(f"inside={self.inside!r} is no foreign key to vault.Compartment.", obj=self, id="vault.E002")]

    def _check_primary_key(self) -> list[checks.CheckMessage]:
        key = self.model._meta.pk
        if isinstance(key, models.UUIDField) and key.has_default():
            return []
        return [checks.Error("A sealed row needs a UUID primary key with a default.", obj=self, id="vault.E003")]
