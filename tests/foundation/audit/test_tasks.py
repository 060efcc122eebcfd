"""The log's doorbells: sign, verify, look for triggers."""

import pytest
from structlog.testing import capture_logs

from foundation.audit import tasks, triggers
from foundation.audit.models import AuditEntry
from foundation.audit.queries import newest_checkpoint
from tests.foundation.audit.conftest import CASE, MONDAY


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)


@pytest.fixture
def logged(monkeypatch):
    """What the tasks log, whoever configured structlog before."""
    with capture_logs() as lines:
        monkeypatch.setattr(tasks, "log", tasks.structlog.get_logger())
        yield lines


def test_log_is_signed(three_entries, logged):
    tasks.sign_log()

    checkpoint = newest_checkpoint()
    assert (checkpoint.at, checkpoint.entries) == (MONDAY, 3)
    assert logged == [{"event": "log_signed", "log_level": "info", "checkpoint": 1, "digest": checkpoint.digest}]


def test_whole_log_is_verified_silently(three_entries, logged):
    tasks.verify_log()

    assert logged == []


def test_broken_log_is_an_error(three_entries, logged):
    triggers.uninstall()
    AuditEntry.objects.filter(pk=three_entries[0].pk).update(action="complaint.closed")
    triggers.install()

    tasks.verify_log()

    assert logged == [
        {
            "event": "log_broken",
            "log_level": "error",
            "code": "entry_changed",
            "words": "its hash does not fit its content",
            "target_kind": "complaints.Complaint",
            "target_id": str(CASE.id),
            "sequence": 1,
        },
    ]


def test_worker_says_at_its_start_which_triggers_are_missing(db, logged, monkeypatch):
    monkeypatch.setattr(triggers, "missing", lambda: ["audit_auditentry_no_update"])
    monkeypatch.setattr(tasks.connections, "close_all", lambda: None)

    tasks.look_for_triggers()

    assert logged == [{"event": "trigger_missing", "log_level": "error", "trigger": "audit_auditentry_no_update"}]
