"""The bytes that are hashed and signed: canonical JSON and SHA-256, the same on both engines."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

GENESIS = "0" * 64
"""What stands before the first entry of a chain and before the first checkpoint."""
FORMAT = 1
BEFORE_ALL_IDS = -(2**63)
"""The first checkpoint covers whatever has an id, so that nothing is slipped in below the first entry."""


def canonical(value: dict[str, Any]) -> bytes:
    """JSON with sorted keys, no spaces and plain UTF-8: one value, one sequence of bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def moment(at: datetime) -> str:
    """An aware moment in UTC to the microsecond, as it is hashed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def entry_hash(
    *,
    target_kind: str,
    target_id: UUID,
    sequence: int,
    at: datetime,
    action: str,
    actor_kind: str,
    actor_id: UUID | None,
    detail: dict[str, Any],
    previous_hash: str,
) -> str:
    """SHA-256 in hex over all of one entry and the hash of the entry before it."""
    content = {
        "format": FORMAT,
        "target": [target_kind, str(target_id), sequence],
        "at": moment(at),
        "action": action,
        "actor": [actor_kind, None if actor_id is None else str(actor_id)],
        "detail": detail,
        "previous": previous_hash,
    }
    return hashlib.sha256(canonical(content)).hexdigest()


def running_digest(previous: str, hashes: Iterable[str]) -> str:
    """SHA-256 in hex over the digest before and the entry hashes in order, all as raw bytes."""
    digest = hashlib.sha256(bytes.fromhex(previous))
    for one in hashes:
        digest.update(bytes.fromhex(one))
    return digest.hexdigest()


def checkpoint_message(
    *,
    number: int,
    at: datetime,
    last_entry_id: int,
    entries: int,
    previous_digest: str,
    digest: str,
) -> bytes:
    """The bytes a checkpoint's signature stands for."""
    content = {
        "format": FORMAT,
        "number": number,
        "at": moment(at),
        "last_entry_id": last_entry_id,
        "entries": entries,
        "previous": previous_digest,
        "digest": digest,
    }
    return canonical(content)
