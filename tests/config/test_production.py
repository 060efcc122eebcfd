import os
import subprocess
import sys

import pytest
from django.conf import settings

from config.settings.parts.refusals import faults

PASSWORD = "k3Rw9Xq2Lm7"
LOADING = (
    "import config.settings.production as p; "
    "print(p.DEBUG, p.DEMO, p.SESSION_COOKIE_SECURE, p.CSRF_COOKIE_SECURE, p.SECURE_SSL_REDIRECT, p.CSRF_COOKIE_NAME)"
)
COOKIES = (
    "import config.settings.production as p; "
    "print(*(getattr(p, name) for name in dir(p) if name.endswith('COOKIE_NAME') and name != 'LANGUAGE_COOKIE_NAME'), p.DRAFT_COOKIE_PATH)"
)


@pytest.fixture
def complete(tmp_path):
    """An environment with which production starts."""
    (tmp_path / "server.key").write_bytes(bytes(range(32)))
    (tmp_path / "dispatch.key").touch()
    return {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path / "var"),
        "SECRET_KEY": "q7" * 30,
        "ALLOWED_HOSTS": "pengaduan.example",
        "SITE_URL": "https://pengaduan.example",
        "DATABASE_URL": f"postgres://pengaduan:{PASSWORD}@postgres/pengaduan",
        "REDIS_URL": "redis://redis:6379/0",
        "EMAIL_URL": f"smtp+tls://pengaduan:{PASSWORD}@mail.example:587",
        "DEFAULT_FROM_EMAIL": "pengaduan@inspektorat.example",
        "SERVER_KEY_FILE": str(tmp_path / "server.key"),
        "DISPATCH_KEY_FILE": str(tmp_path / "dispatch.key"),
        "DISPATCH_WORKER": "1",
    }


def start(environment: dict[str, str], loading: str = LOADING) -> tuple[int, str]:
    """Exit status of loading the production settings, and what was printed or the last line of the refusal."""
    told = subprocess.run(
        [sys.executable, "-c", loading], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return told.returncode, (told.stdout or told.stderr).strip().splitlines()[-1]


def test_production_starts_closed_with_real_secrets(complete):
    assert start(complete) == (0, "False False True True True __Host-csrf")


def test_no_other_site_of_the_domain_can_plant_a_cookie_that_holds_a_key_or_a_code(complete):
    assert start(complete, COOKIES) == (0, "__Host-csrf __Host-lanjut __Host-kunci __Host-kunci-masuk __Host-tanda __Host-sesi /")


def test_production_names_everything_that_is_missing():
    names = ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "SERVER_KEY_FILE"]
    missing = "; ".join(f"{name} is missing" for name in names)

    refused = start({"PATH": os.environ["PATH"]})

    assert refused == (1, f"django.core.exceptions.ImproperlyConfigured: Refusing to start: {missing}. See .env.example.")


def test_production_refuses_the_example_environment_as_it_is():
    lines = (settings.BASE_DIR / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

    status, told = start({"PATH": os.environ["PATH"], **example})

    assert (status, told.startswith("django.core.exceptions.ImproperlyConfigured: Refusing to start: SECRET_KEY is missing;")) == (1, True)


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is a demo value or shorter than 50 characters"),
        ("SECRET_KEY", "demo" * 20, "SECRET_KEY is a demo value or shorter than 50 characters"),
        ("DATABASE_URL", "sqlite:///db.sqlite3", "DATABASE_URL names SQLite; production needs PostgreSQL"),
        ("DATABASE_URL", "postgres://pengaduan:changeme@postgres/pengaduan", "DATABASE_URL holds a demo password"),
        ("REDIS_URL", "redis://:rahasia@redis:6379/0", "REDIS_URL holds a demo password"),
        ("EMAIL_URL", "smtp://pengaduan:contoh123@mail.example", "EMAIL_URL holds a demo password"),
        ("ALLOWED_HOSTS", "pengaduan.example,*", "ALLOWED_HOSTS allows every name"),
        ("DEFAULT_FROM_EMAIL", "pengaduan@inspektorat.contoh.id", "DEFAULT_FROM_EMAIL is the demo address"),
        ("SECOND_FACTOR_REQUIRED", "0", "SECOND_FACTOR_REQUIRED is switched off; only a demo may do without"),
        ("SECOND_FACTOR_REQUIRED", "no", "SECOND_FACTOR_REQUIRED is switched off; only a demo may do without"),
        ("SERVER_KEY_FILE", "nowhere.key", "SERVER_KEY_FILE names a file that does not exist"),
        ("DISPATCH_KEY_FILE", "", "DISPATCH_KEY_FILE names a file that does not exist"),
    ],
)
def test_a_demo_value_is_refused_by_its_name_alone(complete, name, value, fault):
    assert faults({**complete, name: value}) == [fault]


@pytest.mark.parametrize("word", ["1", "true", "YES"])
def test_production_may_say_that_a_second_factor_is_required(complete, word):
    assert faults({**complete, "SECOND_FACTOR_REQUIRED": word}) == []


def test_production_demands_a_second_factor_unless_told_otherwise(complete):
    assert start(complete, "import config.settings.production as p; print(p.SECOND_FACTOR_REQUIRED)") == (0, "True")


def test_a_worker_without_the_dispatch_queue_needs_no_dispatch_key(complete):
    assert faults({**complete, "DISPATCH_WORKER": "0", "DISPATCH_KEY_FILE": ""}) == []


@pytest.mark.parametrize("named", [True, False])
def test_production_refuses_to_start_beside_the_recovery_key_of_a_demo(complete, tmp_path, named):
    path = tmp_path / "recovery.key" if named else tmp_path / "var" / "keys" / "recovery.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("pengaduan vault key 1")

    assert faults({**complete, "RECOVERY_KEY_FILE": str(path) if named else ""}) == [
        "RECOVERY_KEY_FILE is the demo's recovery key: take that file off this machine, then replace it by manage.py vault_ceremony"
    ]
    path.unlink()
    assert faults(complete) == []
