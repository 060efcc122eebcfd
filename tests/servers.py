"""Whether the servers that some tests need are there."""

from functools import cache

import psycopg
import redis
from django.conf import settings
from django.db import connection

SECONDS = 3


@cache
def without_postgresql() -> str | None:
    """Why tests marked `postgresql` can't run; None when the suite runs on a reachable PostgreSQL."""
    if connection.vendor != "postgresql":
        return "needs PostgreSQL: set DATABASE_URL=postgres://... , or run make check"
    config = settings.DATABASES["default"]
    try:
        psycopg.connect(
            host=config["HOST"], port=config["PORT"] or None, user=config["USER"], password=config["PASSWORD"] or None,
            dbname="postgres", connect_timeout=SECONDS,
        ).close()  # fmt: skip
    except psycopg.OperationalError as error:
        return f"PostgreSQL of DATABASE_URL can't be reached: {error}"
    return None


@cache
def without_redis() -> str | None:
    """Why tests marked `redis` can't run; None when REDIS_URL names a server that answers."""
    if not settings.REDIS_URL:
        return "needs Redis: set REDIS_URL=redis://... , or run make check"
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=SECONDS) as client:
            client.ping()
    except redis.RedisError as error:
        return f"Redis of REDIS_URL can't be reached: {error}"
    return None
