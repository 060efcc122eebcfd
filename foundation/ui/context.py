"""What every template knows without being told: the office, its fixed addresses, and whether this is a demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

LINKS = {
    "home": "/",
    "report": "/lapor/",
    "resume": "/lapor/lanjut/",
    "status": "/status/",
    "ways": "/cara-lain/",
    "statistics": "/statistik/",
    "privacy": "/privasi/",
    "accessibility": "/aksesibilitas/",
    "language": "/bahasa/",
    "login": "/petugas/masuk/",
    "logout": "/petugas/keluar/",
    "inbox": "/petugas/",
}
"""The promised public and staff addresses that frames link to. They are literal because the rooms that answer them lie above."""


def site_settings() -> dict[str, Any]:
    """The names and numbers of the office (settings.SITE) with `links`."""
    return {**settings.SITE, "links": LINKS}


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `site` and `demo`."""
    del request
    return {"site": site_settings(), "demo": getattr(settings, "DEMO", False)}
