"""What a room's page shows of a signed paper: "papers/staff/_paper.html" with `card`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from foundation.papers.enums import PaperKind
from foundation.papers.models import Paper, SignedScan


@dataclass(frozen=True)
class PaperCard:
    """Number, date (WIB) and signer of a signed paper, where its PDF and its scans are, and where a scan is handed in ("" for nowhere)."""

    kind: str
    number: str
    dated: date | None
    signer: str
    url: str
    upload: str
    scans: tuple[tuple[SignedScan, str], ...]


def card_of(paper: Paper, *, url: str, upload: str = "", scan: Callable[[SignedScan], str] | None = None) -> PaperCard:
    """The card of a signed paper. `url`, `upload` and `scan` give the room's own addresses; without `scan` no scan is shown."""
    signer = paper.signatory.name if paper.signatory else paper.signed_by.full_name if paper.signed_by else ""
    scans = tuple((one, scan(one)) for one in paper.scans.select_related("uploaded_by")) if scan else ()
    return PaperCard(str(PaperKind(paper.kind).label), paper.number, paper.dated, signer, url, upload, scans)
