"""The three terms, and how a clock stands on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.enums import DeadlineKind
from complaints.rules.deadlines import (
    ANSWER,
    FOLLOW_UP,
    FORWARD,
    STAGE_ORDER,
    TERMS,
    ClockFacts,
    ReminderStage,
    Standing,
    met_day,
    reminder_stage,
    standing,
)
from foundation.law import Pasal

FRIDAY_14_AUGUST = date(2026, 8, 14)
INDEPENDENCE_DAY = date(2026, 8, 17)
NO_DAYS_OFF: frozenset[date] = frozenset()

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def test_due_on_skips_weekend_and_holiday():
    due = FORWARD.due_on(FRIDAY_14_AUGUST, frozenset({INDEPENDENCE_DAY}))

    assert due == date(2026, 8, 20)


def test_strict_date_counts_the_day_of_receipt():
    strict = FORWARD.strict_on(FRIDAY_14_AUGUST, frozenset({INDEPENDENCE_DAY}))

    assert strict == date(2026, 8, 19)


def test_terms_are_those_of_the_regulation():
    assert {kind: (term.days, term.carries_out) for kind, term in TERMS.items()} == {
        DeadlineKind.FORWARD: (3, Pasal(6, 5)),
        DeadlineKind.FOLLOW_UP: (10, Pasal(7, 2)),
        DeadlineKind.ANSWER: (30, Pasal(16)),
    }


def test_standing_from_receipt_to_breach():
    facts = ClockFacts(due_on=date(2026, 11, 20), strict_on=date(2026, 11, 19), met_on=None)

    seen = [standing(facts, today=date(2026, 11, day), days_off=NO_DAYS_OFF) for day in (16, 17, 18, 19, 20, 21, 23)]

    assert seen == [
        Standing.SAFE,
        Standing.SAFE,
        Standing.NEAR,
        Standing.NEAR,
        Standing.NEAR,
        Standing.LATE,
        Standing.LATE,
    ]


def test_met_late_stays_late():
    facts = ClockFacts(due_on=date(2026, 11, 20), strict_on=date(2026, 11, 19), met_on=date(2026, 11, 23))

    assert standing(facts, today=date(2027, 3, 1), days_off=NO_DAYS_OFF) == Standing.MET_LATE


def test_met_in_time_never_turns_late():
    facts = ClockFacts(due_on=date(2026, 11, 20), strict_on=date(2026, 11, 19), met_on=date(2026, 11, 20))

    assert standing(facts, today=date(2027, 3, 1), days_off=NO_DAYS_OFF) == Standing.MET


def test_reminders_before_on_and_after_the_date():
    facts = ClockFacts(due_on=date(2026, 11, 20), strict_on=date(2026, 11, 19), met_on=None)

    seen = [reminder_stage(facts, today=date(2026, 11, day), days_off=NO_DAYS_OFF) for day in (18, 19, 20, 21)]

    assert seen == [ReminderStage.NONE, ReminderStage.BEFORE, ReminderStage.ON_THE_DAY, ReminderStage.BREACH]


def test_a_receipt_on_a_day_off_is_reminded_of_a_working_day_before_the_date():
    """Saturday 21 November 2026: both dates of Pasal 6(5) are Wednesday 25 November."""
    saturday = date(2026, 11, 21)
    due, strict = FORWARD.due_on(saturday, NO_DAYS_OFF), FORWARD.strict_on(saturday, NO_DAYS_OFF)

    seen = [reminder_stage(ClockFacts(due, strict, None), today=date(2026, 11, day), days_off=NO_DAYS_OFF) for day in (23, 24, 25, 26)]

    assert (due, strict) == (date(2026, 11, 25), date(2026, 11, 25))
    assert seen == [ReminderStage.NONE, ReminderStage.BEFORE, ReminderStage.ON_THE_DAY, ReminderStage.BREACH]


def test_the_reminder_before_the_date_keeps_clear_of_days_off():
    monday = date(2026, 11, 23)
    facts = ClockFacts(monday, monday, None)

    seen = [reminder_stage(facts, today=date(2026, 11, day), days_off=frozenset({date(2026, 11, 20)})) for day in (18, 19, 21, 23)]

    assert seen == [ReminderStage.NONE, ReminderStage.BEFORE, ReminderStage.BEFORE, ReminderStage.ON_THE_DAY]


@given(received_on=days, days_off=st.frozensets(days, max_size=30))
def test_every_clock_is_reminded_of_before_its_date(received_on: date, days_off: frozenset[date]):
    for term in (FORWARD, FOLLOW_UP, ANSWER):
        facts = ClockFacts(term.due_on(received_on, days_off), term.strict_on(received_on, days_off), None)

        stage = reminder_stage(facts, today=facts.due_on - timedelta(days=1), days_off=days_off)

        assert stage == ReminderStage.BEFORE


@given(received_on=days, days_off=st.frozensets(days, max_size=30))
def test_the_three_dates_keep_their_order(received_on: date, days_off: frozenset[date]):
    due = [term.due_on(received_on, days_off) for term in (FORWARD, FOLLOW_UP, ANSWER)]
    strict = [term.strict_on(received_on, days_off) for term in (FORWARD, FOLLOW_UP, ANSWER)]

    assert due == sorted(due)
    assert all(early <= late for early, late in zip(strict, due, strict=True))
    assert due[0] > received_on


@given(received_on=days, today=days, later=days)
def test_a_reminder_stage_never_goes_back(received_on: date, today: date, later: date):
    facts = ClockFacts(FORWARD.due_on(received_on, NO_DAYS_OFF), FORWARD.strict_on(received_on, NO_DAYS_OFF), None)
    first, second = sorted((today, later))

    stages = [STAGE_ORDER.index(reminder_stage(facts, today=day, days_off=NO_DAYS_OFF)) for day in (first, second)]

    assert stages == sorted(stages)


DUE = date(2026, 11, 30)
STRICT = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("met_on", "breached", "closed_on", "expected"),
    [
        (date(2026, 11, 30), False, None, Standing.MET),
        (date(2026, 11, 30), True, None, Standing.MET_LATE),
        (date(2026, 12, 1), False, None, Standing.MET_LATE),
        (None, False, date(2026, 11, 30), Standing.ENDED),
        (None, False, date(2026, 12, 1), Standing.LATE),
        (None, True, date(2026, 11, 30), Standing.LATE),
    ],
)
def test_a_breach_stays_and_a_closed_case_ends_what_was_not_due_yet(met_on, breached, closed_on, expected):
    facts = ClockFacts(DUE, STRICT, met_on, breached, closed_on)

    assert standing(facts, today=date(2027, 1, 4), days_off=frozenset()) == expected


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        (None, date(2026, 12, 1)),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 11, 16), date(2026, 11, 16)),
        (date(2026, 11, 15), date(2026, 12, 1)),
        (date(2026, 12, 2), date(2026, 12, 1)),
    ],
)
def test_a_document_counts_from_its_own_day_between_receipt_and_record(dated, expected):
    assert met_day(dated=dated, received_on=date(2026, 11, 16), recorded_on=date(2026, 12, 1)) == expected
