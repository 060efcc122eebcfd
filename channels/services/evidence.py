"""Takes the files of an upload into a draft, and says of each that could not be kept why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from complaints.services import drafts
from complaints.services.attachments import IncomingFile
from foundation.vault.files import discard
from foundation.vault.uploads import SealedUpload


class Fault(StrEnum):
    """Why a file was not kept."""

    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    EMPTY = "empty"
    NOT_STORED = "not_stored"
    MISSING = "missing"


@dataclass(frozen=True)
class Refused:
    """A file that was not kept, by the name its sender gave it."""

    name: str
    fault: Fault


def sort_out(uploads: Iterable[SealedUpload]) -> tuple[list[IncomingFile], list[Refused]]:
    """The uploads that lie sealed on disk, from now on the caller's to keep or discard, and those of which nothing was kept."""
    taken: list[IncomingFile] = []
    refused: list[Refused] = []
    for upload in uploads:
        fault = fault_of(upload)
        if fault is None:
            taken.append(IncomingFile(upload.stored, name=upload.name or "", content_type=upload.content_type or ""))
        else:
            refused.append(Refused(upload.name or "", fault))
    return taken, refused


def fault_of(upload: SealedUpload) -> Fault | None:
    """Why an upload cannot be kept, or None."""
    if upload.too_large:
        return Fault.TOO_LARGE
    if upload.failed:
        return Fault.NOT_STORED
    return None if upload.size else Fault.EMPTY


def keep(code: str, uploads: Iterable[SealedUpload], *, at: datetime) -> list[Refused]:
    """Add uploads to a draft one by one; those that fit stay, whatever becomes of the others.

    Returns what was refused, which is off the disk again. Raises drafts.DraftGone and drafts.DraftSent, and what the database
    raises: then the commit of this one file may have gone through unheard, so it stays, and the sweep takes it if no row names it.
    """
    taken, refused = sort_out(uploads)
    for place, file in enumerate(taken):
        try:
            drafts.add_file(code, file, most=settings.ATTACHMENT_MAX_COUNT, at=at)
        except drafts.TooManyFiles:
            discard(file.stored.name)
            refused.append(Refused(file.name, Fault.TOO_MANY))
        except (drafts.DraftGone, drafts.DraftSent):
            discard_all(taken[place:])
            raise
        except BaseException:
            discard_all(taken[place + 1 :])
            raise
    return refused


def discard_all(files: Iterable[IncomingFile]) -> None:
    """Take sealed files that no row owns off the disk, once it is sure that no row will."""
    names = [file.stored.name for file in files]

    def discard_each() -> None:
        for name in names:
            discard(name)

    transaction.on_commit(discard_each)
