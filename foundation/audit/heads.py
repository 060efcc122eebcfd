"""The heads of chains, read under lock and moved on by SQL written by hand.

Every write of the product passes here; built by the ORM the two statements cost more than the rest of an entry together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import connection

from foundation.audit import hashing
from foundation.audit.actors import Target
from foundation.audit.models import ChainHead

FIND = "SELECT id, sequence, entry_hash FROM audit_chainhead WHERE target_kind = %s AND target_id = %s"
FIND_ALL = "SELECT target_id, id, sequence, entry_hash FROM audit_chainhead WHERE target_kind = %s AND target_id IN ({marks}) ORDER BY id"
MOVE = "UPDATE audit_chainhead SET sequence = %s, entry_hash = %s WHERE id = %s"
MOVE_ALL = (
    "UPDATE audit_chainhead SET sequence = moved.column2, entry_hash = moved.column3 "
    "FROM (VALUES {marks}) AS moved WHERE audit_chainhead.id = moved.column1"
)
AT_ONCE = 1000
"""How many rows one statement names; both engines take some ten thousand values."""


@dataclass(frozen=True)
class Head:
    """Where one chain ends, as long as its lock is held."""

    id: int
    sequence: int
    entry_hash: str

    def move(self, *, sequence: int, entry_hash: str) -> None:
        """Name the entry that was appended."""
        with connection.cursor() as cursor:
            cursor.execute(MOVE, [sequence, entry_hash, self.id])


def locked(target: Target) -> Head:
    """The target's head, made when it has none, and locked until the transaction ends.

    On SQLite the lock is BEGIN IMMEDIATE, which holds the whole file already.
    """
    if head := _found(target):
        return head
    row = ChainHead(target_kind=target.kind, target_id=target.id, entry_hash=hashing.GENESIS)
    # Somebody may be making the same head: then this waits for them, and theirs is found.
    ChainHead.objects.bulk_create([row], ignore_conflicts=True)
    head = _found(target)
    assert head is not None
    return head


def locked_all(targets: Iterable[Target]) -> dict[Target, Head]:
    """As `locked`, for many targets in one statement a kind; always in the same order, so that two callers never wait for each other."""
    found: dict[Target, Head] = {}
    wanted = set(targets)
    for kind in sorted({target.kind for target in wanted}):
        ids = [_stored(target.id) for target in wanted if target.kind == kind]
        with connection.cursor() as cursor:
            cursor.execute(FIND_ALL.format(marks=", ".join(["%s"] * len(ids))) + _lock(), [kind, *ids])
            found |= {Target(kind, UUID(str(target_id))): Head(*head) for target_id, *head in cursor.fetchall()}
    return found | {target: locked(target) for target in sorted(wanted - set(found), key=lambda target: target.id)}


def move_all(moved: Iterable[tuple[Head, int, str]]) -> None:
    """Name the newest sequence and hash of many heads, a thousand in one statement."""
    rows = [(head.id, sequence, entry_hash) for head, sequence, entry_hash in moved]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            cursor.execute(MOVE_ALL.format(marks=", ".join(["(%s, %s, %s)"] * len(some))), list(chain.from_iterable(some)))


def _found(target: Target) -> Head | None:
    with connection.cursor() as cursor:
        cursor.execute(FIND + _lock(), [target.kind, _stored(target.id)])
        row = cursor.fetchone()
    return None if row is None else Head(*row)


def _stored(target_id: UUID) -> Any:
    """A target's id as this engine keeps it."""
    return ChainHead._meta.get_field("target_id").get_db_prep_value(target_id, connection)


def _lock() -> str:
    return " FOR UPDATE" if connection.features.has_select_for_update else ""
