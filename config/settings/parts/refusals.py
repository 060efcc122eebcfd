"""What production refuses to start with: secrets that are missing, and values that only a demo may have."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

REQUIRED = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "SERVER_KEY_FILE")
DEMO_MARKS = ("demo", "changeme", "contoh", "test-only", "rahasia", "secret")
SHORTEST_SECRET = 50


def faults(given: Mapping[str, str]) -> list[str]:
    """One sentence for each fault of the environment `given`, naming the variable and never repeating its value."""
    missing = [f"{name} is missing" for name in REQUIRED if not given.get(name)]
    return missing + _demo_values(given) + _missing_files(given) + _demo_keys(given)


def _demo_values(given: Mapping[str, str]) -> list[str]:
    secret = given.get("SECRET_KEY", "")
    passwords = {name: urlsplit(given.get(name, "")).password or "" for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL")}
    checks = {
        f"SECRET_KEY is a demo value or shorter than {SHORTEST_SECRET} characters": secret
        and (len(secret) < SHORTEST_SECRET or _is_demo(secret)),
        "DATABASE_URL names SQLite; production needs PostgreSQL": given.get("DATABASE_URL", "").startswith("sqlite"),
        **{f"{name} holds a demo password": _is_demo(password) for name, password in passwords.items()},
        "ALLOWED_HOSTS allows every name": "*" in given.get("ALLOWED_HOSTS", "").split(","),
        "SECOND_FACTOR_REQUIRED is switched off; only a demo may do without": _off(given.get("SECOND_FACTOR_REQUIRED")),
        "DEFAULT_FROM_EMAIL is the demo address": given.get("DEFAULT_FROM_EMAIL", "").endswith("contoh.id"),
    }
    return [fault for fault, found in checks.items() if found]


def _missing_files(given: Mapping[str, str]) -> list[str]:
    names = ["SERVER_KEY_FILE"] if given.get("SERVER_KEY_FILE") else []
    if given.get("DISPATCH_WORKER", "").lower() in ("1", "true", "yes", "on"):
        names.append("DISPATCH_KEY_FILE")
    return [f"{name} names a file that does not exist" for name in names if not Path(given.get(name, "")).is_file()]


def _demo_keys(given: Mapping[str, str]) -> list[str]:
    """A recovery key in a file opens every case to whoever reads the disk; an office's is in three shares on paper."""
    path = given.get("RECOVERY_KEY_FILE") or (str(Path(given["VAR_DIR"]) / "keys" / "recovery.key") if given.get("VAR_DIR") else "")
    if not path or not Path(path).exists():
        return []
    return ["RECOVERY_KEY_FILE is the demo's recovery key: take that file off this machine, then replace it by manage.py vault_ceremony"]


def _off(flag: str | None) -> bool:
    """Whether a flag that is on by default was given any other word than the ones django-environ takes for yes."""
    return flag is not None and flag.strip().lower() not in ("true", "on", "ok", "y", "yes", "1")


def _is_demo(secret: str) -> bool:
    return any(mark in secret.lower() for mark in DEMO_MARKS)
