"""The worker's application: finds each room's doorbells and rings them on schedule."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("pengaduan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
