"""A target and a few entries about it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from foundation.audit.actors import Target
from foundation.audit.services import record

CASE = Target("complaints.Complaint", UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00"))
OTHER_CASE = Target("complaints.Complaint", UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f01"))
OFFICER = UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9fff")
MONDAY = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)


@pytest.fixture
def three_entries(db):
    """Two entries about one case and one about another."""
    return [
        record("complaint.registered", CASE, by=None, at=MONDAY),
        record("complaint.registered", OTHER_CASE, by=OFFICER, at=MONDAY, detail={"channel": "letter"}),
        record("complaint.forwarded", CASE, by=OFFICER, at=MONDAY + timedelta(hours=2)),
    ]
