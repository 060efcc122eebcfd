"""What this room hangs on shared screens."""

from typing import Any

from django.http import HttpRequest

from foundation.accounts.permissions import manages_people
from foundation.papers.enums import OfficePage
from foundation.papers.kept import office_words
from foundation.ui import slots

PAGES = (
    ("letterheads", 60, "Kop surat", "Kop Inspektorat dan Walikota, dengan lambang dan masa berlakunya."),
    ("signatories", 61, "Penanda tangan", "Siapa yang menandatangani surat, dalam bentuk apa, dan sampai kapan."),
    ("numbering", 62, "Nomor surat", "Pola nomor setiap jenis surat, dan nomor yang berikutnya."),
    ("texts", 63, "Teks halaman", "Pengumuman dan keterangan kantor pada halaman publik."),
    ("references", 64, "Dasar hukum", "Peraturan yang dikutip surat, seberapa pasti, dan sampai kapan berlaku."),
)
"""Key and name of the address, place, label, what is set there."""


def banner(request: HttpRequest) -> dict[str, Any] | None:
    """The announcement above every public page, in the visitor's language."""
    del request
    text = office_words(OfficePage.BANNER.value)
    return {"text": text} if text else None


def register() -> None:
    """Called once, when the application starts."""
    for key, order, label, description in PAGES:
        slots.settings_page.register(
            slots.SettingsPage(
                key=key,
                order=order,
                label=label,
                url_name=f"papers:{key}",
                description=description,
                predicate=manages_people,
            )
        )
    slots.public_notice.register(slots.PublicNotice(key="banner", template="papers/public/_banner.html", provider=banner))
