"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room `foundation/accounts`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Hang the settings page, the menu entry and the health check; register the triggers and the job of this room."""
        from foundation.accounts import slots, tasks, triggers  # noqa: F401 - importing it registers the job
        from foundation.audit.triggers import register

        slots.register()
        for trigger in triggers.role_triggers():
            register(trigger)
