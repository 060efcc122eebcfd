"""Database triggers of every room: registered in ready(), installed after each migration, looked for at start.

Django's remake of a SQLite table (any AlterField) drops its triggers without a word, so installation is idempotent
and repeated, and `missing` is asked by the system check, by verify_audit and by the nightly check of the vault.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

SQLITE_REFUSAL = """
CREATE TRIGGER {name} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END
$$
"""
POSTGRESQL_REFUSAL = """
CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


@dataclass(frozen=True)
class Trigger:
    """One trigger: its exact name, its table, and the statements that make it on each engine.

    `install` drops the trigger of that name before it runs the statements, so on neither engine need they say
    IF NOT EXISTS; a function they need is CREATE OR REPLACE. No statements for an engine: not installed there.
    """

    name: str
    table: str
    sqlite: list[str] = field(default_factory=list)
    postgresql: list[str] = field(default_factory=list)

    def statements(self, vendor: str) -> list[str]:
        """The SQL for a connection's vendor, "sqlite" or "postgresql"; raises KeyError for any other."""
        return {"sqlite": self.sqlite, "postgresql": self.postgresql}[vendor]


_registered: dict[str, Trigger] = {}


def register(trigger: Trigger) -> None:
    """Remember a trigger; called in a room's ready(). Raises ValueError when the name stands for another one already."""
    if _registered.setdefault(trigger.name, trigger) != trigger:
        raise ValueError(f"two triggers are called {trigger.name}")


def append_only(table: str, *, updates: bool = False) -> list[Trigger]:
    """The triggers that refuse DELETE and TRUNCATE of a table and, unless `updates` are allowed, UPDATE."""
    refused = ["delete"] if updates else ["delete", "update"]
    triggers = [
        Trigger(
            name=f"{table}_no_{event}",
            table=table,
            sqlite=[SQLITE_REFUSAL.format(name=f"{table}_no_{event}", event=event.upper(), table=table)],
            postgresql=[POSTGRESQL_FUNCTION, POSTGRESQL_REFUSAL.format(name=f"{table}_no_{event}", event=event.upper(), table=table)],
        )
        for event in refused
    ]
    name = f"{table}_no_truncate"
    truncate = [POSTGRESQL_FUNCTION, POSTGRESQL_REFUSAL.format(name=name, event="TRUNCATE", table=table)]
    return [*triggers, Trigger(name=name, table=table, postgresql=truncate)]


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make every registered trigger whose table exists, anew; running it again changes nothing."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for trigger in _due(connection):
            _drop(cursor, trigger, connection.vendor)
            for statement in trigger.statements(connection.vendor):
                cursor.execute(statement)


def uninstall(using: str = DEFAULT_DB_ALIAS) -> None:
    """Drop every registered trigger: for emptying a test database, which append-only tables refuse."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for trigger in _due(connection):
            _drop(cursor, trigger, connection.vendor)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of registered triggers that an existing table lacks or has switched off, sorted."""
    connection = connections[using]
    due = {trigger.name for trigger in _due(connection)}
    return sorted(due - _present(connection))


def install_after_migrate(*, using: str, **_: Any) -> None:
    """Receiver of post_migrate."""
    install(using)


def _due(connection: BaseDatabaseWrapper) -> Iterable[Trigger]:
    tables = set(connection.introspection.table_names())
    return [trigger for trigger in _registered.values() if trigger.table in tables and trigger.statements(connection.vendor)]


def _drop(cursor: Any, trigger: Trigger, vendor: str) -> None:
    on_table = f" ON {trigger.table}" if vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on_table}")


def _present(connection: BaseDatabaseWrapper) -> set[str]:
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}
