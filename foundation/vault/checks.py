"""What Django's system check asks of the vault before the site starts."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core import checks

from foundation.vault.holders.staff import PASSWORD_MEMORY, PASSWORD_OPS
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


@checks.register(checks.Tags.security, deploy=True)
def passwords_are_stretched(**_: Any) -> list[checks.CheckMessage]:
    """The settings that make tests quick are refused in production."""
    ops = getattr(settings, "VAULT_PASSWORD_OPS", PASSWORD_OPS)
    memory = getattr(settings, "VAULT_PASSWORD_MEMORY", PASSWORD_MEMORY)
    if ops >= PASSWORD_OPS and memory >= PASSWORD_MEMORY:
        return []
    return [checks.Error("VAULT_PASSWORD_OPS or VAULT_PASSWORD_MEMORY is weaker than 3 passes over 64 MiB.", id="vault.E005")]
