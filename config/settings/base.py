"""What every use of the product has in common."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
"""Where the embedded database, media, keys and broker files live; never inside the repository's tracked tree."""

DEBUG = False
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "config",
    "reports",
    "protection",
    "rewards",
    "channels",
    "investigations",
    "complaints",
    "foundation.papers",
    "foundation.accounts",
    "foundation.vault",
    "foundation.jobs",
    "foundation.workdays",
    "foundation.ui",
    "foundation.audit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.ui.context.site",
            ],
            # Named explicitly, so that templates are kept in memory also where DEBUG is on.
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
            "builtins": [
                "foundation.ui.templatetags.ui",
                "foundation.ui.templatetags.ui_blocks",
                "foundation.ui.templatetags.ui_pages",
                "foundation.ui.templatetags.ui_forms",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_URL = "/media-is-never-served/"

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="pengaduan@inspektorat.contoh.id")

# The office this installation serves: every name and number a screen prints about it.
SITE = {
    "service_name": env("SITE_SERVICE_NAME", default="Pengaduan Pegawai"),
    "city": env("SITE_CITY", default="Kota Bengkulu"),
    "government": env("SITE_GOVERNMENT", default="Pemerintah Kota Bengkulu"),
    "inspectorate": env("SITE_INSPECTORATE", default="Inspektorat Kota Bengkulu"),
    "regulation": env("SITE_REGULATION", default="Peraturan Walikota Bengkulu Nomor 24 Tahun 2020"),
    "regulation_url": env("SITE_REGULATION_URL", default=""),
    "regulation_short": env("SITE_REGULATION_SHORT", default="Peraturan Walikota 24/2020"),
    "address": env("SITE_ADDRESS", default="Jalan Teluk Contoh Nomor 1, Bengkulu"),
    "phone": env("SITE_PHONE", default="(0736) 000-0100"),
    "phone_href": env("SITE_PHONE_HREF", default="+627360000100"),
    "hours": env("SITE_HOURS", default="Senin sampai Jumat pukul 07.30–16.00 WIB"),
    "other_complaints_url": env("SITE_OTHER_COMPLAINTS_URL", default="https://www.lapor.go.id/"),
    "quick_exit_url": env("SITE_QUICK_EXIT_URL", default="https://www.bmkg.go.id/"),
}
PAGES_KEPT_SECONDS = 5
"""A page that is the same for everybody may be this old (foundation.ui.kept)."""
SITE_URL = env("SITE_URL", default="http://localhost:8000")
"""Where the site is reached, for links in mail; without a stroke at the end."""
REGISTER_NUMBER_FORMAT = env("REGISTER_NUMBER_FORMAT", default="700/{sequence:04d}/{year}")
PAPER_TEMPLATES_DIR = env("PAPER_TEMPLATES_DIR", default="")
"""A folder of the office whose templates take the place of those of templates/papers, file by file."""
PAPER_SIGNER = env("PAPER_SIGNER", default="foundation.papers.signing.HandSigner")
"""How papers are signed (foundation.papers.signing)."""
REPORT_DUE_WORKING_DAY = env.int("REPORT_DUE_WORKING_DAY", default=5)
"""Pasal 19 names no day: the report is due on this working day of the following month."""

from config.settings.parts.celery import *  # noqa: E402,F403
from config.settings.parts.database import *  # noqa: E402,F403
from config.settings.parts.i18n import *  # noqa: E402,F403
from config.settings.parts.logging import *  # noqa: E402,F403
from config.settings.parts.security import *  # noqa: E402,F403
