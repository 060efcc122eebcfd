"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """The room `channels`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "channels"
    label = "channels"

    def ready(self) -> None:
        """Register what this room shows on the staff's screens."""
        from channels import slots
        from foundation.audit.triggers import append_only, register

        slots.register()
        for trigger in append_only("channels_channel", updates=True):
            register(trigger)
