"""What is measured beside the web server: the plain statement under the inbox, sweep and recount of the clocks, the monthly figures."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.figures import Figure, Target, middle
from complaints.enums import DeadlineKind
from complaints.models import Complaint, Deadline
from complaints.rules.deadlines import ANSWER
from complaints.services.decrees import foresee, recount
from complaints.services.recount import running
from complaints.services.sweep import sweep_deadlines
from foundation.accounts.models import User
from foundation.workdays.arithmetic import is_workday
from foundation.workdays.enums import Certainty, HolidayKind
from foundation.workdays.queries import days_off_between
from foundation.workdays.reading import HolidayRow
from foundation.workdays.services import import_holidays
from reports.queries.figures import figures_of
from reports.rules.period import Period

MIDNIGHT_SWEEP = Target("sweep just after midnight", "s", 5, 2)
HOURLY_SWEEP = Target("sweep when nothing new is due", "s", 5, 2)
FIGURES = Target("monthly figures", "s", 2, 0.5)
FORESIGHT = Target("what a decree would move", "s")
RECOUNT = Target("recount of 100,000 clocks after a decree", "s", 20, 10)
RECOUNTED = 100_000
CHUNK = 5000
FIRST_PAGE = """
SELECT c.id, c.register_number, c.state, c.received_on, c.next_due_on, c.channel, c.doubtful, c.violation_type_id, c.story
FROM complaints_complaint c
WHERE c.state <> 'closed' AND EXISTS (
  SELECT 1 FROM vault_grant g WHERE g.compartment_id = c.content_id AND g.holder_id = {holder} AND g.expires_at IS NULL
)
ORDER BY c.next_due_on ASC, c.id ASC LIMIT 25
"""


def plain_statement(reader: User) -> float:
    """Milliseconds that the least SQL for the first page of the inbox takes, fetched."""
    holder = str(reader.holder_id) if connection.vendor == "postgresql" else str(reader.holder_id).replace("-", "")

    def fetch() -> None:
        with connection.cursor() as cursor:
            cursor.execute(FIRST_PAGE.format(holder="%s"), [holder])
            cursor.fetchall()

    fetch()
    return middle(_seconds(fetch) for _ in range(20)) * 1000


def sweeps(*, now: datetime) -> list[Figure]:
    """Everything that falls due at the next working midnight, and once more when nothing new has."""
    at = _working_midnight(now)
    due = Deadline.objects.filter(met_at__isnull=True).count()
    results: list[Any] = []
    first = _seconds(lambda: results.append(sweep_deadlines(at=at)))
    steady = middle(_seconds(lambda: sweep_deadlines(at=at + timedelta(hours=1))) for _ in range(3))
    done = results[0]
    words = f"{done.reminded:,} clocks moved on, {done.forwarded:,} put before the Inspektur"
    return [Figure(MIDNIGHT_SWEEP, first, words), Figure(HOURLY_SWEEP, steady, f"{due:,} clocks running")]


def recounts(*, now: datetime) -> list[Figure]:
    """Foresee and recount after a decree on the next working day. Runs last: it opens clocks again until RECOUNTED of them run."""
    day = timezone.localdate(_working_midnight(now))
    _let_run(day)
    decree = HolidayRow(day, HolidayKind.JOINT_LEAVE, "Cuti bersama tambahan", "Contoh", Certainty.SURE)
    results: list[Any] = []
    foreseeing = _seconds(lambda: results.append(foresee([decree], at=now)))
    import_holidays([decree], by=None, at=now)
    told: list[int] = []
    seconds = _seconds(lambda: recount(by=None, clock=lambda: now, tell=lambda done, _total: told.append(done)))
    scale = RECOUNTED / told[-1] if told[-1] else 0
    words = f"{told[-1]:,} clocks moved in {seconds:.1f} s, told {len(told):,} times; foreseen {results[0].moved:,}"
    return [Figure(FORESIGHT, foreseeing, f"{results[0].cases:,} cases"), Figure(RECOUNT, seconds * scale, words)]


def _let_run(day: date) -> None:
    """As many clocks of answers as there are missing, of cases that came in lately: unmet and due as if nothing were free."""
    lately = day - timedelta(days=30)
    days_off = days_off_between(lately)
    missing = RECOUNTED - running(day).count()
    settled = Deadline.objects.filter(kind=DeadlineKind.ANSWER).exclude(met_at__isnull=True, due_on__gte=day)
    pks = list(settled.order_by("pk").values_list("pk", "complaint_id")[: max(0, missing)])
    for start in range(0, len(pks), CHUNK):
        some = pks[start : start + CHUNK]
        received_on = lately + timedelta(days=start // CHUNK % 28)
        Complaint.objects.filter(pk__in=[case for _, case in some]).update(received_on=received_on)
        dates = {"due_on": ANSWER.due_on(received_on, days_off), "strict_on": ANSWER.strict_on(received_on, days_off)}
        Deadline.objects.filter(pk__in=[pk for pk, _ in some]).update(met_at=None, met_on=None, breached_on=None, **dates)


def _working_midnight(now: datetime) -> datetime:
    """00.05 WIB of the first working day after now."""
    day = timezone.localdate(now) + timedelta(days=1)
    days_off = days_off_between(day, day + timedelta(days=30))
    while not is_workday(day, days_off):
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, 0, 5, tzinfo=timezone.get_default_timezone())


def monthly(*, today: date) -> Figure:
    """The figures of the month before this one."""
    period = Period.of(today.replace(day=1) - timedelta(days=1))
    seconds = middle(_seconds(lambda: figures_of(period, today=today)) for _ in range(5))
    received = Complaint.objects.filter(received_on__range=(period.first, period.last)).count()
    return Figure(FIGURES, seconds, f"{received:,} received that month")


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
