"""Makes the draft of a month that is over, once, however many workers try."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.audit.services import record
from reports.models import MonthlyReport
from reports.queries.reports import REGULATION_IN_FORCE, newest
from reports.queries.snapshot import Snapshot, snapshot_of
from reports.rules.period import Period

FIRST_REVISION = 1


class NoReportOfThen(ValueError):
    """There is no report about a month that is not over yet, or from before the Perwali."""

    def __init__(self, period: Period) -> None:
        super().__init__(f"Laporan {period} tidak dapat dibuat: bulannya belum berakhir atau mendahului Perwali.")


def draft(period: Period, *, at: datetime, by: User | None = None) -> MonthlyReport:
    """The report of a month as it stands: made now if there is none, untouched if there is (Pasal 19(1)).

    `by` None is the system. Raises NoReportOfThen.
    """
    today = timezone.localdate(at)
    if not REGULATION_IN_FORCE <= period < Period.of(today):
        raise NoReportOfThen(period)
    found = newest(period)
    if found is not None:
        return found
    return _store_once(period, snapshot_of(period, revision=FIRST_REVISION, today=today), by=by, at=at)


@transaction.atomic
def _store_once(period: Period, snapshot: Snapshot, *, by: User | None, at: datetime) -> MonthlyReport:
    """The loser of a race gets the winner's row."""
    counted = {"figures": snapshot.figures, "public": snapshot.public, "outside_total": snapshot.outside_total}
    report, created = MonthlyReport.objects.get_or_create(
        period=str(period), revision=FIRST_REVISION, defaults={"drafted_at": at, **counted},
    )
    if created:
        record("report.drafted", report, by=by, at=at, detail={"period": report.period, "revision": report.revision})
    return report
