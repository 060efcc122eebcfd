"""The worker: an embedded broker under `make run`, Redis in production; and when each periodic task rings."""

from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab

env = environ.Env()
_var = Path(env("VAR_DIR", default=str(Path(__file__).resolve().parent.parent.parent.parent / "var")))
REDIS_URL = env("REDIS_URL", default="")
REDIS_KEY_PREFIX = env("REDIS_KEY_PREFIX", default="")
"""Keeps two installations on one Redis apart."""
JOBS_SWEEP_SECONDS = env.float("JOBS_SWEEP_SECONDS", default=15.0)
"""How often lost jobs are looked for, and how late a job that waits for its time may start."""

CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_EXPIRES = None
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A ring that fails is rung again by the sweep, so nobody waits for a broker that is down.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any]
REDBEAT: dict[str, Any] = {}
"""RedBeat looks for its settings without Celery's prefix, so config.celery hands them over by themselves."""

# Times of day are WIB. Each room's lines stand together; tasks that must happen once a turn claim their slot themselves.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep-jobs": {
        "task": "foundation.jobs.tasks.sweep_jobs",
        "schedule": JOBS_SWEEP_SECONDS,
        "options": {"expires": JOBS_SWEEP_SECONDS},
    },
    "sign-log": {"task": "foundation.audit.tasks.sign_log", "schedule": crontab(minute=10)},
    "clear-sessions": {"task": "foundation.accounts.tasks.clear_sessions", "schedule": crontab(hour=3, minute=20)},
    "verify-log": {"task": "foundation.audit.tasks.verify_log", "schedule": crontab(hour=2, minute=30)},
    # Hourly, and just after midnight, when a day has turned into a missed one.
    "sweep-deadlines": {"task": "complaints.tasks.sweep_deadlines", "schedule": crontab(minute=5)},
    "shut-ended-appointments": {"task": "complaints.tasks.shut_ended_appointments", "schedule": crontab(hour=0, minute=2)},
    "queue-for-offices": {"task": "complaints.tasks.queue_for_offices", "schedule": crontab(hour=0, minute=12)},
    "end-expired-identities": {"task": "complaints.tasks.end_expired_identities", "schedule": crontab(hour=0, minute=4)},
    "purge-drafts": {"task": "complaints.tasks.purge_drafts", "schedule": crontab(minute="*/10")},
    "sweep-files": {"task": "complaints.tasks.sweep_files", "schedule": crontab(hour=2, minute=45)},
    "check-vault": {"task": "complaints.tasks.check_vault", "schedule": crontab(hour=3, minute=0)},
    "warn-of-missing-holidays": {"task": "complaints.tasks.warn_of_missing_holidays", "schedule": crontab(hour=8, minute=0, day_of_week=1)},
    # On the 1st it makes the draft, on every other day it makes up for a 1st without a worker.
    "draft-report": {"task": "reports.tasks.draft_report", "schedule": crontab(hour=1, minute=0)},
    "remind-of-reports": {"task": "reports.tasks.remind_of_reports", "schedule": crontab(hour=8, minute=0)},
    # At the end of the office's day, so that the last day for approval is a whole one.
    "keep-reports": {"task": "reports.tasks.keep_reports", "schedule": crontab(hour=17, minute=0)},
}

REDIS_TRANSPORT_OPTIONS: dict[str, Any] = {
    "global_keyprefix": REDIS_KEY_PREFIX,
    "visibility_timeout": 3600,
    # By default a killed worker's task comes back only after about 100 s.
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    # By default a publisher tries for many seconds to reach a broker that is down, while a person waits for the page.
    "max_retries": 1,
    "interval_start": 0,
    "socket_connect_timeout": 2,
}
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = REDIS_TRANSPORT_OPTIONS
    CELERY_BEAT_SCHEDULER = "redbeat.RedBeatScheduler"
    REDBEAT = {
        "redbeat_redis_url": REDIS_URL,
        "redbeat_redis_options": {"socket_connect_timeout": 2},
        "redbeat_key_prefix": f"{REDIS_KEY_PREFIX}redbeat:",
        "redbeat_lock_timeout": 30,
    }
    CELERY_BEAT_MAX_LOOP_INTERVAL = 5
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": REDIS_KEY_PREFIX,
        },
    }
else:
    _broker = _var / "broker"
    for _folder in ("queue", "control", "taken"):
        (_broker / _folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    # Without a scheme in the URL the transport is the one named below; the host name only keeps kombu from warning.
    CELERY_BROKER_URL = "localhost"
    CELERY_BROKER_TRANSPORT = "foundation.jobs.filebroker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "control_folder": str(_broker / "control"),
        "processed_folder": str(_broker / "taken"),
        "polling_interval": 0.1,
    }
    CELERY_BEAT_SCHEDULE_FILENAME = str(_var / "beat-schedule")
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(_var / "cache"),
        },
    }
