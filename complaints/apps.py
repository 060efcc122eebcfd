"""Django's door to this room: hangs menu, tabs and actions on shared screens when the application starts."""

from typing import Any

from django.apps import AppConfig
from django.db import transaction


class ComplaintsConfig(AppConfig):
    """The case file."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "complaints"
    label = "complaints"

    def ready(self) -> None:
        """Register what this room shows on the staff's screens."""
        from complaints.receivers import note_lost_keys, wall_new_key
        from complaints.slots import entries, settings
        from foundation.accounts.events import appointment_counts, appointment_ended, holder_ending, holder_made
        from foundation.audit.triggers import append_only, register

        entries.register()
        settings.register()
        for table in ("complaints_violationtype", "complaints_retentionrule", "complaints_holidayimport"):
            for trigger in append_only(table, updates=True):
                register(trigger)
        appointment_ended.connect(_shut_soon, dispatch_uid="complaints.shut_soon")
        holder_made.connect(wall_new_key, dispatch_uid="complaints.wall_new_key")
        holder_ending.connect(note_lost_keys, dispatch_uid="complaints.note_lost_keys")
        for news in (holder_made, appointment_counts):
            news.connect(_queue_soon, dispatch_uid="complaints.queue_soon")


def _shut_soon(**_news: Any) -> None:
    """Ring for the shutting of cases as soon as the end is committed; a broker that is down leaves it to the night."""
    from complaints.tasks import shut_ended_appointments

    transaction.on_commit(shut_ended_appointments.delay, robust=True)


def _queue_soon(**_news: Any) -> None:
    """Ring for what a new office or a new key pair is owed; a broker that is down leaves it to the night."""
    from complaints.tasks import queue_for_offices

    transaction.on_commit(queue_for_offices.delay, robust=True)
