"""The one way a file becomes part of a case, whoever brings it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import transaction

from complaints.models import Attachment, Complaint
from foundation.accounts.models import User
from foundation.audit.actors import Actor
from foundation.audit.services import record
from foundation.vault.errors import CannotOpen
from foundation.vault.files import StoredFile, open_stream
from foundation.vault.keys import Keys
from foundation.vault.models import Compartment
from foundation.vault.primitives import Key
from foundation.vault.sealing import open_sealed, seal


@dataclass(frozen=True)
class IncomingFile:
    """A file already sealed on disk, with the name and type its sender gave it."""

    stored: StoredFile
    name: str
    content_type: str = ""


@transaction.atomic
def ingest_file(
    complaint: Complaint,
    file: IncomingFile,
    *,
    inside: Compartment,
    keys: Keys,
    by: User | None,
    at: datetime,
) -> Attachment:
    """Add a sealed file to a case; its name, type, size, SHA-256 and file key are sealed in `inside`.

    The original is never changed. `by` None means the reporter. Names are stored as given and shown escaped.
    """
    attachment = _attachment(complaint, file, inside=inside, keys=keys, by=by, at=at)
    attachment.save(force_insert=True)
    record("attachment.added", complaint, by=by or Actor.REPORTER, at=at, detail={"attachment": str(attachment.pk)})
    return attachment


def attach_first_files(
    complaint: Complaint,
    files: Iterable[IncomingFile],
    *,
    keys: Keys,
    by: User | None,
    at: datetime,
) -> list[Attachment]:
    """Add the files a complaint came with, inside its contents, in one statement; the entry of its registration names them."""
    rows = [_attachment(complaint, file, inside=complaint.content, keys=keys, by=by, at=at) for file in files]
    return Attachment.objects.bulk_create(rows)


def _attachment(complaint: Complaint, file: IncomingFile, *, inside: Compartment, keys: Keys, by: User | None, at: datetime) -> Attachment:
    """The unsaved row of a file, its facts sealed."""
    attachment = Attachment(
        complaint=complaint,
        inside=inside,
        from_reporter=by is None,
        uploaded_by=by,
        uploaded_at=at,
        stored_name=file.stored.name,
    )
    facts = {
        "name": file.name,
        "type": file.content_type,
        "size": file.stored.size,
        "sha256": file.stored.sha256,
        "key": file.stored.key.hex(),
    }
    seal(attachment, "facts", facts, keys)
    return attachment


class FileDamaged(Exception):
    """The sealed file is missing, cut or changed: it cannot be given out."""


@dataclass(frozen=True)
class OriginalFile:
    """An original on its way out: its name as the sender gave it, its size in bytes, and its bytes as they are opened."""

    name: str
    size: int
    chunks: Iterator[bytes]


def take_out(attachment: Attachment, *, keys: Keys, by: User, at: datetime) -> OriginalFile:
    """Open an original for reading and record who took it; raises FileDamaged before the first byte when it cannot be opened.

    Damage further inside breaks the stream off with vault.CannotOpen: what was sent until then is not the whole file.
    """
    facts = open_sealed(attachment, "facts", keys) or {}
    stream = open_stream(attachment.stored_name, Key(bytes.fromhex(facts["key"])))
    try:
        first = next(stream, b"")
    except (FileNotFoundError, CannotOpen) as error:
        raise FileDamaged from error
    record("attachment.opened", attachment.complaint, by=by, at=at, detail={"attachment": str(attachment.pk)})
    return OriginalFile(facts["name"], facts["size"], chain([first], stream))
