"""What this room hangs on shared screens: its line in the staff menu, and what its notices say."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.ui import slots
from reports.permissions import may_list


def _may_list(request: HttpRequest) -> bool:
    return may_list(request.roles)  # type: ignore[attr-defined]


NOTICES = {
    "report:near_due": "Batas laporan bulanan sudah dekat: setujui dan sampaikan laporannya.",
    "report:late": "Batas laporan bulanan terlewati: setujui dan sampaikan laporannya sekarang.",
    "report:delivered": "Laporan bulanan disampaikan kepada Anda: baca laporannya.",
    "report:unapproved": "Statistik sebuah bulan terbit tanpa persetujuan: periksa laporannya.",
}
"""What a notice about a report says, by the occasion in its key."""


def register() -> None:
    """Hang the entries; doing it twice changes nothing."""
    slots.menu.register(slots.MenuEntry(key="reports", label=_("Laporan"), url_name="reports:list", order=60, predicate=_may_list))
    for key, words in NOTICES.items():
        entry = slots.NoticeWords(key=key, words=words, label="Buka Laporan", url_name="reports:list", predicate=_may_list)
        slots.notice_words.register(entry)
