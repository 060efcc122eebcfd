"""Counting a month from the register."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.enums import AnswerKind, DeadlineKind, Routing
from complaints.models import Complaint
from complaints.rules.moves import Move
from foundation.accounts.enums import Role
from reports.queries.figures import figures_of, outside_total
from reports.rules.period import Period
from reports.rules.population import OPEN_TO_THE_LINE
from tests.complaints.moves import lawful_moves
from tests.factories import reports as cases
from tests.factories.reports import at, case, meet, move
from tests.reports.balance import reconciles

OCTOBER = Period(2026, 10)
LATER = date(2026, 12, 1)

pytestmark = pytest.mark.django_db


def october() -> dict[str, Any]:
    return figures_of(OCTOBER, today=LATER)


def by_code(part: dict[str, Any]) -> dict[str, int]:
    return {row["code"]: row["count"] for row in part["by_type"]}


def clock(kind: DeadlineKind) -> dict[str, Any]:
    return next(row for row in october()["clocks"] if row["kind"] == kind)


def test_received_counts_the_day_of_receipt_and_its_type() -> None:
    case(date(2026, 10, 1), "pungli", letter="a")
    case(date(2026, 10, 31), "pungli")
    case(date(2026, 10, 5), None)
    case(date(2026, 9, 30), "pungli")
    case(date(2026, 11, 1), "pungli")

    figures = october()

    assert figures["received"]["total"] == 3
    assert by_code(figures["received"]) == {"pungli": 2, "belum_digolongkan": 1}
    assert {row["letter"]: row["count"] for row in figures["channels"] if row["count"]} == {"a": 1, "b": 2}


def test_two_versions_of_a_type_are_one_line_with_the_newest_label() -> None:
    case(date(2026, 10, 1), "pungli")
    newer = cases.kind("pungli")
    newer.pk, newer.version, newer.label = None, 2, "Pungutan tidak sah"
    newer.save(force_insert=True)
    Complaint.objects.filter(pk=case(date(2026, 10, 2), "pungli").pk).update(violation_type=newer)

    assert october()["received"]["by_type"] == [{"code": "pungli", "label": "Pungutan tidak sah", "count": 2}]


def test_followed_up_counts_when_the_clock_was_met_also_of_older_complaints() -> None:
    meet(case(date(2026, 9, 20), "disiplin"), DeadlineKind.FOLLOW_UP, date(2026, 10, 1))
    meet(case(date(2026, 10, 2), "pungli"), DeadlineKind.FOLLOW_UP, date(2026, 10, 31))
    meet(case(date(2026, 10, 3), "pungli"), DeadlineKind.FOLLOW_UP, date(2026, 11, 1))
    meet(case(date(2026, 10, 4), "pungli"), DeadlineKind.FORWARD, date(2026, 10, 5))

    followed_up = october()["followed_up"]

    assert by_code(followed_up) == {"disiplin": 1, "pungli": 1}
    assert (followed_up["total"], followed_up["earlier"]) == (2, 1)


def test_balance_of_a_month() -> None:
    for day in (3, 4, 5):
        case(date(2026, 9, day))
    cases.close(case(date(2026, 9, 6)), date(2026, 9, 28))
    cases.close(case(date(2026, 9, 7)), date(2026, 10, 8))
    cases.close(case(date(2026, 10, 2)), date(2026, 10, 30))
    cases.close(case(date(2026, 10, 3)), date(2026, 11, 2))
    case(date(2026, 11, 1))

    figures = october()

    assert figures["balance"] == {"opening": 4, "received": 2, "reopened": 0, "closed": 2, "closing": 4}
    assert reconciles(figures)


def test_a_case_reopened_counts_on_a_line_of_its_own() -> None:
    reopened = case(date(2026, 9, 7))
    cases.close(reopened, date(2026, 9, 20))
    move(reopened, Move.REOPEN, at(date(2026, 10, 15)))

    assert october()["balance"] == {"opening": 0, "received": 0, "reopened": 1, "closed": 0, "closing": 1}


def test_a_reopening_in_a_later_month_changes_nothing_before() -> None:
    reopened = case(date(2026, 10, 7))
    cases.close(reopened, date(2026, 10, 20))
    before = october()

    move(reopened, Move.REOPEN, at(date(2026, 11, 15)))

    assert october() == before
    assert before["balance"] == {"opening": 0, "received": 1, "reopened": 0, "closed": 1, "closing": 0}


def test_midnight_in_bengkulu_parts_the_months() -> None:
    late, early = case(date(2026, 9, 1)), case(date(2026, 9, 1))
    for complaint, moment in ((late, at(date(2026, 11, 1), 0)), (early, at(date(2026, 11, 1), 0) - timedelta(seconds=1))):
        move(complaint, Move.REFER, moment - timedelta(minutes=1))
        move(complaint, Move.CLOSE, moment)

    figures = october()

    assert (figures["balance"]["closed"], figures["referred"]) == (1, 2)


def test_a_clock_met_by_the_stricter_day_counts_twice_and_a_breach_on_record_stays_late() -> None:
    received_on = date(2026, 10, 5)
    in_time, strictly, breached = case(received_on), case(received_on), case(received_on)
    due = in_time.deadlines.get(kind=DeadlineKind.FORWARD)
    meet(in_time, DeadlineKind.FORWARD, due.due_on)
    meet(strictly, DeadlineKind.FORWARD, due.strict_on)
    meet(breached, DeadlineKind.FORWARD, due.strict_on)
    breached.deadlines.filter(kind=DeadlineKind.FORWARD).update(breached_on=due.due_on + timedelta(days=1))

    row = clock(DeadlineKind.FORWARD)

    assert (row["due"], row["on_time"], row["on_time_strict"], row["late"]) == (3, 2, 1, 1)


def test_a_clock_of_a_case_closed_before_its_day_did_not_fall_due_even_when_it_is_reopened() -> None:
    ended, missed = case(date(2026, 10, 5)), case(date(2026, 10, 5))
    cases.close(ended, ended.deadlines.get(kind=DeadlineKind.FOLLOW_UP).due_on)
    cases.close(missed, date(2026, 10, 28))
    before = clock(DeadlineKind.FOLLOW_UP)
    move(ended, Move.REOPEN, at(date(2026, 11, 9)))

    assert (before["due"], before["late"]) == (1, 1)
    assert clock(DeadlineKind.FOLLOW_UP) == before


def test_a_deputy_reads_a_month_without_people_of_the_inspectorate() -> None:
    case(date(2026, 10, 5), "pungli")
    case(date(2026, 10, 6), "kekerasan_seksual", routing=Routing.INSPECTORATE, letter="a")

    figures = figures_of(OCTOBER, today=LATER, counted=OPEN_TO_THE_LINE)

    assert by_code(figures["received"]) == {"pungli": 1}
    assert {row["letter"]: row["count"] for row in figures["channels"] if row["count"]} == {"b": 1}
    assert (figures["balance"]["closing"], by_code(october()["received"])) == (1, {"pungli": 1, "kekerasan_seksual": 1})


def test_stops_postponements_referrals_and_what_was_no_complaint() -> None:
    when = at(date(2026, 10, 9))
    for name, ground in ((Move.POSTPONE, "not_yet_enough"), (Move.STOP, "deceased"), (Move.STOP, "other"), (Move.REFER, "")):
        complaint = case(date(2026, 9, 9))
        move(complaint, Move.FORWARD, at(date(2026, 9, 10)))
        move(complaint, name, when, ground=ground)
    for ground in ("not_a_complaint", "out_of_scope", "out_of_scope", ""):
        grievance = case(date(2026, 9, 9))
        for name in (Move.FORWARD, Move.START_REVIEW):
            move(grievance, name, when)
        move(grievance, Move.PUT_OUT_OF_SCOPE, when, ground=ground)

    figures = october()

    assert (figures["postponed"], figures["referred"], figures["not_complaints"], figures["out_of_scope"]) == (1, 1, 1, 3)
    assert figures["stopped"]["total"] == 2
    assert {row["code"]: row["count"] for row in figures["stopped"]["by_ground"]} == {"other": 1, "deceased": 1}


def test_postponed_for_other_considerations_is_a_number_of_its_own() -> None:
    for ground in ("not_yet_enough", "other"):
        complaint = case(date(2026, 9, 9))
        move(complaint, Move.FORWARD, at(date(2026, 9, 10)))
        move(complaint, Move.POSTPONE, at(date(2026, 10, 9)), ground=ground)

    figures = october()

    assert figures["postponed"] == 2
    assert {row["code"]: row["count"] for row in figures["postponed_by_ground"]} == {"not_yet_enough": 1, "other": 1}


def test_answers_by_kind(staff: Any) -> None:
    by = staff(Role.INSPECTOR)
    complaint = case(date(2026, 9, 9))
    for answer_kind in (AnswerKind.INTERIM, AnswerKind.FINAL, AnswerKind.REFUSAL):
        cases.answer(complaint, date(2026, 10, 9), by, answer_kind)
    cases.answer(complaint, date(2026, 11, 9), by)

    assert october()["answers"] == {"final": 1, "interim": 1, "partial_refusal": 0, "refusal": 1}


def test_clocks_that_fell_due_and_how_long_they_took() -> None:
    # 1 October 2026 is a Thursday: due 6 October.
    for met_on in (date(2026, 10, 2), date(2026, 10, 6), date(2026, 10, 7)):
        meet(case(date(2026, 10, 1)), DeadlineKind.FORWARD, met_on)
    case(date(2026, 10, 1))
    meet(case(date(2026, 10, 30)), DeadlineKind.FORWARD, date(2026, 11, 2))

    forward = clock(DeadlineKind.FORWARD)

    assert {key: forward[key] for key in ("due", "on_time", "late", "met", "median", "overdue")} == {
        "due": 4,
        "on_time": 2,
        "late": 2,
        "met": 3,
        "median": 3,
        "overdue": 1,
    }


def test_a_clock_met_after_the_month_was_overdue_at_its_end() -> None:
    complaint = case(date(2026, 10, 1))
    meet(complaint, DeadlineKind.FORWARD, date(2026, 11, 3))

    assert clock(DeadlineKind.FORWARD)["overdue"] == 1


def test_a_closed_case_is_not_overdue() -> None:
    referred = case(date(2026, 9, 1))
    move(referred, Move.REFER, at(date(2026, 9, 2)))
    move(referred, Move.CLOSE, at(date(2026, 10, 2)))

    assert [row["overdue"] for row in october()["clocks"]] == [0, 0, 0]


def test_a_case_closed_at_the_end_is_not_overdue_then_even_if_reopened_later() -> None:
    referred = case(date(2026, 9, 1))
    move(referred, Move.REFER, at(date(2026, 9, 2)))
    move(referred, Move.CLOSE, at(date(2026, 10, 2)))
    move(referred, Move.REOPEN, at(date(2026, 11, 2)))
    move(referred, Move.REFER, at(date(2026, 11, 3)))

    assert [row["overdue"] for row in october()["clocks"]] == [0, 0, 0]
    assert [row["overdue"] for row in figures_of(Period(2026, 9), today=LATER)["clocks"]] == [1, 1, 0]
    assert [row["overdue"] for row in figures_of(Period(2026, 11), today=LATER)["clocks"]] == [1, 1, 1]


def test_waiting_for_the_walikota_when_the_month_ended() -> None:
    waiting, gone_on = case(date(2026, 10, 1)), case(date(2026, 10, 1))
    for complaint, day in ((waiting, 27), (gone_on, 20)):
        move(complaint, Move.FORWARD, at(date(2026, 10, 2)))
        move(complaint, Move.AWAIT_MAYOR, at(date(2026, 10, day)))
    move(gone_on, Move.START_AUDIT, at(date(2026, 10, 30)))
    move(waiting, Move.START_AUDIT, at(date(2026, 11, 2)))

    assert october()["awaiting_mayor"] == {"total": 1, "since": "2026-10-27"}


def test_a_running_month_counts_no_clock_that_can_still_be_met_today() -> None:
    case(date(2026, 10, 1))

    forward = figures_of(OCTOBER, today=date(2026, 10, 6))["clocks"][0]

    assert (forward["due"], forward["overdue"]) == (0, 0)


@pytest.mark.parametrize("routing", [Routing.INSPECTOR, Routing.MAYOR])
def test_complaints_kept_from_the_inspektur_are_in_no_figure(routing: Routing, staff: Any) -> None:
    nothing = october()
    complaint = case(date(2026, 10, 1), routing=routing)
    meet(complaint, DeadlineKind.FOLLOW_UP, date(2026, 10, 5))
    meet(complaint, DeadlineKind.FORWARD, date(2026, 11, 5))
    cases.answer(complaint, date(2026, 10, 9), staff(Role.DELEGATE))
    for name in (Move.FORWARD, Move.AWAIT_MAYOR, Move.START_AUDIT, Move.STOP, Move.CLOSE):
        move(complaint, name, at(date(2026, 10, 10)))
    move(complaint, Move.REOPEN, at(date(2026, 10, 11)))
    move(complaint, Move.AWAIT_MAYOR, at(date(2026, 10, 12)))

    assert october() == nothing


def test_x2_the_total_outside_the_inspektorat_leaves_out_what_concerns_the_walikota() -> None:
    case(date(2026, 10, 1), routing=Routing.INSPECTOR)
    case(date(2026, 10, 1), routing=Routing.MAYOR)
    case(date(2026, 9, 1), routing=Routing.INSPECTOR)

    assert outside_total(OCTOBER) == 1


def test_a_complaint_handed_on_to_the_referral_officers_leaves_the_figures() -> None:
    complaint = case(date(2026, 10, 1))
    Complaint.objects.filter(pk=complaint.pk).update(routing=Routing.MAYOR)

    assert (october()["received"]["total"], outside_total(OCTOBER)) == (0, 0)


def test_counting_takes_the_same_few_queries_however_much_there_is(django_assert_num_queries: Any) -> None:
    for day in cases.days_between(date(2026, 9, 1), date(2026, 10, 20)):
        complaint = case(day)
        meet(complaint, DeadlineKind.FOLLOW_UP, day + timedelta(days=5))
    # Eleven counts, the labels of the types, the holidays, and a savepoint with its release.
    with django_assert_num_queries(15):
        october()


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back, so that the examples of one property test do not add up."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


FIRST_DAY = date(2026, 8, 1)
steps = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=9)
histories = st.lists(st.tuples(st.integers(0, 110), steps, st.sampled_from(list(Routing))), max_size=8)


def play(history: list[Any]) -> list[Complaint]:
    """Complaints received on some day, each then moved lawfully every few days."""
    played = []
    for day, moves, routing in history:
        received_on = FIRST_DAY + timedelta(days=day)
        complaint, moment = case(received_on, routing=routing), at(received_on, 12)
        for pause, choice in moves:
            moment += timedelta(days=pause, minutes=1)
            choices = lawful_moves(complaint.state)
            move(complaint, choices[choice % len(choices)], moment)
        if routing not in (Routing.INSPECTOR, Routing.MAYOR):
            played.append(complaint)
    return played


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(histories)
def test_every_month_of_every_history_adds_up(history: list[Any]) -> None:
    with undone():
        played = play(history)
        months = [Period(2026, 8).shifted(later) for later in range(6)]

        counted = [figures_of(period, today=date(2027, 3, 1)) for period in months]

        assert [reconciles(figures) for figures in counted] == [True] * len(months)
        assert [figures["balance"]["closing"] for figures in counted[:-1]] == [figures["balance"]["opening"] for figures in counted[1:]]
        ends = [at(period.shifted(1).first, 0) for period in months]
        expected = [sum(cases.is_open(complaint, end) for complaint in played) for end in ends]
        assert [figures["balance"]["closing"] for figures in counted] == expected
        assert [figures_of(period, today=date(2027, 3, 1)) for period in months] == counted


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(histories, histories)
def test_what_happens_later_never_changes_a_month_gone_by(history: list[Any], later: list[Any]) -> None:
    with undone():
        played = play([(day % 61, [], routing) for day, _, routing in history])
        september = Period(2026, 9)
        before = figures_of(september, today=date(2026, 10, 1))

        moment = at(date(2026, 10, 1), 1)
        for complaint, (_, moves, _) in zip(played, later, strict=False):
            for pause, choice in moves:
                moment += timedelta(days=pause, minutes=1)
                choices = lawful_moves(complaint.state)
                move(complaint, choices[choice % len(choices)], moment)

        assert figures_of(september, today=date(2027, 1, 1)) == before
