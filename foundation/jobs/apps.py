"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The room `foundation/jobs`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.jobs"
    label = "jobs"
