"""Django's door to this room: registers what it hangs on shared screens when the application starts."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.ui import slots
from foundation.ui.views import database_answers, may_read_health


def _has_settings(request: HttpRequest) -> bool:
    """Whether the settings frame has a page for this person."""
    return bool(slots.settings_page.visible(request))


class UiConfig(AppConfig):
    """The room `foundation/ui`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.ui"
    label = "ui"

    def ready(self) -> None:
        """Hangs its own entries on the slots."""
        slots.menu.register(
            slots.MenuEntry(key="settings", label=_("Pengaturan"), url_name="ui:settings", order=900, predicate=_has_settings)
        )
        slots.health_check.register(
            slots.HealthCheck(key="database", label=_("Basis data"), check=database_answers, critical=True, order=10)
        )
        slots.settings_page.register(
            slots.SettingsPage(
                key="health",
                label=_("Kesehatan sistem"),
                url_name="ui:health",
                description=_("Apa yang diperiksa sendiri oleh layanan ini, dan apa yang perlu ditangani."),
                order=990,
                predicate=may_read_health,
            )
        )
