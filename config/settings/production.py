"""Production: every secret from the environment; a missing or demo secret refuses to start."""

import os

from django.core.exceptions import ImproperlyConfigured

from config.settings.parts.refusals import faults

# Before anything else reads the environment, so that all that is wrong is told at once.
if _found := faults(os.environ):
    raise ImproperlyConfigured("Refusing to start: " + "; ".join(_found) + ". See .env.example.")

from config.settings.base import *  # noqa: F403
from config.settings.base import env

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
PENDING_KEY_COOKIE_NAME, PENDING_KEY_COOKIE_PATH = "__Host-kunci-masuk", "/"
REPORTER_COOKIE_NAME = "__Host-tanda"
CSRF_COOKIE_NAME = "__Host-csrf"
DRAFT_COOKIE_NAME, DRAFT_COOKIE_PATH = "__Host-lanjut", "/"
"""No other site of the city can plant a draft of its own, in which a reporter would write for it to read; that takes the path "/"."""
