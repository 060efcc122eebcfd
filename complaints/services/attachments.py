"""The one way a file becomes part of a case, whoever brings it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from complaints.models import Attachment, Complaint
from foundation.accounts.models import User
from foundation.audit.actors import Actor
from foundation.audit.services import record
from foundation.vault.files import StoredFile
from foundation.vault.keys import Keys
from foundation.vault.models import Compartment
from foundation.vault.sealing import seal


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
    attachment.save(force_insert=True)
    record("attachment.added", complaint, by=by or Actor.REPORTER, at=at, detail={"attachment": str(attachment.pk)})
    return attachment
