"""`make run` and `manage.py` without any environment: embedded everything on loopback, demo data."""

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR_DIR, env
from config.settings.parts.localkeys import secret_in

SECRET_KEY = env("SECRET_KEY", default=None) or secret_in(VAR_DIR / "keys" / "django.key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DEMO = True
"""Shows the banner "demo"; production refuses it."""
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
"""The demo's logins come in with a password alone, and may try a second factor."""
if not env("EMAIL_URL", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
    """Nothing leaves the machine: one file a mail."""
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
