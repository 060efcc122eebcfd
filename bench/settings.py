"""Settings of the measured servers: those of `make run` without the demo, on the benchmark's own database, with one bare view."""

from config.settings.local import *  # noqa: F403

DEMO = False
ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip"}
