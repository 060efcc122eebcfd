"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    """The room `foundation/workdays`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.workdays"
    label = "workdays"
