"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class InvestigationsConfig(AppConfig):
    """The room `investigations`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "investigations"
    label = "investigations"

    def ready(self) -> None:
        """Register what this room shows on the case screen, and what it does on news."""
        from complaints.events import rerouted
        from investigations.receivers import hold_for_mayor
        from investigations.slots import entries

        entries.register()
        rerouted.connect(hold_for_mayor, dispatch_uid="investigations.hold_for_mayor")
