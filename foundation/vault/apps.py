"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The room `foundation/vault`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.vault"
    label = "vault"
