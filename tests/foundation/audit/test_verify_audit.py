"""`manage.py verify_audit` as cron jobs call it."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from foundation.audit import triggers
from foundation.audit.models import AuditEntry, Checkpoint
from foundation.audit.services import make_checkpoint
from tests.foundation.audit.conftest import CASE, MONDAY


def test_whole_log_is_said_to_be_whole(three_entries, capsys):
    checkpoint = make_checkpoint(at=MONDAY)

    call_command("verify_audit")

    assert capsys.readouterr().out == (f"Catatan: 3, titik periksa: 1\nKunci pemeriksa: {checkpoint.verify_key}\nCatatan jejak utuh.\n")


def test_json_for_machines(three_entries, capsys):
    checkpoint = make_checkpoint(at=MONDAY)

    call_command("verify_audit", "--json")

    assert json.loads(capsys.readouterr().out) == {
        "ok": True,
        "entries": 3,
        "checkpoint": {"number": 1, "digest": checkpoint.digest},
        "verify_key": checkpoint.verify_key,
        "faults": [],
    }


def test_first_fault_is_named_and_the_command_fails(three_entries, capsys):
    make_checkpoint(at=MONDAY)
    triggers.uninstall()
    AuditEntry.objects.filter(pk=three_entries[2].pk).update(action="complaint.closed")
    triggers.install()

    with pytest.raises(CommandError) as failure:
        call_command("verify_audit", "--json")

    assert failure.value.returncode == 1
    assert str(failure.value) == f"entry_changed: its hash does not fit its content (complaints.Complaint {CASE.id} #2)"
    assert json.loads(capsys.readouterr().out)["faults"] == [
        {
            "code": "entry_changed",
            "words": "its hash does not fit its content",
            "target_kind": "complaints.Complaint",
            "target_id": str(CASE.id),
            "sequence": 2,
        },
    ]
    assert Checkpoint.objects.count() == 1


def test_missing_server_key_fails(db, settings, tmp_path):
    settings.SERVER_KEY_FILE = tmp_path / "none.key"

    with pytest.raises(CommandError, match="SERVER_KEY_FILE"):
        call_command("verify_audit")


def test_a_restored_log_with_an_old_unsigned_end_is_signed_first_where_asked(three_entries, capsys, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY + timedelta(days=5))
    with pytest.raises(CommandError, match="unsigned"):
        call_command("verify_audit")

    call_command("verify_audit", "--sign")

    assert (capsys.readouterr().out.splitlines()[-1], Checkpoint.objects.count()) == ("Catatan jejak utuh.", 1)


def test_signing_first_hides_no_changed_entry(three_entries):
    triggers.uninstall()
    AuditEntry.objects.filter(pk=three_entries[2].pk).update(action="complaint.closed")
    triggers.install()

    with pytest.raises(CommandError, match="entry_changed"):
        call_command("verify_audit", "--sign")
