"""One act written onto many chains: the links, and the SQL written by hand that stores a thousand of them at once.

As models they cost more than the database: a holiday decree writes a hundred thousand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Field

from foundation.audit import hashing
from foundation.audit.actors import Actor, Target
from foundation.audit.heads import AT_ONCE
from foundation.audit.models import AuditEntry

INSERT = """
INSERT INTO audit_auditentry
    (action, actor_kind, actor_id, at, target_kind, target_id, sequence, previous_hash, entry_hash, detail)
SELECT %s, %s, %s, %s, column1, column2, column3, column4, column5, column6 FROM (VALUES {marks}) AS links
"""


class Link(NamedTuple):
    """One entry's own part: whose chain, its place there, and what it tells beside the act."""

    target: Target
    sequence: int
    previous_hash: str
    entry_hash: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class Act:
    """What all entries share, in the order and by the names of its columns; `at` is an aware moment."""

    action: str
    actor_kind: Actor
    actor_id: UUID | None
    at: datetime

    def link(self, target: Target, detail: dict[str, Any], *, after: tuple[int, str]) -> Link:
        """The entry that follows `after` (sequence and hash of the newest) on a target's chain."""
        sequence, previous = after[0] + 1, after[1]
        entry_hash = hashing.entry_hash(
            target_kind=target.kind,
            target_id=target.id,
            sequence=sequence,
            at=self.at,
            action=self.action,
            actor_kind=self.actor_kind.value,
            actor_id=self.actor_id,
            detail=detail,
            previous_hash=previous,
        )
        return Link(target, sequence, previous, entry_hash, detail)


def append_all(act: Act, links: Sequence[Link]) -> None:
    """Store links whose heads the caller has locked, in their order."""
    shared = [_stored(name, value) for name, value in vars(act).items()]
    details = {id(link.detail): _stored("detail", link.detail) for link in links}
    for start in range(0, len(links), AT_ONCE):
        some = links[start : start + AT_ONCE]
        rows = [(link.target.kind, _stored("target_id", link.target.id), *link[1:4], details[id(link.detail)]) for link in some]
        with connection.cursor() as cursor:
            cursor.execute(INSERT.format(marks=", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(some))), [*shared, *_joined(rows)])


def _joined(rows: list[tuple[Any, ...]]) -> Iterator[Any]:
    return chain.from_iterable(rows)


def _stored(name: str, value: Any) -> Any:
    """A value as this engine keeps it."""
    field: Field[Any, Any] = AuditEntry._meta.get_field(name)  # type: ignore[assignment]
    return field.get_db_prep_value(value, connection)
