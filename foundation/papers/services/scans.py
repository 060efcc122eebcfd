"""The scan of a paper that a hand signed, sealed beside the original."""

from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.papers.enums import PaperState
from foundation.papers.models import Paper, SignedScan
from foundation.vault.errors import NoAccess
from foundation.vault.files import StoredFile, discard
from foundation.vault.keys import Keys
from foundation.vault.sealing import seal

STARTS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""What scanners make, by the first bytes of the file."""


NO_SCAN = "Pilih hasil pindai berupa PDF, PNG, atau JPEG"


class ScanRefused(Exception):
    """The scan can't be taken; the message says in Indonesian what to do."""


def scan_type(head: bytes) -> str | None:
    """The media type that the first bytes of a file tell; None for what no scanner makes."""
    return next((kind for start, kind in STARTS.items() if head.startswith(start)), None)


@transaction.atomic
def attach_signed_scan(paper: Paper, stored: StoredFile, *, head: bytes, keys: Keys, by: User, at: datetime) -> SignedScan:
    """Keep the scan of a signed paper with its SHA-256; the original stays, and so do earlier scans.

    `stored` and `head` are what vault.uploads.SealedUpload holds: the file sealed on the disk and its first bytes.
    Raises ScanRefused for a draft and for a file that is neither PDF, PNG nor JPEG, NoAccess; then the file is removed.
    """
    try:
        return _attached(paper, stored, head=head, keys=keys, by=by, at=at)
    except (ScanRefused, NoAccess):
        discard(stored.name)
        raise


def _attached(paper: Paper, stored: StoredFile, *, head: bytes, keys: Keys, by: User, at: datetime) -> SignedScan:
    paper = Paper.objects.select_for_update(of=("self",)).select_related("inside").get(pk=paper.pk)
    if paper.state != PaperState.SIGNED:
        raise ScanRefused("Beri nomor dan tanda tangani surat ini lebih dahulu")
    kind = scan_type(head)
    if kind is None:
        raise ScanRefused(NO_SCAN)
    scan = SignedScan(paper=paper, inside=paper.inside, stored_name=stored.name, uploaded_by=by, uploaded_at=at)
    facts = {"key": stored.key.hex(), "sha256": stored.sha256, "size": stored.size, "type": kind}
    seal(scan, "file", facts, keys)
    scan.save(force_insert=True)
    record("paper.scan_attached", paper, by=by, at=at, detail={"scan": scan.pk})
    return scan
