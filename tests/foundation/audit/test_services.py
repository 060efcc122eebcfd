"""Entries and checkpoints as services write them."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import transaction
from nacl.signing import VerifyKey

from foundation.audit import hashing
from foundation.audit.actors import Actor, Target
from foundation.audit.details import DetailRefused
from foundation.audit.models import AuditEntry, ChainHead, Checkpoint
from foundation.audit.queries import history_of, newest_checkpoint
from foundation.audit.services import ActionRefused, make_checkpoint, record, record_all, verify

CASE = Target("complaints.Complaint", UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00"))
OTHER_CASE = Target("complaints.Complaint", UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f01"))
NEW_CASE = Target("complaints.Complaint", UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f02"))
OFFICER = UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9fff")
MONDAY = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 10, 6, 7, 0, tzinfo=UTC)


def test_first_entry_starts_the_chain(db):
    entry = record("complaint.registered", CASE, by=None, at=MONDAY, detail={"channel": "web"})

    entry.refresh_from_db()
    assert (entry.target_kind, entry.target_id, entry.sequence) == ("complaints.Complaint", CASE.id, 1)
    assert (entry.at, entry.action, entry.detail) == (MONDAY, "complaint.registered", {"channel": "web"})
    assert (entry.actor_kind, entry.actor_id) == (Actor.SYSTEM, None)
    assert entry.previous_hash == hashing.GENESIS


def test_each_entry_follows_the_one_before_in_its_own_chain(three_entries):
    first, other, second = three_entries

    assert (second.sequence, second.previous_hash) == (2, first.entry_hash)
    assert (other.sequence, other.previous_hash) == (1, hashing.GENESIS)


def test_head_names_the_newest_entry(three_entries):
    head = ChainHead.objects.get(target_id=CASE.id)

    assert (head.sequence, head.entry_hash) == (2, three_entries[2].entry_hash)


def test_history_is_of_one_target_oldest_first(three_entries):
    assert list(history_of(CASE)) == [three_entries[0], three_entries[2]]


@pytest.mark.parametrize(
    ("by", "kind", "actor_id"),
    [
        (None, Actor.SYSTEM, None),
        (Actor.SYSTEM, Actor.SYSTEM, None),
        (Actor.REPORTER, Actor.REPORTER, None),
        (OFFICER, Actor.STAFF, OFFICER),
        (SimpleNamespace(pk=OFFICER), Actor.STAFF, OFFICER),
    ],
)
def test_actor_is_kept_by_kind_and_id(db, by, kind, actor_id):
    entry = record("complaint.registered", CASE, by=by, at=MONDAY)

    assert (entry.actor_kind, entry.actor_id) == (kind, actor_id)


@pytest.mark.parametrize("by", [Actor.STAFF, SimpleNamespace(pk=7), SimpleNamespace(pk=None)])
def test_staff_without_a_uuid_is_refused(db, by):
    with pytest.raises(TypeError):
        record("complaint.registered", CASE, by=by, at=MONDAY)

    assert AuditEntry.objects.count() == 0


def test_row_with_a_whole_number_key_is_a_target(db):
    checkpoint = Checkpoint(pk=42)

    entry = record("checkpoint.printed", checkpoint, by=None, at=MONDAY)

    assert (entry.target_kind, entry.target_id) == ("audit.Checkpoint", UUID("00000000-0000-0000-0000-00000000002a"))


def test_row_without_a_key_is_refused(db):
    with pytest.raises(TypeError, match=r"audit\.Checkpoint has no UUID or whole-number key to be recorded under"):
        record("checkpoint.printed", Checkpoint(), by=None, at=MONDAY)


def test_free_text_in_the_detail_is_refused_and_nothing_written(db):
    with pytest.raises(DetailRefused):
        record("complaint.registered", CASE, by=None, at=MONDAY, detail={"subject": "uang di loket"})

    assert (AuditEntry.objects.count(), ChainHead.objects.count()) == (0, 0)


@pytest.mark.parametrize("action", ["", "Complaint forwarded", "complaint..x", "a" * 81, "complaint.forwarded\n"])
def test_action_that_is_no_code_is_refused(db, action):
    with pytest.raises(ActionRefused):
        record(action, CASE, by=None, at=MONDAY)


def test_naive_moment_is_refused(db):
    with pytest.raises(ValueError, match="at is a moment with a time zone"):
        record("complaint.registered", CASE, by=None, at=MONDAY.replace(tzinfo=None))


def test_entry_is_undone_with_the_callers_transaction(db):
    with transaction.atomic():
        record("complaint.registered", CASE, by=None, at=MONDAY)
        transaction.set_rollback(True)

    assert (AuditEntry.objects.count(), ChainHead.objects.count()) == (0, 0)


def test_append_costs_the_same_queries_however_long_the_chain(three_entries, django_assert_num_queries):
    with django_assert_num_queries(3):  # lock head, insert, move head
        record("complaint.answered", CASE, by=OFFICER, at=TUESDAY)


def test_checkpoint_covers_every_entry_and_is_signed(three_entries):
    checkpoint = make_checkpoint(at=TUESDAY)

    digest = hashing.running_digest(hashing.GENESIS, [entry.entry_hash for entry in three_entries])
    message = hashing.checkpoint_message(
        number=1, at=TUESDAY, last_entry_id=three_entries[-1].pk, entries=3, previous_digest=hashing.GENESIS, digest=digest
    )
    assert (checkpoint.number, checkpoint.entries, checkpoint.digest) == (1, 3, digest)
    assert VerifyKey(bytes.fromhex(checkpoint.verify_key)).verify(message, bytes.fromhex(checkpoint.signature)) == message


def test_next_checkpoint_covers_only_what_is_new(three_entries):
    first = make_checkpoint(at=MONDAY)
    entry = record("complaint.answered", CASE, by=None, at=TUESDAY)

    second = make_checkpoint(at=TUESDAY)

    assert (second.number, second.entries, second.last_entry_id) == (2, 1, entry.pk)
    assert second.digest == hashing.running_digest(first.digest, [entry.entry_hash])
    assert newest_checkpoint() == second


def test_checkpoint_with_nothing_new_is_the_one_before(three_entries):
    first = make_checkpoint(at=MONDAY)

    assert make_checkpoint(at=TUESDAY) == first
    assert Checkpoint.objects.count() == 1


def test_first_checkpoint_of_an_empty_log_covers_nothing(db):
    checkpoint = make_checkpoint(at=MONDAY)

    assert (checkpoint.number, checkpoint.entries, checkpoint.last_entry_id) == (1, 0, 0)


def test_checkpoint_made_by_somebody_else_in_the_meantime_stands(three_entries, monkeypatch):
    first = make_checkpoint(at=MONDAY)
    monkeypatch.setattr("foundation.audit.services.newest_checkpoint", lambda: None)

    assert make_checkpoint(at=TUESDAY) == first
    assert Checkpoint.objects.count() == 1


def test_one_act_on_many_targets_continues_each_chain(three_entries):
    facts = [(CASE, {"clock": "forward"}), (OTHER_CASE, {"clock": "forward"}), (CASE, {"clock": "answer"}), (NEW_CASE, {"clock": "answer"})]

    written = record_all("clock.breached", facts, by=None, at=TUESDAY)

    newest = [(entry.sequence, entry.detail["clock"]) for entry in AuditEntry.objects.filter(action="clock.breached").order_by("id")]
    assert (written, newest) == (4, [(3, "forward"), (2, "forward"), (4, "answer"), (1, "answer")])
    assert verify() == []


def test_acts_on_many_targets_cost_the_same_queries_however_many(three_entries, django_assert_num_queries):
    with django_assert_num_queries(3):  # lock heads, insert, move heads
        record_all("clock.breached", [(CASE, {}), (OTHER_CASE, {})], by=None, at=TUESDAY)


def test_an_act_on_no_target_writes_nothing(db):
    assert (record_all("clock.breached", [], by=None, at=TUESDAY), AuditEntry.objects.count()) == (0, 0)
