"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """The room `protection`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "protection"
    label = "protection"
