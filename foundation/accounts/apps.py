"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room `foundation/accounts`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.accounts"
    label = "accounts"
