"""Writes of the log: one entry, one checkpoint; and the proof that nothing was changed since."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from foundation.audit import chains, details, hashing, heads
from foundation.audit.actors import Actor, HasUuid, Target, actor_of, target_of
from foundation.audit.models import AuditEntry, Checkpoint
from foundation.audit.queries import newest_checkpoint
from foundation.audit.server_key import checkpoint_signing_key
from foundation.audit.verification import Fault, hash_of, signed_bytes, verify

__all__ = ["Fault", "make_checkpoint", "record", "record_all", "verify"]

ACTION = re.compile(r"(?=.{1,80}\Z)[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
LONGEST_WAIT_FOR_WRITERS = "5s"
CHUNK = 5000


class ActionRefused(ValueError):
    """An action is a lower-case code, words parted by dots: "complaint.forwarded"."""


def record(
    action: str,
    target: Model | Target,
    *,
    by: HasUuid | Actor | UUID | None,
    at: datetime,
    detail: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry to the target's chain, in the caller's transaction.

    `by`: a user or a user's UUID, Actor.REPORTER, or None for the system. `at`: an aware moment.
    `detail`: ids, codes, dates and numbers only (details.checked says exactly which); never contents, never an address.

    Raises ActionRefused, DetailRefused, ValueError for a naive moment, TypeError for a target or actor without a key.
    """
    thing = target_of(target)
    entry = _unnumbered(action, thing, by=by, at=at, detail=detail)
    # Without a savepoint: what fails in here is never caught and survived.
    with transaction.atomic(savepoint=False):
        _append(entry, heads.locked(thing))
    return entry


def record_all(
    action: str, facts: Iterable[tuple[Model | Target, Mapping[str, Any]]], *, by: HasUuid | Actor | UUID | None, at: datetime
) -> int:
    """Append the same act to many chains, in few statements; `facts` are targets with their details. Returns how many entries.

    A target may come more than once. For work that goes over many rows; raises what `record` raises, then nothing is stored.
    A detail that many targets share is looked at once, so hand over the same object.
    """
    entries = [(target_of(target), detail) for target, detail in facts]
    if not entries:
        return 0
    looked_at = {id(detail): details.checked(detail) for detail in {id(detail): detail for _, detail in entries}.values()}
    act = chains.Act(action, *_acting(action, by=by, at=at), at=at)
    with transaction.atomic(savepoint=False):
        found = heads.locked_all(target for target, _ in entries)
        ends = {target: (head.sequence, head.entry_hash) for target, head in found.items()}
        links = []
        for target, detail in entries:
            link = act.link(target, looked_at[id(detail)], after=ends[target])
            ends[target] = (link.sequence, link.entry_hash)
            links.append(link)
        chains.append_all(act, links)
        heads.move_all((head, *ends[target]) for target, head in found.items())
    return len(links)


def make_checkpoint(*, at: datetime) -> Checkpoint:
    """Sign a digest over every entry since the checkpoint before; the newest one again when there is nothing to add.

    Called outside a transaction: it waits up to five seconds for writers in flight, and hashes with no lock held.
    Raises OperationalError when a writer takes longer (the next run catches up), ServerKeyMissing without a server key.
    """
    previous = newest_checkpoint()
    last_entry_id = _newest_settled_id()
    if previous is not None and last_entry_id <= previous.last_entry_id:
        return previous
    checkpoint = _signed(previous, last_entry_id, at=at)
    try:
        with transaction.atomic():
            checkpoint.save(force_insert=True)
    except IntegrityError:
        # Somebody else wrote the checkpoint of this number in the meantime: theirs stands.
        return Checkpoint.objects.get(number=checkpoint.number)
    return checkpoint


def _unnumbered(
    action: str, thing: Target, *, by: HasUuid | Actor | UUID | None, at: datetime, detail: Mapping[str, Any] | None
) -> AuditEntry:
    """An entry without its place in the chain. Raises what `record` raises."""
    return _entry(action, thing, _acting(action, by=by, at=at), at, details.checked(detail))


def _acting(action: str, *, by: HasUuid | Actor | UUID | None, at: datetime) -> tuple[Actor, UUID | None]:
    """Kind and id of whoever acts. Raises ActionRefused, ValueError for a naive moment, TypeError for an actor without a key."""
    if not ACTION.fullmatch(action):
        raise ActionRefused(action)
    if at.tzinfo is None:
        raise ValueError("at is a moment with a time zone")
    return actor_of(by)


def _entry(action: str, thing: Target, actor: tuple[Actor, UUID | None], at: datetime, facts: dict[str, Any]) -> AuditEntry:
    return AuditEntry(
        target_kind=thing.kind,
        target_id=thing.id,
        at=at,
        action=action,
        actor_kind=actor[0].value,
        actor_id=actor[1],
        detail=facts,
    )


def _numbered(entry: AuditEntry, sequence: int, previous_hash: str) -> AuditEntry:
    """The entry in its place, hashed."""
    entry.sequence, entry.previous_hash = sequence, previous_hash
    entry.entry_hash = hash_of(entry)
    return entry


def _append(entry: AuditEntry, head: heads.Head) -> None:
    """Number and hash an entry, store it, and move the head that the caller has locked."""
    _numbered(entry, head.sequence + 1, head.entry_hash)
    entry.save(force_insert=True)
    head.move(sequence=entry.sequence, entry_hash=entry.entry_hash)


def _newest_settled_id() -> int:
    """The highest entry id below which nothing can appear any more; 0 when there is no entry.

    PostgreSQL hands out ids before the commit, so a lower one may still be in flight: a SHARE lock waits for every
    writer and is let go at once. SQLite has one writer at a time, so ids appear in order.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT_FOR_WRITERS}'")
                cursor.execute(f"LOCK TABLE {AuditEntry._meta.db_table} IN SHARE MODE")
        newest = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first()
    return newest or 0


def _signed(previous: Checkpoint | None, last_entry_id: int, *, at: datetime) -> Checkpoint:
    after = hashing.BEFORE_ALL_IDS if previous is None else previous.last_entry_id
    covered = AuditEntry.objects.filter(id__gt=after, id__lte=last_entry_id).order_by("id").values_list("entry_hash", flat=True)
    previous_digest = hashing.GENESIS if previous is None else previous.digest
    checkpoint = Checkpoint(
        number=1 if previous is None else previous.number + 1,
        at=at,
        last_entry_id=last_entry_id,
        entries=covered.count(),
        previous_digest=previous_digest,
        digest=hashing.running_digest(previous_digest, covered.iterator(chunk_size=CHUNK)),
    )
    key = checkpoint_signing_key()
    checkpoint.signature = key.sign(signed_bytes(checkpoint)).signature.hex()
    checkpoint.verify_key = bytes(key.verify_key).hex()
    return checkpoint
