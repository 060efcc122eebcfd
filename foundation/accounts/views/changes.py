"""Pengaturan: catatan audit. What was changed in the settings, by whom and when; read only, ids and codes, no content."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.views.generic import ListView

from foundation.accounts.models import User
from foundation.accounts.views.settings import AdministratorView
from foundation.audit.actors import Actor
from foundation.audit.models import AuditEntry
from foundation.audit.queries import entries_of
from foundation.ui import slots

SHOWN_OF_FINGERPRINT = 12
FINGERPRINT = 64


@dataclass(frozen=True)
class ChangeRow:
    """One line of the page: `facts` are pairs of a key and its value as the log has them, `about` the id of the thing."""

    at: datetime
    label: str
    who: str
    about: str
    facts: list[tuple[str, str]]


class ChangesView(AdministratorView, ListView):
    """Recent changes of settings, newest first."""

    template_name = "accounts/staff/changes.html"
    paginate_by, page_kwarg = 50, "halaman"

    def get_queryset(self) -> QuerySet[AuditEntry]:
        """The actions that rooms have named as changes of settings."""
        known = slots.settings_change.entries()
        return entries_of([change.key for change in known], about={change.kind for change in known})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query for the page, one for the names on it."""
        context = super().get_context_data(**kwargs)
        entries = list(context["object_list"])
        people = dict(User.objects.filter(pk__in={entry.actor_id for entry in entries}).values_list("pk", "full_name"))
        labels = {change.key: str(change.label) for change in slots.settings_change.entries()}
        return {**context, "rows": [_row(entry, people, labels) for entry in entries]}


def _row(entry: AuditEntry, people: Mapping[UUID, str], labels: Mapping[str, str]) -> ChangeRow:
    who = people.get(entry.actor_id, "") if entry.actor_id else Actor(entry.actor_kind).label
    facts = [(key, _shown(value)) for key, value in sorted(entry.detail.items())]
    return ChangeRow(entry.at, labels[entry.action], who, _short(str(entry.target_id)), facts)


def _shown(value: Any) -> str:
    """A value as the log has it; fingerprints are cut short."""
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value)
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    text = str(value)
    return f"sidik {text[:SHOWN_OF_FINGERPRINT]}…" if len(text) == FINGERPRINT else text


def _short(target: str) -> str:
    """The last eight signs of an id, enough to tell two things of a page apart."""
    return target[-8:]
