"""Production: every secret from the environment; a missing or demo secret refuses to start."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import env
from config.settings.parts.security import DISPATCH_KEY_FILE, SERVER_KEY_FILE

DEMO_MARKS = ("demo", "changeme", "contoh", "test-only", "rahasia", "secret")


def _faults() -> list[str]:
    """What is missing or still a demo value, one sentence a fault."""
    faults = [f"{name} is missing" for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS") if not env(name, default="")]
    secret = env("SECRET_KEY", default="")
    if secret and (len(secret) < 50 or any(mark in secret.lower() for mark in DEMO_MARKS)):
        faults.append("SECRET_KEY is a demo value or shorter than 50 characters")
    if env("DATABASE_URL", default="").startswith("sqlite"):
        faults.append("DATABASE_URL names SQLite; production needs PostgreSQL")
    for name, path in (("SERVER_KEY_FILE", SERVER_KEY_FILE),):
        if not env(name, default=""):
            faults.append(f"{name} is missing")
        elif not Path(path).is_file():
            faults.append(f"{name} names a file that does not exist")
    if env.bool("DISPATCH_WORKER", default=False) and not Path(DISPATCH_KEY_FILE).is_file():
        faults.append("DISPATCH_KEY_FILE names a file that does not exist")
    return faults


if _found := _faults():
    raise ImproperlyConfigured("Refusing to start: " + "; ".join(_found) + ". See .env.example.")

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DEMO = False
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sesi"
KEY_COOKIE_NAME = "__Host-kunci"
CSRF_COOKIE_NAME = "__Host-csrf"
