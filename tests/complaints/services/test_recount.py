"""X20: a decree adds a day while clocks run; what ran out before stays run out."""

from datetime import UTC, date, datetime

from complaints.enums import DeadlineKind
from complaints.services.recount import recount_deadlines
from complaints.services.transitions import meet
from foundation.workdays.models import Holiday
from tests.factories.complaints import Office, received, wib

RECEIVED = datetime(2025, 8, 13, 3, 0, tzinfo=UTC)
DECREE_AT = wib(date(2025, 8, 14))


def the_18th() -> Holiday:
    return Holiday.objects.get(date=date(2025, 8, 18))


def test_open_dates_move_and_history_keeps_the_old_ones(office: Office):
    holiday = the_18th()
    Holiday.objects.filter(pk=holiday.pk).delete()
    complaint = received(received_at=RECEIVED).complaint
    before = dict(complaint.deadlines.values_list("kind", "due_on"))
    holiday.save(force_insert=True)

    moved = recount_deadlines(dry_run=False, by=None, at=DECREE_AT)

    after = dict(complaint.deadlines.values_list("kind", "due_on"))
    assert before == {"forward": date(2025, 8, 18), "follow_up": date(2025, 8, 27), "answer": date(2025, 9, 25)}
    assert after == {"forward": date(2025, 8, 19), "follow_up": date(2025, 8, 28), "answer": date(2025, 9, 26)}
    assert sorted((row.kind, row.before, row.after) for row in moved) == sorted((kind, before[kind], after[kind]) for kind in before)
    clock = complaint.deadlines.get(kind=DeadlineKind.FORWARD)
    assert clock.history == [{"due_on": "2025-08-18", "strict_on": "2025-08-15", "until": DECREE_AT.isoformat()}]
    complaint.refresh_from_db()
    assert complaint.next_due_on == date(2025, 8, 19)


def test_the_dry_run_equals_what_then_happens_and_writes_nothing(office: Office):
    holiday = the_18th()
    Holiday.objects.filter(pk=holiday.pk).delete()
    complaint = received(received_at=RECEIVED).complaint
    holiday.save(force_insert=True)

    foreseen = recount_deadlines(dry_run=True, by=None, at=DECREE_AT)

    assert complaint.deadlines.get(kind=DeadlineKind.FORWARD).due_on == date(2025, 8, 18)
    assert recount_deadlines(dry_run=False, by=None, at=DECREE_AT) == foreseen
    assert recount_deadlines(dry_run=False, by=None, at=DECREE_AT) == []


def test_a_missed_date_is_never_turned_into_a_met_one(office: Office):
    holiday = the_18th()
    Holiday.objects.filter(pk=holiday.pk).delete()
    complaint = received(received_at=RECEIVED).complaint
    holiday.save(force_insert=True)

    recount_deadlines(dry_run=False, by=None, at=wib(date(2025, 8, 19)))

    assert complaint.deadlines.get(kind=DeadlineKind.FORWARD).due_on == date(2025, 8, 18)


def test_a_met_clock_is_left_alone(office: Office):
    holiday = the_18th()
    Holiday.objects.filter(pk=holiday.pk).delete()
    complaint = received(received_at=RECEIVED).complaint
    meet(complaint, DeadlineKind.FORWARD, by=office.channel, at=DECREE_AT)
    holiday.save(force_insert=True)

    recount_deadlines(dry_run=False, by=None, at=DECREE_AT)

    assert complaint.deadlines.get(kind=DeadlineKind.FORWARD).due_on == date(2025, 8, 18)
