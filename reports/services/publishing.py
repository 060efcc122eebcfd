"""Freezes the figures of a month and lets them appear: by the Inspektur's one act, or by the system when nobody acts."""

from datetime import datetime

from django.db import OperationalError, transaction
from django.utils import timezone

from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of, users_with
from foundation.accounts.services import notify
from foundation.audit.models import Checkpoint
from foundation.audit.queries import newest_checkpoint
from foundation.audit.services import make_checkpoint, record
from foundation.vault.keys import Keys
from reports.enums import ReportState
from reports.models import MonthlyReport
from reports.permissions import may_approve
from reports.queries.reports import sealed_content, unapproved_day
from reports.queries.snapshot import Snapshot, snapshot_of
from reports.rules.seal import seal_of
from reports.services.narrative import tend
from reports.services.paper import BY_THE_APPROVER, Signing, made_if_possible


class NotAppointed(Exception):
    """Only the Inspektur in force, Plt. and Plh. included, approves a report."""


class FiguresChanged(Exception):
    """The figures are no longer those that the approver saw; he must look again."""


def approve_and_publish(
    report: MonthlyReport,
    *,
    seen: str | None,
    signing: Signing = BY_THE_APPROVER,
    by: User,
    keys: Keys | None,
    at: datetime,
) -> MonthlyReport:
    """Approve, deliver to the Walikota and publish letters a and b: one act (Pasal 19(1) and (2)), with the signed paper.

    `seen` is the seal of the figures that the approver saw, None where nothing was shown. Without `keys` letter c stays
    sealed to whom it was sealed, and the paper is made when somebody entitled next opens the report. Approving twice changes
    nothing. Raises NotAppointed, FiguresChanged, papers.NumberTaken, papers.SignatoryNotInForce.
    """
    if not may_approve(roles_of(by, on=timezone.localdate(at))):
        raise NotAppointed
    checkpoint = _checkpoint(at=at)
    snapshot = _count(report, at=at) if report.is_draft else None
    return _approve(report, snapshot, checkpoint, seen=seen, signing=signing, by=by, keys=keys, at=at)


@transaction.atomic
def _approve(
    report: MonthlyReport,
    snapshot: Snapshot | None,
    checkpoint: Checkpoint | None,
    *,
    seen: str | None,
    signing: Signing,
    by: User,
    keys: Keys | None,
    at: datetime,
) -> MonthlyReport:
    report = _locked(report)
    if report.is_approved:
        return report
    if report.is_draft and snapshot is not None:
        _freeze(report, snapshot, checkpoint, at=at)
    if seen is not None and seen != seal_of(report.figures):
        raise FiguresChanged
    if keys is not None:
        tend(report, keys=keys, by=by, at=at)
    report.state = ReportState.PUBLISHED
    report.approved_by, report.approved_at = by, at
    report.published_at = report.published_at or at
    report.save()
    record("report.published", report, by=by, at=at, detail=_told(report))
    _tell(Role.MAYOR, report, occasion="delivered", kind=NoticeKind.ATTENTION, at=at)
    return report if keys is None else made_if_possible(report, signing=signing, keys=keys, by=by, at=at)


def publish_unapproved(*, at: datetime) -> list[MonthlyReport]:
    """Let letters a and b of every month appear that nobody approved in time (readings.md, decision 9); again does nothing.

    A correction waits for its approval: the figures it corrects stand already.
    """
    today = timezone.localdate(at)
    waiting = MonthlyReport.objects.filter(state=ReportState.DRAFT, revision=1).order_by("period")
    due = [report for report in waiting if unapproved_day(report.month) <= today]
    checkpoint = _checkpoint(at=at) if due else None
    return [_appear(report, _count(report, at=at), checkpoint, at=at) for report in due]


@transaction.atomic
def _appear(report: MonthlyReport, snapshot: Snapshot, checkpoint: Checkpoint | None, *, at: datetime) -> MonthlyReport:
    report = _locked(report)
    if not report.is_draft:
        return report
    _freeze(report, snapshot, checkpoint, at=at)
    report.state = ReportState.PUBLISHED_UNAPPROVED
    report.published_at = at
    report.save()
    record("report.published_unapproved", report, by=None, at=at, detail=_told(report))
    _tell(Role.INSPECTOR, report, occasion="unapproved", kind=NoticeKind.ESCALATION, at=at)
    _tell(Role.DEPUTY_INSPECTOR, report, occasion="unapproved", kind=NoticeKind.ESCALATION, at=at)
    _tell(Role.MAYOR, report, occasion="unapproved", kind=NoticeKind.ATTENTION, at=at)
    return report


@transaction.atomic
def mark_read(report: MonthlyReport, *, by: User, at: datetime) -> MonthlyReport:
    """Note that the Walikota has read the report; the first time counts and nothing waits for it."""
    report = _locked(report)
    if report.read_at is None and not report.is_draft:
        report.read_at = at
        report.save(update_fields=["read_at"])
        record("report.read", report, by=by, at=at, detail={"period": report.period, "revision": report.revision})
    return report


def _locked(report: MonthlyReport) -> MonthlyReport:
    return MonthlyReport.objects.select_for_update(of=("self",)).select_related("compartment", "checkpoint").get(pk=report.pk)


def _count(report: MonthlyReport, *, at: datetime) -> Snapshot:
    return snapshot_of(report.month, revision=report.revision, today=timezone.localdate(at))


def _checkpoint(*, at: datetime) -> Checkpoint | None:
    """A fresh signature over the log, or the last one when a long write stands in the way: publication waits for nobody."""
    try:
        return make_checkpoint(at=at)
    except OperationalError:
        return newest_checkpoint()


def _freeze(report: MonthlyReport, snapshot: Snapshot, checkpoint: Checkpoint | None, *, at: datetime) -> None:
    """Fix the figures and seal them; the caller saves. From here on only a correction says otherwise."""
    report.figures, report.public, report.outside_total = snapshot.figures, snapshot.public, snapshot.outside_total
    report.sha256, report.public_sha256 = seal_of(sealed_content(report)), seal_of(report.public)
    report.checkpoint, report.frozen_at = checkpoint, at


def _told(report: MonthlyReport) -> dict[str, object]:
    return {
        "period": report.period,
        "revision": report.revision,
        "sha256": report.sha256,
        "public_sha256": report.public_sha256,
        "checkpoint": report.checkpoint.number if report.checkpoint else None,
    }


def _tell(role: Role, report: MonthlyReport, *, occasion: str, kind: NoticeKind, at: datetime) -> None:
    for user in users_with(role, on=timezone.localdate(at)):
        key = f"report:{report.period}:{report.revision}:{occasion}:{user.pk}"
        notify(user, kind=kind, key=key, at=at, params={"period": report.period, "revision": report.revision})
