"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The room `foundation/papers`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.papers"
    label = "papers"

    def ready(self) -> None:
        """Hang the settings pages and the banner; register the triggers of this room."""
        from foundation.audit.triggers import register
        from foundation.papers import slots, triggers

        slots.register()
        for trigger in triggers.paper_triggers():
            register(trigger)
