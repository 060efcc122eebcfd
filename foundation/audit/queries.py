"""Reads of the log: the history of one target, the newest checkpoint."""

from collections.abc import Collection

from django.db.models import Model, QuerySet

from foundation.audit.actors import Target, target_of
from foundation.audit.models import AuditEntry, Checkpoint


def history_of(thing: Model | Target) -> QuerySet[AuditEntry]:
    """Every entry about one target, oldest first."""
    target = target_of(thing)
    return AuditEntry.objects.filter(target_kind=target.kind, target_id=target.id).order_by("sequence")


def entries_of(actions: Collection[str], *, about: Collection[str]) -> QuerySet[AuditEntry]:
    """Every entry of these actions about things of these kinds (models' labels), newest first."""
    # Ordered by a column without an index, so that the database begins with the few entries of these kinds.
    return AuditEntry.objects.filter(target_kind__in=about, action__in=actions).order_by("-at", "-id")


def newest_checkpoint() -> Checkpoint | None:
    """The latest signed checkpoint, as the monthly report prints it; None before the first."""
    return Checkpoint.objects.order_by("number").last()
