"""The signed review sheet as a paper: numbered and sealed with the contents of its case; it never holds the review up."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone

from complaints.enums import Routing
from complaints.models import Complaint, ViolationType
from complaints.rules.confidentiality import SEALED_AWAY
from complaints.services.letters import issuer_of
from foundation.accounts.enums import Role
from foundation.accounts.models import Unit, User
from foundation.audit.services import record
from foundation.papers import services as papers
from foundation.papers.enums import PaperKind
from foundation.papers.letters import Block, Facts, Heading, Letter, Paragraph
from foundation.papers.models import Signatory
from foundation.papers.queries import SignatureChoice, is_numbered_by_hand, missing_for, signature_choices
from foundation.papers.rules import SignatureBlock
from foundation.ui import wording
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed
from investigations.models import Review
from investigations.queries import named_accused, sheet_of
from investigations.rules.review import Sheet
from investigations.rules.sections import ReadSection, read

log = structlog.get_logger(__name__)

SEEN_BY = ("Inspektur Pembantu", "Sekretaris", "Inspektur")
"""Whose paraf a sheet of the Inspektorat bears before it goes on."""
IN_THE_LINE = frozenset({Routing.NONE, Routing.ECHELON_II})
"""Cases that may pass through the hands of the whole line; of others nobody else of the Inspektorat is to know."""


def sign_sheet(review: Review, sheet: Sheet, *, keys: Keys, by: User, at: datetime) -> Review:
    """Make the paper of a sheet that has just been signed; the review stands without it where something must be set first."""
    try:
        return make_paper(review, sheet, keys=keys, by=by, at=at)
    except papers.NOT_MADE as lack:
        log.warning("review_paper_not_made", review=str(review.pk), lack=type(lack).__name__)
        return review


@transaction.atomic
def make_paper(
    review: Review,
    sheet: Sheet | None = None,
    *,
    signature: Signatory | SignatureBlock | None = None,
    number: str = "",
    keys: Keys,
    by: User,
    at: datetime,
) -> Review:
    """Number, sign and seal the paper of a signed sheet, dated the day (WIB) it was signed; one that is there stays.

    Without `signature` it bears the reviewer's own. Raises papers.NOT_MADE, papers.NumberTaken, papers.SignatoryNotInForce, NoAccess.
    """
    rows = Review.objects.select_for_update(of=("self",)).select_related("complaint", "content", "signed_by")
    review = rows.get(pk=review.pk)
    if review.paper_id is not None or review.signed_at is None:
        return review
    case = review.complaint
    letter = sheet_letter(review, sheet or sheet_of(review, keys), keys=keys)
    paper = papers.prepare(PaperKind.REVIEW, letter, issuer=issuer_of(case), inside=review.content, keys=keys, by=by, at=at)
    review.paper = papers.sign(
        paper,
        signature=signature or signatures_for(review)[0].signature,
        keys=keys,
        dated=timezone.localdate(review.signed_at),
        number=_own_number(case, review) or number,
        by=by,
        at=at,
    )
    review.save(update_fields=["paper"])
    record("review.paper_made", case, by=by, at=at, detail={"review": review.pk, "paper": review.paper.pk})
    return review


def previewed(review: Review, sheet: Sheet, *, keys: Keys, by: User, at: datetime) -> bytes:
    """The PDF as `by` would sign it today, marked as a draft and kept nowhere. Raises papers.NoLetterhead, NotRendered."""
    block = papers.block_of(signatures_of(by, at=at)[0].signature)
    letter = sheet_letter(review, sheet, keys=keys)
    return papers.preview_letter(PaperKind.REVIEW, letter, issuer=issuer_of(review.complaint), signature=block, at=at)


def signatures_for(review: Review) -> list[SignatureChoice]:
    """How the paper of a signed sheet may be signed: by the reviewer who signed it, and by nobody for him."""
    assert review.signed_by is not None
    assert review.signed_at is not None
    return signatures_of(review.signed_by, at=review.signed_at)


def signatures_of(reviewer: User, *, at: datetime) -> list[SignatureChoice]:
    """How a reviewer signs."""
    return signature_choices(reviewer, Role.AUDITOR, others=False, on=timezone.localdate(at))


def asks_number(review: Review) -> bool:
    """Whether the number of a signed sheet comes from the agenda book."""
    assert review.signed_at is not None
    return review.complaint.routing not in SEALED_AWAY and is_numbered_by_hand(PaperKind.REVIEW, on=timezone.localdate(review.signed_at))


def lacking(review: Review) -> list[str]:
    """What an administrator must set before a signed sheet can become a paper, in Indonesian."""
    assert review.signed_at is not None
    numbered = review.complaint.routing not in SEALED_AWAY
    return missing_for(PaperKind.REVIEW, issuer_of(review.complaint), on=timezone.localdate(review.signed_at), numbered=numbered)


def sheet_letter(review: Review, sheet: Sheet, *, keys: Keys) -> Letter:
    """The whole sheet, sections A to K as they were signed, with its hash; it names no reporter (Pasal 15)."""
    case = review.complaint
    people = {str(person.pk): f"Terlapor {person.position}: {name}" for person, name in named_accused(case, keys=keys)}
    types = dict(ViolationType.objects.values_list("code", "label"))
    units = {str(unit.pk): unit.name for unit in Unit.objects.all()}
    body: list[Block] = [_head(review)]
    for section in read(sheet, types=types, people=people, units=units):
        body += _section(section)
    return Letter(
        subject="Lembar penelaahan pengaduan",
        body=[*body, *_proof(review, keys)],
        sheet=True,
        initials=SEEN_BY if case.routing in IN_THE_LINE else (),
    )


def _head(review: Review) -> Facts:
    case = review.complaint
    rows = [("Nomor register", case.register_number), ("Diterima", wording.plain_date(case.received_on)), ("Lembar ke", str(review.number))]
    if review.signed_at is not None:
        rows.append(("Ditandatangani", wording.moment(timezone.localtime(review.signed_at))))
    return Facts([*rows, ("Dasar", "Pasal 7 ayat (2)")])


def _section(section: ReadSection) -> Sequence[Block]:
    """A section with nothing in it keeps its heading, so that a reader sees that nothing was left out."""
    title = Heading(f"{section.letter}. {section.title}")
    if not section.rows:
        return [title, Paragraph("–")]
    if len(section.rows) == 1 and section.letter != "D":
        return [title, Paragraph(section.rows[0].value)]
    return [title, Facts([(row.label, row.value) for row in section.rows])]


def _proof(review: Review, keys: Keys) -> Sequence[Block]:
    if review.signed_at is None:
        return []
    digest = str(open_sealed(review, "digest", keys))
    groups = " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
    return [Heading("Sidik isi lembar"), Facts([("SHA-256", groups)])]


def _own_number(case: Complaint, review: Review) -> str:
    return f"{case.register_number}/LP-{review.number}" if case.routing in SEALED_AWAY else ""
