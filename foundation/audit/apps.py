"""Django's door to this room: registers the log's triggers and the checks that they are in place."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate

from foundation.audit import triggers


class AuditConfig(AppConfig):
    """The room `foundation/audit`."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """Hang the log's triggers into the registry; install every room's after each migration."""
        from foundation.audit import models

        for table, updates in ((models.AuditEntry, False), (models.Checkpoint, False), (models.ChainHead, True)):
            for trigger in triggers.append_only(table._meta.db_table, updates=updates):
                triggers.register(trigger)
        post_migrate.connect(triggers.install_after_migrate, sender=self, dispatch_uid="audit.install_triggers")
        checks.register(missing_triggers, checks.Tags.database)


def missing_triggers(
    app_configs: Any = None,  # noqa: ARG001 - every check is called with it
    *,
    databases: Sequence[str] | None = None,
    **_: Any,
) -> list[checks.CheckMessage]:
    """A warning for each trigger a database lacks: not an error, because `migrate` runs this check before it installs them."""
    return [
        checks.Warning(
            f"The trigger {name} is missing in the database {alias}.",
            hint="Run `manage.py migrate`: it installs every trigger.",
            id="audit.W001",
        )
        for alias in databases or []
        for name in triggers.missing(alias)
    ]
