"""Recounts open clocks after a new holiday decree: dates move, history keeps the old ones, a missed date stays missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from complaints.enums import DeadlineKind
from complaints.models import Complaint, Deadline
from complaints.rules.deadlines import ANSWER, TERMS
from complaints.services.transitions import refresh_next_due
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.workdays.queries import days_off_between


@dataclass(frozen=True)
class Moved:
    """One clock that a recount moves, or would move."""

    register_number: str
    kind: str
    before: date
    after: date


@transaction.atomic
def recount_deadlines(*, dry_run: bool, by: User | None, at: datetime) -> list[Moved]:
    """Recompute every unmet, unmissed clock from its day of receipt; returns what moved (Pasal 6(5), 7(2), 16; X20).

    A clock already missed before today (WIB date of `at`) is left as it is: a missed date is never turned into a met one.
    """
    today = timezone.localdate(at)
    moved: list[Moved] = []
    for row, due_on, strict_on in _changes(today):
        moved.append(Moved(row.complaint.register_number, row.kind, row.due_on, due_on))
        if not dry_run:
            _write(row, due_on, strict_on, by=by, at=at)
    return moved


def _changes(today: date) -> Iterator[tuple[Deadline, date, date]]:
    rows = Deadline.objects.filter(met_at__isnull=True, due_on__gte=today).select_related("complaint")
    earliest = rows.order_by("complaint__received_on").values_list("complaint__received_on", flat=True).first()
    latest = rows.order_by("-complaint__received_on").values_list("complaint__received_on", flat=True).first()
    if earliest is None or latest is None:
        return
    days_off = days_off_between(earliest, latest + timedelta(days=ANSWER.days * 4))
    for row in rows.order_by("pk"):
        term = TERMS[DeadlineKind(row.kind)]
        start = row.complaint.received_on
        due_on, strict_on = term.due_on(start, days_off), term.strict_on(start, days_off)
        if (due_on, strict_on) != (row.due_on, row.strict_on):
            yield row, due_on, strict_on


def _write(row: Deadline, due_on: date, strict_on: date, *, by: User | None, at: datetime) -> None:
    row.history = [
        *row.history,
        {"due_on": row.due_on.isoformat(), "strict_on": row.strict_on.isoformat(), "until": at.isoformat()},
    ]
    before, row.due_on, row.strict_on = row.due_on, due_on, strict_on
    row.save(update_fields=["history", "due_on", "strict_on"])
    complaint: Complaint = row.complaint
    refresh_next_due(complaint)
    detail = {"clock": row.kind, "before": before.isoformat(), "after": due_on.isoformat()}
    record("clock.recounted", complaint, by=by, at=at, detail=detail)
