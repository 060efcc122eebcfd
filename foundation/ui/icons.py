"""The signs of the product: 24-unit line drawings, always beside words, printed where they are used.

A drawing is repeated for each use instead of being referred to from a sprite: compressed, the two weigh the same,
and a part of a page that is embedded elsewhere carries its own signs.
"""

from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "check": '<path d="m5 13 4.5 4.5L19 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3 2"/>',
    "doc": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "down": '<path d="M12 4v11m-5-5 5 5 5-5M5 20h14"/>',
    "eye": '<path d="M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z"/><circle cx="12" cy="12" r="2.5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 7.8v.1"/>',
    "late": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="M12 7.5v5.5M12 16.4v.1"/>',
    "lock": '<path d="M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3"/>',
    "mail": '<path d="M3 6h18v13H3z"/><path d="m3 7 9 7 9-7"/>',
    "mask": '<circle cx="12" cy="8" r="4" stroke-dasharray="3 3"/><path d="M4 21c0-5 4-7 8-7s8 2 8 7" stroke-dasharray="3 3"/>',
    "near": '<path d="M12 3.5 22 20H2z"/><path d="M12 10v4.5M12 17.2v.1"/>',
    "no": '<path d="m6 6 12 12M18 6 6 18"/>',
    "pause": '<path d="M8.5 5v14M15.5 5v14"/>',
    "print": '<path d="M7 8V3h10v5M5 8h14v8H5zM8 14h8v7H8z"/>',
    "shelter": '<path d="m3 12 9-8 9 8M6 12v8h12v-8"/><circle cx="12" cy="13" r="1.8"/>',
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-5 4-7 8-7s8 2 8 7"/>',
}

ICONS: dict[str, SafeString] = {
    name: mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{paths}</svg>')  # noqa: S308 - constants of this file
    for name, paths in _PATHS.items()
}
"""Icon name → its drawing. A name that is not here is a mistake in a template and raises KeyError."""

STATE_ICONS = {"safe": "clock", "near": "near", "late": "late", "met": "check", "paused": "pause"}
"""State of a legal term → the icon that tells it without colour."""
