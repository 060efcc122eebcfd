"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The room `foundation/audit`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.audit"
    label = "audit"
