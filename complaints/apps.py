"""Django's door to this room: hangs menu, tabs and actions on shared screens when the application starts."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """The case file."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "complaints"
    label = "complaints"

    def ready(self) -> None:
        """Register what this room shows on the staff's screens."""
        from complaints.slots import entries

        entries.register()
