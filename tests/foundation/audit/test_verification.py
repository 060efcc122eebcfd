"""Every way to tamper with the log is found, by somebody who can switch the triggers off."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from nacl.signing import SigningKey

from foundation.audit import hashing, triggers
from foundation.audit.actors import Target
from foundation.audit.models import AuditEntry, ChainHead, Checkpoint
from foundation.audit.services import Fault, make_checkpoint, record, verify

CASE = Target("complaints.Complaint", UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00"))
MONDAY = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)


@pytest.fixture
def log(three_entries):
    """Three entries under a checkpoint, and nothing that protects the tables any more."""
    make_checkpoint(at=MONDAY)
    triggers.uninstall()
    yield three_entries
    triggers.install()


def codes(at=None):
    return [fault.code for fault in verify(at) if fault.code != "trigger_missing"]


def rehash(entry):
    """What a forger does who knows how entries are hashed."""
    names = "target_kind target_id sequence at action actor_kind actor_id detail previous_hash"
    entry.entry_hash = hashing.entry_hash(**{name: getattr(entry, name) for name in names.split()})
    AuditEntry.objects.filter(pk=entry.pk).update(action=entry.action, previous_hash=entry.previous_hash, entry_hash=entry.entry_hash)


def test_whole_log_has_no_fault(three_entries):
    make_checkpoint(at=MONDAY)

    assert verify(MONDAY) == []


def test_empty_log_has_no_fault(db):
    assert verify(MONDAY) == []


@pytest.mark.parametrize(
    "change",
    [
        {"action": "complaint.closed"},
        {"at": MONDAY + timedelta(microseconds=1)},
        {"actor_kind": "reporter"},
        {"actor_id": None},
        {"detail": {"channel": "web"}},
    ],
)
def test_changed_entry_is_named(log, change):
    AuditEntry.objects.filter(pk=log[1].pk).update(**change)

    faults = [fault for fault in verify() if fault.code != "trigger_missing"]

    assert faults == [
        Fault(
            "entry_changed",
            "its hash does not fit its content",
            target_kind="complaints.Complaint",
            target_id=log[1].target_id,
            sequence=1,
        ),
    ]


def test_entry_deleted_in_the_middle_is_found_by_chain_and_checkpoint(log):
    AuditEntry.objects.filter(pk=log[0].pk).delete()

    assert codes() == ["entry_missing", "digest_wrong"]


def test_entry_deleted_at_the_end_is_found_by_head_and_checkpoint(log):
    AuditEntry.objects.filter(pk=log[2].pk).delete()

    assert codes() == ["head_wrong", "digest_wrong"]


def test_whole_chain_deleted_with_its_head_is_found_by_the_checkpoint(log):
    AuditEntry.objects.filter(target_id=log[1].target_id).delete()
    ChainHead.objects.filter(target_id=log[1].target_id).delete()

    assert codes() == ["digest_wrong"]


def test_entry_rewritten_with_a_fitting_hash_breaks_the_link_and_the_checkpoint(log):
    log[0].action = "complaint.closed"
    rehash(log[0])

    assert codes() == ["link_broken", "digest_wrong"]


def test_chain_rewritten_to_its_end_is_found_by_the_checkpoint(log):
    log[0].action = "complaint.closed"
    rehash(log[0])
    log[2].previous_hash = log[0].entry_hash
    rehash(log[2])
    ChainHead.objects.filter(target_id=CASE.id).update(entry_hash=log[2].entry_hash)

    assert codes() == ["digest_wrong"]


def test_checkpoint_resigned_with_another_key_is_not_believed(log):
    checkpoint, key = Checkpoint.objects.get(), SigningKey(b"\x01" * 32)
    facts = {name: getattr(checkpoint, name) for name in ["number", "at", "last_entry_id", "entries", "previous_digest", "digest"]}
    signature = key.sign(hashing.checkpoint_message(**facts)).signature
    Checkpoint.objects.update(signature=signature.hex(), verify_key=bytes(key.verify_key).hex())

    assert codes() == ["signature_wrong"]


def test_checkpoint_of_a_former_server_key_is_believed_when_named(log, settings, tmp_path):
    settings.AUDIT_FORMER_VERIFY_KEYS = [Checkpoint.objects.get().verify_key]
    settings.SERVER_KEY_FILE = tmp_path / "new.key"
    settings.SERVER_KEY_FILE.write_bytes(b"\x02" * 32)

    assert codes() == []

    settings.AUDIT_FORMER_VERIFY_KEYS = []
    assert codes() == ["signature_wrong"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"digest": "0" * 64}, ["signature_wrong", "digest_wrong"]),
        ({"entries": 4}, ["signature_wrong", "digest_wrong"]),
        ({"at": MONDAY - timedelta(days=1)}, ["signature_wrong"]),
        ({"signature": "zz"}, ["signature_wrong"]),
        ({"number": 2}, ["checkpoint_missing", "signature_wrong"]),
    ],
)
def test_changed_checkpoint_is_found(log, change, found):
    Checkpoint.objects.update(**change)

    assert codes() == found


def test_entry_slipped_in_below_a_checkpoint_is_found(log):
    slipped = record("complaint.closed", CASE, by=None, at=MONDAY)
    AuditEntry.objects.filter(pk=slipped.pk).update(id=-1)

    assert codes() == ["digest_wrong"]


def test_head_set_back_is_found(log):
    ChainHead.objects.filter(target_id=CASE.id).update(sequence=1, entry_hash=log[0].entry_hash)

    assert codes() == ["beyond_head"]


def test_deleted_head_is_found_for_each_entry_of_its_chain(log):
    ChainHead.objects.filter(target_id=CASE.id).delete()

    assert codes() == ["beyond_head", "beyond_head"]


def test_missing_triggers_are_faults(log):
    names = [fault.trigger for fault in verify() if fault.code == "trigger_missing"]

    assert names == triggers.missing()
    assert len(names) > 0


def test_entry_unsigned_for_more_than_two_days_is_a_fault(three_entries):
    assert codes(MONDAY + timedelta(days=2)) == []
    assert codes(MONDAY + timedelta(days=2, seconds=1)) == ["unsigned"]


def test_entry_dated_into_the_past_is_no_fault_while_checkpoints_are_made(three_entries):
    make_checkpoint(at=MONDAY)
    record("complaint.registered", CASE, by=None, at=MONDAY - timedelta(days=300))

    assert codes(MONDAY + timedelta(days=1)) == []


def test_faults_are_capped(log, monkeypatch):
    monkeypatch.setattr("foundation.audit.verification.MOST_FAULTS", 2)
    AuditEntry.objects.update(action="complaint.closed")

    assert [fault.code for fault in verify()] == ["entry_changed", "entry_changed"]


def test_fault_reads_as_one_line():
    fault = Fault("entry_changed", "its hash does not fit its content", target_kind="a.B", target_id=UUID(int=7), sequence=3)

    assert str(fault) == "entry_changed: its hash does not fit its content (a.B 00000000-0000-0000-0000-000000000007 #3)"
    assert fault.as_json() == {
        "code": "entry_changed",
        "words": "its hash does not fit its content",
        "target_kind": "a.B",
        "target_id": "00000000-0000-0000-0000-000000000007",
        "sequence": 3,
    }
