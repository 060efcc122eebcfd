"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The room `foundation/ui`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.ui"
    label = "ui"
