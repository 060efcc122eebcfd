"""Parallel writers keep one unbroken chain, and a checkpoint waits for writers in flight."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction

from foundation.audit.actors import Target
from foundation.audit.models import AuditEntry, ChainHead, Checkpoint
from foundation.audit.queries import history_of
from foundation.audit.services import make_checkpoint, record, verify
from tests.waiting import wait_until

WRITERS, ENTRIES_EACH = 8, 10
CASE = Target("complaints.Complaint", UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00"))
OTHER_CASE = Target("complaints.Complaint", UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f01"))
MONDAY = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)


def in_own_connection(work):
    """Runs `work` in a thread and closes the database connection that it opened there."""

    def run(*args):
        try:
            return work(*args)
        finally:
            connection.close()

    return run


def test_parallel_writers_keep_one_unbroken_chain(transactional_db):
    start = Barrier(WRITERS)

    @in_own_connection
    def write(writer):
        start.wait()
        for number in range(ENTRIES_EACH):
            record("complaint.touched", CASE, by=None, at=MONDAY + timedelta(seconds=number), detail={"writer": writer})

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    assert list(history_of(CASE).values_list("sequence", flat=True)) == list(range(1, WRITERS * ENTRIES_EACH + 1))
    assert ChainHead.objects.get().sequence == WRITERS * ENTRIES_EACH
    assert verify() == []


def test_parallel_checkpoints_make_one(transactional_db):
    record("complaint.registered", CASE, by=None, at=MONDAY)
    start = Barrier(4)

    @in_own_connection
    def sign(_):
        start.wait()
        return make_checkpoint(at=MONDAY).number

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(sign, range(4)))

    assert (numbers, Checkpoint.objects.count()) == ([1, 1, 1, 1], 1)
    assert verify() == []


@pytest.mark.postgresql
def test_checkpoint_waits_for_a_writer_with_a_lower_id(transactional_db):
    written, may_commit = Event(), Event()

    @in_own_connection
    def write_slowly():
        with transaction.atomic():
            record("complaint.registered", CASE, by=None, at=MONDAY)
            written.set()
            assert may_commit.wait(20)

    @in_own_connection
    def sign():
        return make_checkpoint(at=MONDAY)

    with ThreadPoolExecutor(2) as pool:
        writer = pool.submit(write_slowly)
        assert written.wait(20)
        record("complaint.registered", OTHER_CASE, by=None, at=MONDAY)
        signer = pool.submit(sign)
        wait_until(somebody_waits_for_the_table, 20, "the checkpoint to wait for the writer")
        may_commit.set()
        writer.result()
        checkpoint = signer.result()

    assert checkpoint.entries == 2
    assert verify() == []


@pytest.mark.postgresql
def test_checkpoint_gives_up_on_a_writer_that_never_ends(transactional_db, monkeypatch):
    monkeypatch.setattr("foundation.audit.services.LONGEST_WAIT_FOR_WRITERS", "50ms")
    written, may_commit = Event(), Event()

    @in_own_connection
    def write_slowly():
        with transaction.atomic():
            record("complaint.registered", CASE, by=None, at=MONDAY)
            written.set()
            assert may_commit.wait(20)

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write_slowly)
        assert written.wait(20)
        with pytest.raises(OperationalError, match="lock timeout"):
            make_checkpoint(at=MONDAY)
        may_commit.set()
        writer.result()

    assert (AuditEntry.objects.count(), Checkpoint.objects.count()) == (1, 0)


def somebody_waits_for_the_table():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'audit_auditentry'::regclass")
        return cursor.fetchone()[0] > 0
