"""Takes in holiday decrees: brought, looked at, approved by a person, then imported and recounted as one durable job.

Nothing changes before the approval. The job may be stopped between two chunks of clocks and taken up again; the commands
`import_holidays` and `recount_deadlines` call the same functions without a job.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from complaints.enums import DeadlineKind
from complaints.models import Deadline, HolidayImport
from complaints.rules.deadlines import TERMS
from complaints.services.recount import Shift, recount_in_chunks, running, shifts
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.jobs.models import Job
from foundation.jobs.services import GiveUp, cancel, enqueue
from foundation.law import Pasal
from foundation.workdays.reading import HolidayRow, as_json, from_json
from foundation.workdays.services import NothingToWithdraw, Plan, days_off_with, import_holidays, plan

IMPORT_HOLIDAYS = "complaints.import_holidays"


class NothingNew(Exception):
    """The rows say nothing that the table does not say already."""


class NotWaiting(Exception):
    """The import was approved or discarded in the meantime, or its work cannot be stopped or taken up now."""


@dataclass(frozen=True)
class Group:
    """So many clocks of one kind that move by so many calendar days; 0 days: only the strict date moves."""

    kind: DeadlineKind
    days: int
    count: int

    @property
    def basis(self) -> Pasal:
        """The article of the term."""
        return TERMS[self.kind].carries_out

    @property
    def earlier(self) -> int:
        """By how many days the date comes earlier; 0 when it does not."""
        return max(0, -self.days)


@dataclass(frozen=True)
class Foresight:
    """What a decree would do to the clocks, in numbers: no case can be told from it.

    `late_at_once`: clocks whose new date has already passed, because a day off is taken back.
    """

    plan: Plan
    groups: tuple[Group, ...]
    cases: int
    late_at_once: int
    missed: int
    met: int
    running: int

    @property
    def moved(self) -> int:
        """How many clocks move."""
        return sum(group.count for group in self.groups)


def bring(rows: Sequence[HolidayRow], *, source: str, by: User, at: datetime) -> HolidayImport:
    """Keep rows until somebody approves or discards them. Raises NothingToWithdraw, NothingNew."""
    found = plan(rows)
    if not found.added and not found.changed:
        raise NothingNew
    with transaction.atomic():
        brought = HolidayImport.objects.create(rows=[as_json(row) for row in rows], source=source, brought_by=by, brought_at=at)
        record("holidays.brought", brought, by=by, at=at, detail={"added": len(found.added), "changed": len(found.changed)})
    return brought


def rows_of(brought: HolidayImport) -> list[HolidayRow]:
    """The rows of an import."""
    return [from_json(kept) for kept in brought.rows]


def foresee(rows: Sequence[HolidayRow], *, at: datetime) -> Foresight:
    """What importing these rows at `at` would do; reads only. Raises NothingToWithdraw."""
    today = timezone.localdate(at)
    moving = foreseen_shifts(rows, today=today)
    counted: Counter[tuple[DeadlineKind, int]] = Counter()
    for shift in moving:
        counted[shift.kind, shift.days] += shift.count
    order = list(DeadlineKind)
    groups = sorted(counted.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    unmet = Deadline.objects.filter(met_at__isnull=True)
    return Foresight(
        plan=plan(rows),
        groups=tuple(Group(kind, days, count) for (kind, days), count in groups),
        cases=_cases(moving),
        late_at_once=sum(shift.count for shift in moving if shift.new_due_on < today),
        missed=unmet.filter(due_on__lt=today).count(),
        met=Deadline.objects.filter(met_at__isnull=False).count(),
        running=running(today).count() - sum(counted.values()),
    )


def foreseen_shifts(rows: Iterable[HolidayRow], *, today: date) -> list[Shift]:
    """The shifts of the clocks that importing these rows would bring; reads only."""
    earliest = running(today).order_by("complaint__received_on").values_list("complaint__received_on", flat=True).first()
    return [] if earliest is None else shifts(today=today, days_off=days_off_with(rows, earliest))


def _cases(moving: Iterable[Shift]) -> int:
    """How many cases have a clock that moves."""
    found: set[UUID] = set()
    for shift in moving:
        same = Deadline.objects.filter(kind=shift.kind, due_on=shift.due_on, strict_on=shift.strict_on, met_at__isnull=True)
        found.update(same.filter(complaint__received_on=shift.received_on).values_list("complaint_id", flat=True))
    return len(found)


@transaction.atomic
def approve(brought: HolidayImport, *, by: User, at: datetime) -> HolidayImport:
    """Let the import happen: its work is queued in this transaction. Raises NotWaiting."""
    brought = HolidayImport.objects.select_for_update().get(pk=brought.pk)
    if not brought.waits:
        raise NotWaiting
    brought.approved_by, brought.approved_at = by, at
    brought.job = enqueue(IMPORT_HOLIDAYS, {"import": brought.pk}, at=at)
    brought.save(update_fields=["approved_by", "approved_at", "job"])
    record("holidays.approved", brought, by=by, at=at, detail={"rows": len(brought.rows), "job": brought.job.pk})
    return brought


@transaction.atomic
def discard(brought: HolidayImport, *, by: User, at: datetime) -> HolidayImport:
    """Put an import aside for good; its rows stay readable. Raises NotWaiting."""
    brought = HolidayImport.objects.select_for_update().get(pk=brought.pk)
    if not brought.waits:
        raise NotWaiting
    brought.discarded_at = at
    brought.save(update_fields=["discarded_at"])
    record("holidays.discarded", brought, by=by, at=at)
    return brought


@transaction.atomic
def stop(brought: HolidayImport, *, by: User, at: datetime) -> HolidayImport:
    """Stop the work after the chunk it is at; what has moved stays moved. Raises NotWaiting when it has ended already."""
    brought = _locked(brought)
    if brought.job is None or not cancel(brought.job, at=at):
        raise NotWaiting
    record("holidays.stopped", brought, by=by, at=at, detail={"done": brought.job.progress_done, "total": brought.job.progress_total})
    return brought


@transaction.atomic
def take_up(brought: HolidayImport, *, by: User, at: datetime) -> HolidayImport:
    """Go on with work that was stopped or failed, as a new job. Raises NotWaiting."""
    brought = _locked(brought)
    if not brought.stands_still:
        raise NotWaiting
    brought.job = enqueue(IMPORT_HOLIDAYS, {"import": brought.pk}, at=at)
    brought.save(update_fields=["job"])
    record("holidays.taken_up", brought, by=by, at=at, detail={"job": brought.job.pk})
    return brought


def carry_out(job: Job) -> None:
    """The work of an approved import: holidays first, then the clocks, chunk by chunk; running it again does what is left.

    Raises GiveUp when a holiday to be withdrawn is not there any more: nothing was imported then.
    """
    brought = HolidayImport.objects.select_related("approved_by").get(pk=UUID(job.payload["import"]))
    try:
        import_holidays(rows_of(brought), by=brought.approved_by, at=job.clock())
    except NothingToWithdraw as refusal:
        raise GiveUp("nothing_to_withdraw") from refusal
    recount(by=brought.approved_by, clock=job.clock, tell=job.advance)


def recount(*, by: User | None, clock: Callable[[], datetime], tell: Callable[[int, int], None]) -> int:
    """Recount every running clock, telling after each chunk how many of how many have moved; returns how many moved."""
    total = sum(shift.count for shift in shifts(today=timezone.localdate(clock())))
    done = 0
    tell(done, total)
    for moved in recount_in_chunks(by=by, clock=clock):
        done += len(moved)
        tell(done, max(done, total))
    return done


def _locked(brought: HolidayImport) -> HolidayImport:
    HolidayImport.objects.select_for_update().get(pk=brought.pk)
    return HolidayImport.objects.select_related("job").get(pk=brought.pk)
