"""Django's door to this room: registers its triggers and system checks when all models are known."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The room `foundation/vault`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.vault"
    label = "vault"

    def ready(self) -> None:
        """Every room's sealed fields are known now, so their tables can be guarded."""
        from foundation.vault import checks, triggers  # noqa: F401 - models are not loaded at import time

        triggers.register_all()
