"""The test suite: fast hasher, temporary folders, nothing reached from outside."""

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
_root = Path(os.environ.get("TEST_VAR_DIR") or tempfile.mkdtemp(prefix="pengaduan-test-"))
os.environ["TEST_VAR_DIR"], os.environ["VAR_DIR"] = str(_root), str(_root / _worker)
for _folder in ("keys", "static"):
    (_root / _worker / _folder).mkdir(parents=True, exist_ok=True)
if os.environ.get("REDIS_URL") and _worker.startswith("gw"):
    # Each process of a parallel run has a broker of its own: gw0 takes Redis database 1.
    os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{int(_worker[2:]) + 1}").geturl()

from config.settings.base import *  # noqa: E402,F403

SECRET_KEY = "test-only-" + "x" * 50
ALLOWED_HOSTS = ["*"]
DEMO = False
SECOND_FACTOR_REQUIRED = False
"""Tests of the second factor switch it on."""
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
RECEIPT_CODE_SECONDS = 0
PAGES_KEPT_SECONDS = 0
VAULT_PASSWORD_OPS, VAULT_PASSWORD_MEMORY = 1, 8 * 1024 * 1024
"""Weaker password stretching so that a suite of logins stays quick; one test asserts the real figures."""
INSTALLED_APPS += ["tests.sealing_example"]
"""A room with sealed rows of its own, so that the vault is tested without any room above it."""
