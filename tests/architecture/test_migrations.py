import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import migrations
from django.db.migrations.loader import MigrationLoader

from tests.architecture.house import FLOOR_OF

NAMED_BY_HAND = re.compile(r"\d{4}_(?!auto_)[a-z0-9_]+")


def of_the_house() -> list[migrations.Migration]:
    loader = MigrationLoader(None)
    return [migration for (label, _), migration in sorted(loader.disk_migrations.items()) if label in FLOOR_OF]


def test_migrations_are_named_by_hand():
    assert [f"{migration}" for migration in of_the_house() if not NAMED_BY_HAND.fullmatch(migration.name)] == []


def test_migrations_can_be_taken_back():
    steps = [(migration, operation) for migration in of_the_house() for operation in migration.operations]

    assert [f"{migration}: {operation.describe()}" for migration, operation in steps if not operation.reversible] == []


def test_migrations_are_complete(db):
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=(told := StringIO()))
    except SystemExit:
        pytest.fail(told.getvalue())
