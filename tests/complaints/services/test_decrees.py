"""X20: a decree arrives while ten thousand clocks run. What was foreseen is exactly what happens; missed stays missed."""

import uuid
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from complaints.enums import DeadlineKind
from complaints.models import Complaint, Deadline, HolidayImport
from complaints.rules.deadlines import TERMS
from complaints.services import decrees, recount
from complaints.services.sweep import sweep_deadlines
from foundation.audit.hashing import GENESIS
from foundation.audit.models import AuditEntry, ChainHead
from foundation.audit.queries import history_of
from foundation.audit.services import verify
from foundation.jobs.enums import JobState
from foundation.jobs.models import Job
from foundation.jobs.services import cancel, run
from foundation.workdays.enums import Certainty, HolidayKind
from foundation.workdays.models import Holiday
from foundation.workdays.queries import days_off_between
from foundation.workdays.reading import HolidayRow
from foundation.workdays.services import NothingToWithdraw
from tests.factories.complaints import Office, received, wib

TODAY = date(2026, 12, 1)
AT = wib(TODAY)
EXTRA = HolidayRow(date(2026, 12, 14), HolidayKind.JOINT_LEAVE, "Cuti bersama tambahan", "SKB perubahan 2026", Certainty.SURE)
TOMORROW = HolidayRow(date(2026, 12, 2), HolidayKind.LOCAL, "Pemungutan suara ulang", "Keputusan 3/2026", Certainty.SURE)
CHRISTMAS_EVE = HolidayRow(
    date(2026, 12, 24), HolidayKind.JOINT_LEAVE, "Cuti Bersama Hari Raya Natal", "SKB perubahan 2026", Certainty.SURE, withdrawn=True
)
MANY = 10_000


def many_clocks(office: Office, count: int, *, days: int = 70) -> None:
    """Clocks of cases received on each of the last `days` days, some met, some missed; the rows only, nothing sealed."""
    first = received(received_at=wib(date(2026, 9, 22)), at=AT).complaint
    first.deadlines.all().delete()
    fields = {field.attname: getattr(first, field.attname) for field in Complaint._meta.concrete_fields}
    cases = []
    for number in range(count // 3 + 1):
        day = TODAY - timedelta(days=number % days)
        changed = {"id": uuid.UUID(int=number + 1), "register_sequence": 1000 + number, "register_number": f"700/{number + 1000}/2026"}
        cases.append(Complaint(**fields | changed | {"received_on": day, "received_at": wib(day), "entered_at": wib(day)}))
    Complaint.objects.bulk_create(cases)
    ChainHead.objects.bulk_create([ChainHead(target_kind=recount.CASE, target_id=case.pk, entry_hash=GENESIS) for case in cases])
    days_off = days_off_between(date(2026, 9, 1))
    clocks = []
    for case in cases:
        for kind, term in TERMS.items():
            met = wib(case.received_on + timedelta(days=1)) if (case.register_sequence + term.days) % 7 == 0 else None
            clocks.append(
                Deadline(
                    complaint=case,
                    kind=kind,
                    due_on=term.due_on(case.received_on, days_off),
                    strict_on=term.strict_on(case.received_on, days_off),
                    met_at=met,
                    met_on=met and met.date(),
                )
            )
    Deadline.objects.bulk_create(clocks[:count])


def state() -> dict[uuid.UUID, tuple[date, date]]:
    return {pk: (due_on, strict_on) for pk, due_on, strict_on in Deadline.objects.values_list("pk", "due_on", "strict_on")}


def brought(office: Office, *rows: HolidayRow) -> HolidayImport:
    return decrees.bring(rows, source="skb.csv", by=office.administrator, at=AT)


def worked_off(found: HolidayImport, at: datetime = AT) -> JobState | None:
    return run(found.job_id, clock=lambda: at)


def test_x20_with_ten_thousand_clocks_the_foresight_is_what_happens(office: Office):
    many_clocks(office, MANY, days=12)
    before = state()
    rows = [EXTRA, TOMORROW, CHRISTMAS_EVE]
    foreseen = decrees.foresee(rows, at=AT)

    found = decrees.approve(brought(office, *rows), by=office.administrator, at=AT)
    ended = worked_off(found)

    after = state()
    moved = {pk for pk in before if before[pk] != after[pk]}
    rows_moved = Deadline.objects.filter(pk__in=moved).values_list("pk", "kind", "complaint_id")
    happened = Counter((DeadlineKind(kind), (after[pk][0] - before[pk][0]).days) for pk, kind, _ in rows_moved)
    assert (ended, len(before)) == (JobState.DONE, MANY)
    assert {(group.kind, group.days): group.count for group in foreseen.groups} == dict(happened)
    assert foreseen.cases == len({case for _, _, case in rows_moved})
    assert (foreseen.moved, sum(happened.values()) > 5000) == (len(moved), True)
    assert len({days for _, days in happened}) > 2
    days_off = days_off_between(date(2026, 9, 1))
    running = Deadline.objects.filter(met_at=None, pk__in=[pk for pk in before if before[pk][0] >= TODAY]).select_related("complaint")
    assert [row.pk for row in running if row.due_on != TERMS[DeadlineKind(row.kind)].due_on(row.complaint.received_on, days_off)] == []
    job = Job.objects.get()
    assert (job.progress_done, job.progress_total) == (len(moved), len(moved))


def test_x20_nothing_met_or_missed_moves(office: Office):
    many_clocks(office, 600)
    settled = Deadline.objects.filter(due_on__lt=TODAY) | Deadline.objects.exclude(met_at=None)
    before = dict(settled.values_list("pk", "due_on"))
    foreseen = decrees.foresee([EXTRA], at=AT)

    worked_off(decrees.approve(brought(office, EXTRA), by=office.administrator, at=AT))

    assert dict(Deadline.objects.filter(pk__in=before).values_list("pk", "due_on")) == before
    unmet = Deadline.objects.filter(met_at=None)
    assert (foreseen.missed, foreseen.met) == (unmet.filter(due_on__lt=TODAY).count(), Deadline.objects.exclude(met_at=None).count())
    assert foreseen.running + foreseen.moved == unmet.filter(due_on__gte=TODAY).count()


def test_each_moved_clock_is_on_record_and_the_chain_holds(office: Office):
    complaint = received(received_at=wib(date(2026, 11, 30)), at=AT).complaint

    worked_off(decrees.approve(brought(office, EXTRA), by=office.administrator, at=AT))

    entries = [entry for entry in history_of(complaint) if entry.action == "clock.recounted"]
    assert [(entry.actor_id, entry.detail["clock"], entry.detail["before"], entry.detail["after"]) for entry in entries] == [
        (office.administrator.pk, "answer", "2027-01-15", "2027-01-18"),
        (office.administrator.pk, "follow_up", "2026-12-14", "2026-12-15"),
    ]
    assert list(verify()) == []


def test_nothing_changes_before_the_approval(office: Office):
    complaint = received(received_at=wib(date(2026, 11, 30)), at=AT).complaint
    before = state()

    brought(office, EXTRA)
    decrees.foresee([EXTRA], at=AT)

    assert (state(), Holiday.objects.filter(date=EXTRA.day).count(), Job.objects.count()) == (before, 0, 0)
    assert complaint.deadlines.count() == 3


def test_stopped_between_two_chunks_it_goes_on_where_it_stopped(office: Office, monkeypatch: pytest.MonkeyPatch):
    many_clocks(office, 900)
    monkeypatch.setattr(recount, "CHUNK", 20)
    foreseen = decrees.foresee([EXTRA], at=AT)
    found = decrees.approve(brought(office, EXTRA), by=office.administrator, at=AT)
    before = state()

    def clock() -> datetime:
        """Somebody stops the work once two chunks are through."""
        if AuditEntry.objects.filter(action="clock.recounted").count() >= 40:
            cancel(Job.objects.get(pk=found.job_id), at=AT)
        return AT

    first = run(found.job_id, clock=clock)
    moved = sum(before[pk] != dates for pk, dates in state().items())
    found.refresh_from_db()
    again = decrees.take_up(found, by=office.administrator, at=AT)
    second = worked_off(again)

    assert (first, second, 0 < moved < foreseen.moved) == (JobState.CANCELLED, JobState.DONE, True)
    assert sum(before[pk] != dates for pk, dates in state().items()) == foreseen.moved
    assert AuditEntry.objects.filter(action="clock.recounted").count() == foreseen.moved
    assert Holiday.objects.filter(date=EXTRA.day).count() == 1


def test_run_again_it_does_nothing_twice(office: Office):
    received(received_at=wib(date(2026, 11, 30)), at=AT)
    found = decrees.approve(brought(office, EXTRA), by=office.administrator, at=AT)
    worked_off(found)
    entries = AuditEntry.objects.count()

    decrees.carry_out(_job_of(found))

    assert AuditEntry.objects.count() == entries


def _job_of(found: HolidayImport) -> Job:
    job = Job.objects.get(pk=found.job_id)
    job.clock, job.advance = lambda: AT, lambda done, total: None
    return job


def test_a_clock_that_runs_out_while_the_work_stands_still_stays_missed(office: Office):
    complaint = received(received_at=wib(date(2026, 11, 30)), at=AT).complaint
    found = decrees.approve(brought(office, EXTRA), by=office.administrator, at=AT)

    worked_off(found, at=wib(date(2026, 12, 15)))

    due = dict(complaint.deadlines.values_list("kind", "due_on"))
    assert due == {"forward": date(2026, 12, 3), "follow_up": date(2026, 12, 14), "answer": date(2027, 1, 18)}


def test_a_day_taken_back_says_how_many_clocks_are_late_at_once(office: Office):
    received(received_at=wib(date(2026, 12, 10)), at=wib(date(2026, 12, 10)))
    local = HolidayRow(date(2026, 12, 14), HolidayKind.LOCAL, "Hari jadi kota", "SK 1", Certainty.SURE)
    worked_off(decrees.approve(brought(office, local), by=office.administrator, at=AT))
    at = wib(date(2026, 12, 16))
    back = HolidayRow(local.day, local.kind, local.name, "SK 2", Certainty.SURE, withdrawn=True)

    foreseen = decrees.foresee([back], at=at)

    assert [(group.kind, group.days, group.count) for group in foreseen.groups] == [
        (DeadlineKind.FORWARD, -1, 1),
        (DeadlineKind.FOLLOW_UP, -1, 1),
        (DeadlineKind.ANSWER, -1, 1),
    ]
    assert foreseen.late_at_once == 1


def test_reminders_begin_anew_for_the_new_date(office: Office):
    complaint = received(received_at=wib(date(2026, 11, 30)), at=AT).complaint
    sweep_deadlines(at=wib(date(2026, 12, 14)))
    assert complaint.deadlines.get(kind="follow_up").reminded == "on_the_day"

    worked_off(decrees.approve(brought(office, EXTRA), by=office.administrator, at=AT), at=wib(date(2026, 12, 14)))
    moved = complaint.deadlines.get(kind="follow_up")
    sweep_deadlines(at=wib(date(2026, 12, 15)))

    assert (moved.due_on, moved.reminded) == (date(2026, 12, 15), "none")
    assert complaint.deadlines.get(kind="follow_up").reminded == "on_the_day"


def test_rows_that_say_nothing_new_are_refused(office: Office):
    known = Holiday.objects.get(date=date(2026, 12, 25))
    row = HolidayRow(known.date, HolidayKind(known.kind), known.name, known.decree, Certainty(known.certainty))

    with pytest.raises(decrees.NothingNew):
        brought(office, row)

    assert HolidayImport.objects.count() == 0


def test_an_unknown_day_taken_back_is_refused_when_it_is_brought(office: Office):
    with pytest.raises(NothingToWithdraw):
        brought(office, HolidayRow(date(2026, 12, 7), HolidayKind.LOCAL, "Tidak ada", "SK 1", Certainty.SURE, withdrawn=True))


def test_a_day_taken_back_by_somebody_else_meanwhile_ends_the_job_and_imports_nothing(office: Office):
    found = decrees.approve(brought(office, EXTRA, CHRISTMAS_EVE), by=office.administrator, at=AT)
    Holiday.objects.filter(name=CHRISTMAS_EVE.name, date=CHRISTMAS_EVE.day).update(name="Nama lain")

    assert worked_off(found) == JobState.FAILED

    job = Job.objects.get(pk=found.job_id)
    assert (job.last_error, Holiday.objects.filter(date=EXTRA.day).count()) == ("nothing_to_withdraw", 0)


@pytest.mark.parametrize("first", [decrees.approve, decrees.discard])
@pytest.mark.parametrize("second", [decrees.approve, decrees.discard])
def test_what_was_decided_is_not_decided_again(office: Office, first, second):
    found = brought(office, EXTRA)
    first(found, by=office.administrator, at=AT)

    with pytest.raises(decrees.NotWaiting):
        second(found, by=office.administrator, at=AT)


def test_work_that_ended_is_neither_stopped_nor_taken_up(office: Office):
    found = decrees.approve(brought(office, EXTRA), by=office.administrator, at=AT)
    worked_off(found)

    for act in (decrees.stop, decrees.take_up):
        with pytest.raises(decrees.NotWaiting):
            act(found, by=office.administrator, at=AT)


def test_every_step_is_on_record(office: Office):
    found = decrees.approve(brought(office, EXTRA), by=office.administrator, at=AT)
    decrees.stop(found, by=office.administrator, at=AT)
    decrees.take_up(found, by=office.administrator, at=AT)

    assert [(entry.action, entry.actor_id) for entry in history_of(found)] == [
        (f"holidays.{act}", office.administrator.pk) for act in ("brought", "approved", "stopped", "taken_up")
    ]


def test_a_complaint_registered_with_the_old_days_is_counted_too(office: Office, monkeypatch: pytest.MonkeyPatch):
    """A registration that read the table before the import and was stored after the first look."""
    many_clocks(office, 60)
    late = Complaint.objects.get(pk=uuid.UUID(int=1))
    clock = Deadline.objects.get(complaint=late, kind="answer")
    Deadline.objects.filter(pk=clock.pk).update(met_at=AT)
    Holiday.objects.create(date=EXTRA.day, kind="joint_leave", name=EXTRA.name, decree=EXTRA.decree, certainty="sure")
    chunks = recount.recount_in_chunks(by=None, clock=lambda: AT)
    next(chunks)
    Deadline.objects.filter(pk=clock.pk).update(met_at=None)

    for _ in chunks:
        pass

    assert Deadline.objects.get(pk=clock.pk).due_on > clock.due_on
    assert recount.shifts(today=TODAY) == []


def test_a_chunk_takes_the_same_few_statements_however_many_clocks_it_has(office: Office, django_assert_max_num_queries):
    many_clocks(office, 3000, days=12)
    found = decrees.approve(brought(office, EXTRA), by=office.administrator, at=AT)
    chunks = len(decrees.foreseen_shifts([EXTRA], today=TODAY))

    with django_assert_max_num_queries(20 * chunks + 40):
        worked_off(found)

    assert (chunks < 20, Job.objects.get().progress_done > 50 * chunks) == (True, True)
