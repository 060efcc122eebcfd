"""The hashed bytes are a promise: a printed checkpoint must be provable in ten years."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from foundation.audit import hashing

TARGET = UUID("0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00")
FACTS = {
    "target_kind": "complaints.Complaint",
    "target_id": TARGET,
    "sequence": 1,
    "action": "complaint.registered",
    "actor_kind": "system",
    "actor_id": None,
    "detail": {"state": "received", "channel": "web"},
    "previous_hash": hashing.GENESIS,
}


def test_entry_hash_is_sha256_of_the_canonical_bytes():
    expected = (
        b'{"action":"complaint.registered","actor":["system",null],"at":"2026-10-05T07:00:00.000000+00:00",'
        b'"detail":{"channel":"web","state":"received"},"format":1,"previous":"' + b"0" * 64 + b'",'
        b'"target":["complaints.Complaint","0191f7a2-0b1c-7d3e-8f4a-5b6c7d8e9f00",1]}'
    )

    assert hashing.entry_hash(**FACTS, at=datetime(2026, 10, 5, 7, tzinfo=UTC)) == hashlib.sha256(expected).hexdigest()


def test_entry_hash_is_the_same_in_every_time_zone():
    wib = datetime(2026, 10, 5, 14, tzinfo=timezone(timedelta(hours=7)))

    assert hashing.entry_hash(**FACTS, at=wib) == hashing.entry_hash(**FACTS, at=datetime(2026, 10, 5, 7, tzinfo=UTC))


def test_running_digest_takes_raw_bytes_in_order():
    one, two = "01" * 32, "02" * 32

    expected = hashlib.sha256(b"\x00" * 32 + b"\x01" * 32 + b"\x02" * 32).hexdigest()

    assert hashing.running_digest(hashing.GENESIS, [one, two]) == expected
