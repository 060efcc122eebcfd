"""The worker: an embedded broker under `make run`, Redis in production."""

from pathlib import Path
from typing import Any

import environ

env = environ.Env()
_var = Path(env("VAR_DIR", default=str(Path(__file__).resolve().parent.parent.parent.parent / "var")))
REDIS_URL = env("REDIS_URL", default="")

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any]

if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    # By default a killed worker's task comes back only after about 100 s.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 3600,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
    }
    CELERY_BEAT_SCHEDULER = "redbeat.RedBeatScheduler"
    CELERY_REDBEAT_LOCK_TIMEOUT = 30
    CELERY_BEAT_MAX_LOOP_INTERVAL = 5
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    _broker = _var / "broker"
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "control_folder": str(_broker / "control"),
        "processed_folder": str(_broker / "processed"),
        "polling_interval": 0.1,
    }
    CELERY_BEAT_SCHEDULE_FILENAME = str(_var / "beat-schedule")
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(_var / "cache"),
        },
    }
