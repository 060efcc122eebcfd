"""A ralat: a further revision of a month that has appeared, with its reason; what it corrects stays readable."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.audit.services import record
from foundation.vault.keys import Keys
from reports.models import MonthlyReport
from reports.permissions import may_approve
from reports.queries.narrative import narrative_of
from reports.queries.snapshot import snapshot_of
from reports.services.narrative import save_narrative
from reports.services.publishing import NotAppointed


class NothingToCorrect(Exception):
    """Only an approved report that no correction is under way for can be corrected."""


class ReasonMissing(ValueError):
    """A correction says why; the public reads it."""


@transaction.atomic
def start_correction(report: MonthlyReport, *, reason: str, keys: Keys | None, by: User, at: datetime) -> MonthlyReport:
    """Draft the next revision from the register as it stands; it appears when it is approved.

    `reason` is printed on the public page. Letter c is taken over when `keys` open it.
    Raises NotAppointed, NothingToCorrect, ReasonMissing.
    """
    today = timezone.localdate(at)
    if not may_approve(roles_of(by, on=today)):
        raise NotAppointed
    if not reason.strip():
        raise ReasonMissing
    last = MonthlyReport.objects.select_for_update(of=("self",)).filter(period=report.period).order_by("-revision")[0]
    if not last.is_approved:
        raise NothingToCorrect
    snapshot = snapshot_of(last.month, revision=last.revision + 1, today=today)
    correction = MonthlyReport.objects.create(
        period=last.period,
        revision=last.revision + 1,
        correction_reason=reason.strip(),
        figures=snapshot.figures,
        public=snapshot.public,
        outside_total=snapshot.outside_total,
        drafted_at=at,
    )
    record("report.correction_started", correction, by=by, at=at, detail={"period": last.period, "revision": correction.revision})
    text = narrative_of(last, keys)
    if text and keys is not None:
        correction = save_narrative(correction, text, version=correction.version, keys=keys, by=by, at=at)
    return correction
