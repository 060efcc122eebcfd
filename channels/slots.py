"""What this room hangs on shared screens: "Catat pengaduan" in the menu, "Saluran pengaduan" in the settings, names of channels."""

from django.http import HttpRequest

from channels import permissions, queries
from complaints.slots.channels import name_channels
from foundation.ui import slots
from foundation.ui.views import may_read_health


def _may_take_in(request: HttpRequest) -> bool:
    return permissions.may_take_in(request.roles)  # type: ignore[attr-defined]


def _may_read_channels(request: HttpRequest) -> bool:
    return permissions.may_read_channels(request.roles)  # type: ignore[attr-defined]


def register() -> None:
    """Hang this room's entries; doing it twice changes nothing."""
    name_channels(queries.labels)
    slots.menu.register(
        slots.MenuEntry(key="record", order=20, label="Catat pengaduan", url_name="channels:desk", predicate=_may_take_in),
    )
    slots.settings_page.register(
        slots.SettingsPage(
            key="channels",
            order=40,
            label="Saluran pengaduan",
            url_name="channels:channels",
            description="Setiap jalan masuk: alamatnya, hurufnya dalam Pasal 6 ayat (3), dan dasarnya.",
            predicate=_may_read_channels,
        ),
    )
    slots.notice_words.register(
        slots.NoticeWords(
            key="intake-fails",
            words="Sebuah pengaduan tidak dapat diterima: periksa kesehatan sistem sekarang juga.",
            label="Buka Kesehatan sistem",
            url_name="ui:health",
            predicate=may_read_health,
        ),
    )
    slots.register_changes(
        "channels.Channel",
        {"channel.added": "Saluran ditambah", "channel.changed": "Saluran diubah", "channel.ended": "Saluran diakhiri"},
    )
