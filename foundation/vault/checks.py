"""What Django's system check asks of the vault before the site starts."""

from collections import Counter
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks

from foundation.vault.holders.staff import PASSWORD_MEMORY, PASSWORD_OPS
from foundation.vault.owners import naming_columns
from foundation.vault.sealing import sealed_fields


@checks.register
def tags_are_unique(**_: Any) -> list[checks.CheckMessage]:
    """Two fields with one tag would open each other's values."""
    counted = Counter(field.tag for field in sealed_fields())
    return [
        checks.Error(f"SealedField tag {field.tag!r} is declared twice.", obj=field, id="vault.E004")
        for field in sealed_fields()
        if counted[field.tag] > 1
    ]


@checks.register
def files_are_named_as_agreed(**_: Any) -> list[checks.CheckMessage]:
    """A column called nearly like those that name sealed files is not searched, and its files would be taken for nobody's."""
    known = naming_columns()
    columns = [column for model in apps.get_models() if not model._meta.proxy for column in model._meta.local_concrete_fields]
    return [
        checks.Error(f"{column} looks as if it named sealed files: call it stored_name or stored_names.", obj=column, id="vault.E006")
        for column in columns
        if column.name.startswith("stored") and column not in known
    ]


@checks.register(checks.Tags.security, deploy=True)
def passwords_are_stretched(**_: Any) -> list[checks.CheckMessage]:
    """The settings that make tests quick are refused in production."""
    ops = getattr(settings, "VAULT_PASSWORD_OPS", PASSWORD_OPS)
    memory = getattr(settings, "VAULT_PASSWORD_MEMORY", PASSWORD_MEMORY)
    if ops >= PASSWORD_OPS and memory >= PASSWORD_MEMORY:
        return []
    return [checks.Error("VAULT_PASSWORD_OPS or VAULT_PASSWORD_MEMORY is weaker than 3 passes over 64 MiB.", id="vault.E005")]
