import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

EXAMPLE = settings.BASE_DIR / ".env.example"
COMPOSE = settings.BASE_DIR / "docker-compose.yml"
NAME = re.compile(r"^#?([A-Z][A-Z0-9_]+)=", re.MULTILINE)
"""A variable with its default behind a #, because an empty value is a value."""
SHOUTED = re.compile(r"[A-Z][A-Z0-9_]+")
NOT_FOR_OPERATORS = {"PYTEST_XDIST_WORKER", "TEST_VAR_DIR", "DJANGO_SETTINGS_MODULE"}


def listed() -> list[str]:
    return NAME.findall(EXAMPLE.read_text())


def read_by(path: Path) -> set[str]:
    """The names a Python file reads from the environment: env("X"), env.int("X"), os.environ.get("X"), given.get("X")."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    readers = [call for call in calls if re.match(r"(?:\w+\.)*(?:env|environ|given)\b", ast.unparse(call.func))]
    first = [call.args[0].value for call in readers if call.args and isinstance(call.args[0], ast.Constant)]
    return {name for name in first if isinstance(name, str) and SHOUTED.fullmatch(name)} - NOT_FOR_OPERATORS


def read_by_settings() -> set[str]:
    files = [path for path in (settings.BASE_DIR / "config").rglob("*.py") if path.name != "test.py"]
    return set().union(*map(read_by, files))


def read_by_compose() -> set[str]:
    return set(re.findall(r"\$\{([A-Z0-9_]+)", COMPOSE.read_text()))


def test_every_variable_that_is_read_is_listed():
    assert sorted((read_by_settings() | read_by_compose()) - set(listed())) == []


def test_every_variable_that_is_listed_is_read():
    assert sorted(set(listed()) - read_by_settings() - read_by_compose()) == []


def test_no_variable_is_listed_twice():
    assert len(listed()) == len(set(listed()))


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "POSTGRES_PASSWORD", "REDIS_PASSWORD"])
def test_no_secret_has_a_value(name):
    assert f"\n{name}=\n" in EXAMPLE.read_text()


def test_reading_is_seen(tmp_path):
    (tmp_path / "one.py").write_text('A = env("ONE", default="")\nB = env.int("TWO")\nC = os.environ.get("THREE", "")\nD = other("FOUR")')

    assert read_by(tmp_path / "one.py") == {"ONE", "TWO", "THREE"}
