"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The room `reports`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "reports"
    label = "reports"

    def ready(self) -> None:
        """Register what this room shows on the staff's screens."""
        from reports import slots

        slots.register()
