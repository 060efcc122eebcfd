"""Who may sign a report's paper, by which numbers, and what is missing before anybody can."""

from datetime import date

from django.utils import timezone

from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.papers.enums import Issuer, PaperKind
from foundation.papers.queries import SignatureChoice, is_numbered_by_hand, missing_for, signature_choices
from reports.models import MonthlyReport


def signatures_on(person: User, *, others: bool = True, on: date) -> list[SignatureChoice]:
    """By whom a report that this Inspektur approves on a day (WIB) may be signed, his own entry first."""
    return signature_choices(person, Role.INSPECTOR, others=others, on=on)


def signatures_for(report: MonthlyReport, *, others: bool = True) -> list[SignatureChoice]:
    """By whom an approved report's paper may be signed: the choice of its approver on the day of his approval."""
    assert report.approved_by is not None
    assert report.approved_at is not None
    return signatures_on(report.approved_by, others=others, on=timezone.localdate(report.approved_at))


def missing_on(day: date) -> list[str]:
    """What an administrator must set before a report of a day can become a paper."""
    return missing_for(PaperKind.MONTHLY_REPORT, Issuer.INSPECTORATE, on=day)


def lacking(report: MonthlyReport | None) -> list[str]:
    """What keeps an approved report without a paper from having one, in Indonesian; empty when nothing does or it has one."""
    if report is None or report.approved_at is None or report.paper_id is not None:
        return []
    day = timezone.localdate(report.approved_at)
    return [*missing_on(day), *(["nomor dari buku agenda"] if numbered_by_hand(day) else [])]


def numbered_by_hand(day: date) -> bool:
    """Whether the numbers of reports come from the agenda book."""
    return is_numbered_by_hand(PaperKind.MONTHLY_REPORT, on=day)
