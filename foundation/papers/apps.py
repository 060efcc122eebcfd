"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The room `foundation/papers`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.papers"
    label = "papers"
