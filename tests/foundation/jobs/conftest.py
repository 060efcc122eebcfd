"""A kind of work for tests, and a doorbell that only counts."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation.jobs import doorbell, handlers

MONDAY = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)


@pytest.fixture
def worked(monkeypatch):
    """The payloads that the kind "test.note" was run with; its lease is a minute, its attempts are three."""
    monkeypatch.setattr(handlers, "_registered", dict(handlers._registered))
    payloads = []

    @handlers.handler("test.note", lease=timedelta(minutes=1), max_attempts=3)
    def note(job):
        payloads.append(job.payload)

    return payloads


@pytest.fixture
def rings(monkeypatch):
    """The (job id, queue) of each ring."""
    heard = []

    def ring(job_id, queue):
        heard.append((job_id, queue))
        return True

    monkeypatch.setattr(doorbell, "ring", ring)
    return heard


@pytest.fixture
def clock():
    """A worker's clock that stands still at MONDAY."""
    return lambda: MONDAY
