"""The report as a signed paper: made when the Inspektur approves, or as soon as somebody opens it whose keys open letter c."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.papers import services as papers
from foundation.papers.enums import PaperKind
from foundation.papers.models import Signatory
from foundation.papers.rendering import NotRendered
from foundation.papers.rules import SignatureBlock
from foundation.papers.signing import SigningRefused
from foundation.vault.errors import NoAccess, NoRecoveryKey
from foundation.vault.keys import Keys
from reports.models import MonthlyReport
from reports.queries.letter import report_letter
from reports.queries.narrative import narrative_of
from reports.queries.signing import signatures_for
from reports.services.narrative import made_readable

log = structlog.get_logger(__name__)

WHAT_TO_DO: dict[type[Exception], str] = {
    papers.NoLetterhead: "Minta administrator menambah kop surat Inspektorat pada Pengaturan, bagian Kop surat.",
    papers.NoNumbering: "",
    NotRendered: "Beri tahu administrator: templat surat kantor tidak dapat dibaca.",
    SigningRefused: "",
    NoAccess: "Minta Inspektur membuka laporan ini sekali: huruf c tersegel baginya.",
    NoRecoveryKey: "Beri tahu administrator: kunci pemulihan belum ada.",
}
"""What keeps a paper from being made, and what to do; "" where the refusal says it itself."""


class PaperNotMade(Exception):
    """The paper can't be made yet; the message says in Indonesian what to do. The report stands without it."""


@dataclass(frozen=True)
class Signing:
    """How a paper is signed: by whom, None for the approver himself, and its number from the agenda book, "" for the next one."""

    signature: Signatory | SignatureBlock | None = None
    number: str = ""


BY_THE_APPROVER = Signing()


@transaction.atomic
def make_paper(report: MonthlyReport, *, signing: Signing = BY_THE_APPROVER, keys: Keys, by: User, at: datetime) -> MonthlyReport:
    """Number, sign and seal the paper of an approved report, dated the day (WIB) of its approval; one that is there stays.

    It is sealed for those who read letter c, and `keys` must open that when there is one. Raises PaperNotMade, and
    papers.NumberTaken and papers.SignatoryNotInForce for what somebody chose.
    """
    locked = MonthlyReport.objects.select_for_update(of=("self",)).select_related("compartment", "checkpoint", "approved_by")
    report = locked.get(pk=report.pk)
    if report.paper_id is not None or not report.is_approved:
        return report
    try:
        _sign(report, signing, keys=keys, by=by, at=at)
    except tuple(WHAT_TO_DO) as lack:
        raise PaperNotMade(next(words for kind, words in WHAT_TO_DO.items() if isinstance(lack, kind)) or str(lack)) from lack
    record("report.paper_made", report, by=by, at=at, detail={"paper": report.paper_id, "revision": report.revision})
    return report


def _sign(report: MonthlyReport, signing: Signing, *, keys: Keys, by: User, at: datetime) -> None:
    assert report.approved_at is not None
    keys = made_readable(report, keys=keys, by=by, at=at)
    narrative = narrative_of(report, keys)
    if report.compartment is None or narrative is None:
        raise NoAccess
    letter = report_letter(report, report.figures, narrative=narrative)
    paper = papers.prepare(PaperKind.MONTHLY_REPORT, letter, inside=report.compartment, keys=keys, by=by, at=at)
    on, signature = timezone.localdate(report.approved_at), signing.signature or signatures_for(report, others=False)[0].signature
    report.paper = papers.sign(paper, signature=signature, keys=keys, dated=on, number=signing.number, by=by, at=at)
    report.save(update_fields=["paper", "compartment"])


def made_if_possible(report: MonthlyReport, *, signing: Signing = BY_THE_APPROVER, keys: Keys, by: User, at: datetime) -> MonthlyReport:
    """The report with its paper; without it when it can't be made yet: no lack of a kop holds up what Pasal 19 orders.

    Raises papers.NumberTaken and papers.SignatoryNotInForce.
    """
    if report.paper_id is not None or not report.is_approved:
        return report
    try:
        return make_paper(report, signing=signing, keys=keys, by=by, at=at)
    except PaperNotMade as lack:
        log.warning("report_paper_not_made", period=report.period, revision=report.revision, lack=type(lack.__cause__).__name__)
        return report
