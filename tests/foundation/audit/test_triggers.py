"""The tables refuse change on both engines, and go on refusing after a table was remade."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from foundation.audit import triggers
from foundation.audit.apps import missing_triggers
from foundation.audit.models import AuditEntry, ChainHead, Checkpoint
from foundation.audit.services import make_checkpoint
from tests.foundation.audit.conftest import MONDAY


@pytest.fixture
def checkpoint(three_entries):
    return make_checkpoint(at=MONDAY)


@pytest.mark.parametrize("model", [AuditEntry, Checkpoint])
def test_update_is_refused(checkpoint, model):
    with pytest.raises(IntegrityError, match=f"{model._meta.db_table} is append-only"), transaction.atomic():
        model.objects.update(at=MONDAY)


@pytest.mark.parametrize("model", [AuditEntry, Checkpoint, ChainHead])
def test_delete_is_refused(checkpoint, model):
    with pytest.raises(IntegrityError, match=f"{model._meta.db_table} is append-only"), transaction.atomic():
        model.objects.all().delete()


@pytest.mark.parametrize("model", [AuditEntry, Checkpoint, ChainHead])
def test_truncate_is_refused(checkpoint, model):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL knows TRUNCATE")
    with pytest.raises(IntegrityError, match="is append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_insert_or_replace_is_refused(checkpoint):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite knows INSERT OR REPLACE")
    with pytest.raises(IntegrityError, match="audit_auditentry is append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO audit_auditentry SELECT * FROM audit_auditentry")


def test_nothing_is_missing_after_migrate(db):
    assert triggers.missing() == []


def test_remade_table_loses_its_triggers_and_migrate_brings_them_back(transactional_db):
    wider = models.CharField(max_length=90)
    wider.set_attributes_from_name("action")
    with connection.schema_editor() as editor:
        editor.alter_field(AuditEntry, AuditEntry._meta.get_field("action"), wider)
    lost = ["audit_auditentry_no_delete", "audit_auditentry_no_update"] if connection.vendor == "sqlite" else []
    assert triggers.missing() == lost

    call_command("migrate", "audit", verbosity=0)

    assert triggers.missing() == []
    with connection.schema_editor() as editor:
        editor.alter_field(AuditEntry, wider, AuditEntry._meta.get_field("action"))


def test_check_warns_of_each_missing_trigger(db):
    triggers.uninstall()

    warnings = missing_triggers(databases=["default"])

    triggers.install()
    assert [warning.msg for warning in warnings] == [f"The trigger {name} is missing in the database default." for name in sorted(_names())]
    assert missing_triggers(databases=["default"]) == []
    assert missing_triggers(databases=None) == []


def test_switched_off_trigger_is_missing(db):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL can switch a trigger off")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER audit_auditentry_no_update")

    assert triggers.missing() == ["audit_auditentry_no_update"]

    triggers.install()
    assert triggers.missing() == []


def test_same_name_for_another_trigger_is_refused():
    with pytest.raises(ValueError, match="two triggers are called audit_auditentry_no_delete"):
        triggers.register(triggers.Trigger("audit_auditentry_no_delete", "audit_auditentry"))


def test_trigger_of_a_table_that_is_not_there_is_neither_installed_nor_missing(db, monkeypatch):
    monkeypatch.setattr(triggers, "_registered", {"x": triggers.Trigger("x", "no_such_table", ["nonsense"], ["nonsense"])})

    triggers.install()

    assert triggers.missing() == []


def _names():
    return [name for name, trigger in triggers._registered.items() if trigger.statements(connection.vendor)]
