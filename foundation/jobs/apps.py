"""Django's door to this room: makes every process know every room's handlers."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """The room `foundation/jobs`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Read each room's tasks.py, so that enqueueing a kind nobody handles fails where it is written; hang the health check."""
        from foundation.jobs import slots

        autodiscover_modules("tasks")
        slots.register()
