"""The worker's application: finds each room's doorbells and rings them on schedule."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("pengaduan")
app.add_defaults(lambda: settings.REDBEAT)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
