"""The protection officers' page: who asked, when, in which words; newest first."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from foundation.accounts.enums import Role
from foundation.ui.views import StaffView
from protection.queries import visible_to
from protection.services import requests

NEWEST = 50


class ProtectionListView(StaffView, TemplateView):
    """`/petugas/perlindungan/`: the wishes this officer can open."""

    template_name = "protection/staff/list.html"

    def has_permission(self) -> bool:
        """Protection officers only."""
        return Role.PROTECTION_OFFICER in self.request.roles  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each wish opened with the officer's own keys."""
        at, keys = timezone.now(), self.request.keyring  # type: ignore[attr-defined]
        rows = visible_to(self.request.user, at=at)[:NEWEST]  # type: ignore[arg-type]
        return super().get_context_data(**kwargs, requests=requests.opened(rows, keys=keys, at=at))
