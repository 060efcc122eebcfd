"""Django's door to this room: listens for wishes and hangs the officers' page on the menu."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """Safety of those who speak."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "protection"
    label = "protection"

    def ready(self) -> None:
        """Connect the one piece of news this room hears, and its menu entry."""
        from complaints.events import protection_asked
        from protection import receivers, slots

        protection_asked.connect(receivers.keep_request, dispatch_uid="protection.keep_request")
        slots.register()
