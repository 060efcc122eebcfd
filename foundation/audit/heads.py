"""The heads of chains, read under lock and moved on by SQL written by hand.

Every write of the product passes here; built by the ORM the two statements cost more than the rest of an entry together.
"""

from dataclasses import dataclass

from django.db import connection

from foundation.audit import hashing
from foundation.audit.actors import Target
from foundation.audit.models import ChainHead

FIND = "SELECT id, sequence, entry_hash FROM audit_chainhead WHERE target_kind = %s AND target_id = %s"
MOVE = "UPDATE audit_chainhead SET sequence = %s, entry_hash = %s WHERE id = %s"


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


def _found(target: Target) -> Head | None:
    target_id = ChainHead._meta.get_field("target_id").get_db_prep_value(target.id, connection)
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(FIND + lock, [target.kind, target_id])
        row = cursor.fetchone()
    return None if row is None else Head(*row)
