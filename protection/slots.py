"""What this room hangs on shared screens."""

from typing import Any

from foundation.accounts.enums import Role
from foundation.ui import slots


def _is_officer(request: Any) -> bool:
    return Role.PROTECTION_OFFICER in request.roles


def register() -> None:
    """Hang the menu entry and what a notice says; doing it twice changes nothing."""
    slots.menu.register(
        slots.MenuEntry(key="protection", order=40, label="Perlindungan", url_name="protection:list", predicate=_is_officer),
    )
    slots.notice_words.register(
        slots.NoticeWords(
            key="protection",
            words="Seorang pelapor meminta perlindungan: baca permintaannya dan tentukan langkahnya.",
            label="Buka Perlindungan",
            url_name="protection:list",
            predicate=_is_officer,
        ),
    )
