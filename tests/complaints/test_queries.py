"""The numbers above the inbox are what the lists below hold, whoever asks and whenever."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import QuerySet

from complaints import queries
from complaints.enums import DeadlineKind
from complaints.models import Complaint
from complaints.queries import clocks_of
from complaints.services.transitions import meet
from complaints.services.walls import build_wall
from foundation.statements import Statement, Words
from tests.factories.accounts import keyring
from tests.factories.complaints import Office, received, wib

TODAY = date(2026, 11, 20)
AT = wib(TODAY)


def words(cases: QuerySet[Complaint], cap: int = queries.COUNT_CAP) -> Words:
    """The question that counts these cases up to a cap."""
    return Statement(lambda: queries.first_of(cases, cap)).words()


@pytest.mark.parametrize("who", ["channel", "inspector", "auditor", "delegate"])
def test_numbers_equal_their_lists_for_each_person(office: Office, who: str):
    received(doubtful=True)
    received(received_at=AT - timedelta(days=30))
    user = getattr(office, who)
    cases = queries.openable_by(user, at=AT)

    counts, total = queries.counted(user, words(Complaint.objects.all()), at=AT, today=TODAY)

    lists = [queue.count() for queue in queries.queues(cases, today=TODAY)]
    assert ([counts.not_forwarded, counts.due_today, counts.late, counts.incomplete], total) == (lists, 2)


def test_a_wall_takes_a_case_out_of_the_numbers(office: Office):
    complaint = received().complaint
    reader = {"keys": keyring(office.inspector, at=AT), "by": office.inspector, "at": AT}
    build_wall(Complaint.objects.get(pk=complaint.pk), office.channel, reason="keluarga", **reader)

    counts, _total = queries.counted(office.channel, words(queries.openable_by(office.channel, at=AT)), at=AT, today=TODAY)

    assert counts == queries.Counters(0, 0, 0, 0)


def test_counting_stops_at_its_caps(office: Office):
    for _ in range(4):
        received()
    cases = queries.openable_by(office.channel, at=AT)

    counts, total = queries.counted(office.channel, words(cases, cap=2), cap=1, at=AT, today=TODAY)

    assert (counts.not_forwarded, total) == (2, 3)


def test_a_list_that_can_hold_nothing_counts_none(office: Office):
    received()

    counts, total = queries.counted(office.channel, words(Complaint.objects.none()), at=AT, today=TODAY)

    assert (counts.not_forwarded, total) == (1, 0)


def test_clocks_name_the_years_whose_joint_leave_is_unknown_until_they_are_met(office):
    case = received(received_at=datetime(2028, 12, 20, 3, tzinfo=UTC)).complaint
    before = [clock.uncertain_years for clock in clocks_of([case], today=date(2028, 12, 20))[case.pk]]
    meet(case, DeadlineKind.FORWARD, by=None, at=datetime(2028, 12, 21, 3, tzinfo=UTC))

    assert before[1:] == [(2028, 2029), (2028, 2029)]
    assert clocks_of([case], today=date(2028, 12, 21))[case.pk][0].uncertain_years == ()
