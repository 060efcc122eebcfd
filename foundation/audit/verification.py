"""The proof that the log is whole: every chain, every head, every checkpoint, in flat memory."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import groupby, islice
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from foundation.audit import hashing, triggers
from foundation.audit.models import AuditEntry, ChainHead, Checkpoint
from foundation.audit.server_key import checkpoint_signing_key

CHUNK = 2000
MOST_FAULTS = 100
UNSIGNED_FOR_AT_MOST = timedelta(days=2)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with the log; `code` is stable, the rest says where."""

    code: str
    words: str
    target_kind: str = ""
    target_id: UUID | None = None
    sequence: int | None = None
    checkpoint: int | None = None
    trigger: str = ""

    def __str__(self) -> str:
        place = f"{self.target_kind} {self.target_id} #{self.sequence}" if self.target_kind else ""
        numbered = "" if self.checkpoint is None else f"checkpoint {self.checkpoint}"
        return f"{self.code}: {self.words} ({place or numbered or self.trigger})"

    def as_json(self) -> dict[str, Any]:
        """The fault with its empty fields left out, ids as strings."""
        return {name: str(value) if isinstance(value, UUID) else value for name, value in asdict(self).items() if value not in ("", None)}


def verify(at: datetime | None = None) -> list[Fault]:
    """Every fault found, at most MOST_FAULTS, the first broken entry first; an empty list is the proof.

    Reads each table in single statements, so writers go on meanwhile and each statement sees whole chains.
    With `at` it is also a fault when entries have waited more than two days for a checkpoint.
    Raises ServerKeyMissing when the signatures can't be judged for want of the key.
    """
    return list(islice(_faults(at), MOST_FAULTS))


def _faults(at: datetime | None) -> Iterator[Fault]:
    yield from _chain_faults()
    yield from _head_faults()
    yield from _checkpoint_faults()
    if at is not None:
        yield from _unsigned_faults(at)
    for name in triggers.missing():
        yield Fault("trigger_missing", "the table can be changed", trigger=name)


def _chain_faults() -> Iterator[Fault]:
    """Entries that are missing, changed, or don't follow the one before."""
    entries = AuditEntry.objects.order_by("target_kind", "target_id", "sequence").iterator(chunk_size=CHUNK)
    for _, chain in groupby(entries, key=attrgetter("target_kind", "target_id")):
        previous_hash, expected = hashing.GENESIS, 1
        for entry in chain:
            if entry.sequence != expected:
                yield _entry_fault("entry_missing", f"number {expected} is missing", entry)
            elif entry.previous_hash != previous_hash:
                yield _entry_fault("link_broken", "does not follow the entry before", entry)
            if entry.entry_hash != hash_of(entry):
                yield _entry_fault("entry_changed", "its hash does not fit its content", entry)
            previous_hash, expected = entry.entry_hash, entry.sequence + 1


def hash_of(entry: AuditEntry) -> str:
    """The hash that an entry's columns ask for."""
    return hashing.entry_hash(
        target_kind=entry.target_kind,
        target_id=entry.target_id,
        sequence=entry.sequence,
        at=entry.at,
        action=entry.action,
        actor_kind=entry.actor_kind,
        actor_id=entry.actor_id,
        detail=entry.detail,
        previous_hash=entry.previous_hash,
    )


def _entry_fault(code: str, words: str, entry: AuditEntry | ChainHead) -> Fault:
    return Fault(code, words, target_kind=entry.target_kind, target_id=entry.target_id, sequence=entry.sequence)


def _head_faults() -> Iterator[Fault]:
    """Heads that name an entry which is not there, and entries beyond their chain's head."""
    named = AuditEntry.objects.filter(
        target_kind=OuterRef("target_kind"),
        target_id=OuterRef("target_id"),
        sequence=OuterRef("sequence"),
        entry_hash=OuterRef("entry_hash"),
    )
    for head in ChainHead.objects.filter(~Exists(named)).order_by("id")[:MOST_FAULTS]:
        yield _entry_fault("head_wrong", "the head of the chain names an entry that is not there", head)
    reached = ChainHead.objects.filter(
        target_kind=OuterRef("target_kind"),
        target_id=OuterRef("target_id"),
        sequence__gte=OuterRef("sequence"),
    )
    for entry in AuditEntry.objects.filter(~Exists(reached)).order_by("id")[:MOST_FAULTS]:
        yield _entry_fault("beyond_head", "the head of the chain does not reach this entry", entry)


def _checkpoint_faults() -> Iterator[Fault]:
    """Checkpoints that are missing, wrongly signed, or don't fit the entries they cover."""
    trusted = {bytes(checkpoint_signing_key().verify_key).hex(), *settings.AUDIT_FORMER_VERIFY_KEYS}
    previous_digest, previous_id, expected = hashing.GENESIS, hashing.BEFORE_ALL_IDS, 1
    for checkpoint in Checkpoint.objects.order_by("number").iterator(chunk_size=CHUNK):
        if checkpoint.number != expected or checkpoint.previous_digest != previous_digest:
            yield _checkpoint_fault("checkpoint_missing", "does not follow the checkpoint before", checkpoint)
        if not _well_signed(checkpoint, trusted):
            yield _checkpoint_fault("signature_wrong", "not signed by the server's key", checkpoint)
        covered = AuditEntry.objects.filter(id__gt=previous_id, id__lte=checkpoint.last_entry_id).order_by("id")
        hashes = covered.values_list("entry_hash", flat=True).iterator(chunk_size=CHUNK)
        counted = _Counted(hashes)
        if hashing.running_digest(checkpoint.previous_digest, counted) != checkpoint.digest or counted.count != checkpoint.entries:
            words = f"the entries up to id {checkpoint.last_entry_id} are not those that were signed"
            yield _checkpoint_fault("digest_wrong", words, checkpoint)
        previous_digest, previous_id, expected = checkpoint.digest, checkpoint.last_entry_id, checkpoint.number + 1


class _Counted:
    """Passes hashes on and counts them."""

    def __init__(self, hashes: Iterator[str]) -> None:
        self.hashes, self.count = hashes, 0

    def __iter__(self) -> Iterator[str]:
        for one in self.hashes:
            self.count += 1
            yield one


def _well_signed(checkpoint: Checkpoint, trusted: set[str]) -> bool:
    if checkpoint.verify_key not in trusted:
        return False
    try:
        VerifyKey(bytes.fromhex(checkpoint.verify_key)).verify(signed_bytes(checkpoint), bytes.fromhex(checkpoint.signature))
    except (BadSignatureError, ValueError):
        return False
    return True


def signed_bytes(checkpoint: Checkpoint) -> bytes:
    """The bytes that a checkpoint's signature stands for."""
    return hashing.checkpoint_message(
        number=checkpoint.number,
        at=checkpoint.at,
        last_entry_id=checkpoint.last_entry_id,
        entries=checkpoint.entries,
        previous_digest=checkpoint.previous_digest,
        digest=checkpoint.digest,
    )


def _checkpoint_fault(code: str, words: str, checkpoint: Checkpoint) -> Fault:
    return Fault(code, words, checkpoint=checkpoint.number)


def _unsigned_faults(at: datetime) -> Iterator[Fault]:
    """The oldest entry that should have been signed by now. Entries dated into the past by a service are judged alike."""
    newest = Checkpoint.objects.order_by("number").last()
    after = hashing.BEFORE_ALL_IDS if newest is None else newest.last_entry_id
    signed_at = None if newest is None else newest.at
    if signed_at is not None and signed_at > at - UNSIGNED_FOR_AT_MOST:
        return
    waiting = AuditEntry.objects.filter(Q(id__gt=after), at__lt=at - UNSIGNED_FOR_AT_MOST).order_by("id").first()
    if waiting is not None:
        yield _entry_fault("unsigned", "has waited more than two days for a checkpoint", waiting)
