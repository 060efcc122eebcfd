"""What this room hangs on shared screens: its line in the staff menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.ui import slots
from reports.permissions import may_list


def _may_list(request: HttpRequest) -> bool:
    return may_list(request.roles)  # type: ignore[attr-defined]


def register() -> None:
    """Hang the entries; doing it twice changes nothing."""
    slots.menu.register(slots.MenuEntry(key="reports", label=_("Laporan"), url_name="reports:list", order=60, predicate=_may_list))
