"""Clocks at the end of a case: what a referral, a closing and the day on a letter do to them, and what the month then counts."""

from datetime import date, timedelta

import pytest

from complaints.enums import AnswerKind, ComplaintState, DeadlineKind, RefusalGround, Routing
from complaints.models import Complaint, Deadline
from complaints.queries import clocks_of, is_answered
from complaints.rules.answer import AnswerParts
from complaints.rules.deadlines import Standing
from complaints.services.answers import NotTheSigner, issue_answer, save_draft
from complaints.services.sweep import sweep_deadlines
from complaints.services.transitions import NotYetAnswered
from foundation.accounts.models import Notice
from foundation.audit.queries import history_of
from investigations.enums import Action, Duty, FollowUp, Measure
from investigations.rules.follow_up import Order
from investigations.rules.suspension import PersonStop, Proposal
from investigations.services.assignment import record_mayor_assignment
from investigations.services.disposition import dispose
from investigations.services.rulings import NO_LETTER, AuditResult, Closing, NotRulable, Referral, close_case, conclude_audit, refer_case
from investigations.services.suspension import EVERYBODY_STOPPED, NOT_WITH_US, NotSuspendable, resume, stop_for_person, suspend
from reports.queries.figures import figures_of
from reports.rules.period import Period
from tests.factories.accounts import keyring
from tests.factories.complaints import received, wib
from tests.factories.investigations import FORWARDED_AT, ORDERED_AT, SIGNED_AT, WRITTEN_AT, a_letter, forwarded, ordered, under_review

WORDS = "Kami memeriksa daftar antrean dan saksi; loket dua tutup pada hari itu."
AFTER_ALL = wib(date(2026, 12, 2))
"""Past the tenth working day (30 November) of what was received on 16 November."""


def fresh(case):
    return Complaint.objects.get(pk=case.pk)


def answered(case, by, at, parts=None):
    keys = keyring(by, at=at)
    draft = save_draft(fresh(case), parts or AnswerParts(AnswerKind.FINAL, WORDS), version=0, keys=keys, by=by, at=at)
    return issue_answer(draft, version=draft.version, keys=keys, by=by, at=at)


def closed(case, by, at):
    close_case(fresh(case), Closing(), keys=keyring(by, at=at), by=by, at=at)
    return fresh(case)


def stopped_for_all(case, by, at):
    stop_for_person(fresh(case).accused.get(), PersonStop("deceased", "Akta 471/12/2026"), keys=keyring(by, at=at), by=by, at=at)


def clock_notices():
    return Notice.objects.filter(key__startswith="clock:").count()


def clock(case, kind=DeadlineKind.FOLLOW_UP):
    row = Deadline.objects.get(complaint=case, kind=kind)
    return row.met_on, row.breached_on


def test_referral_of_a_case_about_the_mayor_meets_both_clocks(office):
    case = received(routing=Routing.MAYOR).complaint
    referral = Referral("KPK", "1/2026", date(2026, 11, 17), "Terlapor Walikota.")

    refer_case(case, referral, keys=keyring(office.referral, at=FORWARDED_AT), by=office.referral, at=FORWARDED_AT)
    answered(case, office.referral, FORWARDED_AT)
    case = closed(case, office.referral, FORWARDED_AT)
    result = sweep_deadlines(at=AFTER_ALL)

    assert {kind: clock(case, kind) for kind in DeadlineKind} == dict.fromkeys(DeadlineKind, (date(2026, 11, 17), None))
    assert (case.state, case.next_due_on, result.breached, clock_notices()) == (ComplaintState.CLOSED, None, 0, 0)


def test_a_clock_not_due_yet_ends_with_the_case(office):
    case = under_review(office)
    stopped_for_all(case, office.inspector, WRITTEN_AT)
    answered(case, office.inspector, WRITTEN_AT)
    case = closed(case, office.inspector, WRITTEN_AT)

    result = sweep_deadlines(at=AFTER_ALL)
    shown = {one.kind: one.standing for one in clocks_of([case], today=date(2026, 12, 2))[case.pk]}
    month = {
        row["kind"]: (row["due"], row["late"], row["overdue"]) for row in figures_of(Period(2026, 11), today=date(2026, 12, 2))["clocks"]
    }

    assert (case.next_due_on, clock(case), result.breached, clock_notices()) == (None, (None, None), 0, 0)
    assert shown[DeadlineKind.FOLLOW_UP] == Standing.ENDED
    assert month == {"forward": (1, 0, 0), "follow_up": (0, 0, 0), "answer": (0, 0, 0)}


def test_a_clock_missed_before_closing_stays_missed(office):
    case = under_review(office)
    late = wib(date(2026, 12, 1))
    stopped_for_all(case, office.inspector, late)
    answered(case, office.inspector, late)
    case = closed(case, office.inspector, late)

    result = sweep_deadlines(at=AFTER_ALL)

    assert (clock(case), result.breached) == ((None, date(2026, 12, 1)), 1)
    assert figures_of(Period(2026, 11), today=date(2026, 12, 2))["clocks"][1]["late"] == 1


@pytest.mark.parametrize(
    ("recorded", "swept", "expected", "standing"),
    [
        (date(2026, 12, 1), False, (date(2026, 11, 30), None), Standing.MET),
        (date(2026, 12, 1), True, (date(2026, 11, 30), date(2026, 12, 1)), Standing.MET_LATE),
    ],
)
def test_a_letter_counts_from_its_day_and_a_breach_on_record_stays(office, recorded, swept, expected, standing):
    case = ordered(forwarded(office, routing=Routing.ECHELON_II), by=office.inspector, to=None)
    if swept:
        sweep_deadlines(at=wib(recorded, 1))
    letter = a_letter(issued_on=date(2026, 11, 30), starts_on=recorded)
    at = wib(recorded)

    keys, team = keyring(office.inspector, at=at), [(office.auditor, Duty.REVIEWER)]
    record_mayor_assignment(case, letter, team, follow_up=FollowUp.REVIEW, keys=keys, by=office.inspector, at=at)
    shown = clocks_of([fresh(case)], today=recorded)[case.pk][1]
    entry = history_of(case).filter(action="clock.met").last()

    assert clock(case) == expected
    assert (shown.standing, shown.met_on, shown.recorded_on) == (standing, date(2026, 11, 30), recorded)
    assert entry.detail == {"clock": "follow_up", "met_on": "2026-11-30", "recorded_on": "2026-12-01"}
    assert figures_of(Period(2026, 11), today=date(2026, 12, 2))["clocks"][1]["late"] == int(swept)


def test_an_audit_without_a_letter_has_no_result(office):
    case = forwarded(office)
    order = Order(Action.AUDIT, "Periksa.", direct_audit_reason="Bukti lengkap sejak awal.")
    dispose(case, order, assignee=None, keys=keyring(office.inspector, at=ORDERED_AT), by=office.inspector, at=ORDERED_AT)
    result = AuditResult("LHAI/1", date(2026, 11, 20), "Selesai.")

    with pytest.raises(NotRulable) as refusal:
        conclude_audit(fresh(case), result, keys=keyring(office.inspector, at=WRITTEN_AT), by=office.inspector, at=WRITTEN_AT)

    assert refusal.value.faults == (NO_LETTER,)
    assert fresh(case).state == ComplaintState.IN_AUDIT


@pytest.mark.parametrize("kind", [AnswerKind.REFUSAL, AnswerKind.PARTIAL_REFUSAL])
def test_a_refusal_is_not_the_deputys_to_sign(office, kind):
    case = forwarded(office)
    parts = AnswerParts(kind, WORDS, frozenset({RefusalGround.A}), withheld="nama saksi")

    with pytest.raises(NotTheSigner):
        answered(case, office.deputy, ORDERED_AT, parts)

    draft = fresh(case).answers.get()
    assert (draft.issued_at, clock(case, DeadlineKind.ANSWER)) == (None, (None, None))
    issue_answer(draft, version=draft.version, keys=keyring(office.inspector, at=ORDERED_AT), by=office.inspector, at=ORDERED_AT)
    assert clock(case, DeadlineKind.ANSWER) == (date(2026, 11, 18), None)


def test_an_answer_from_before_the_case_went_on_does_not_close_it(office):
    case = under_review(office)
    answered(case, office.inspector, ORDERED_AT)
    keys = keyring(office.inspector, at=WRITTEN_AT)
    suspend(case, Proposal(Measure.STOP, "not_enough", "Tidak cukup bukti."), keys=keys, by=office.inspector, at=WRITTEN_AT)
    before = is_answered(case)
    resume(case, reason="Bukti baru.", keys=keyring(office.inspector, at=SIGNED_AT), by=office.inspector, at=SIGNED_AT)
    later = SIGNED_AT + timedelta(hours=1)
    stopped_for_all(case, office.inspector, later)

    assert (before, is_answered(case)) == (True, False)
    with pytest.raises(NotYetAnswered):
        closed(case, office.inspector, later)
    answered(case, office.inspector, later)
    assert closed(case, office.inspector, later).state == ComplaintState.CLOSED


def test_nobody_is_stopped_before_the_case_reached_who_decides(office):
    case = received().complaint

    with pytest.raises(NotSuspendable) as refusal:
        stopped_for_all(case, office.inspector, FORWARDED_AT)

    assert refusal.value.faults == (NOT_WITH_US,)
    assert case.suspensions.count() == 0


def test_stopping_for_everybody_ends_the_postponement_and_keeps_the_case_from_going_on(office):
    case = under_review(office)
    keys = keyring(office.inspector, at=WRITTEN_AT)
    postponed = Proposal(Measure.POSTPONE, "not_yet_enough", "Menunggu saksi.", date(2026, 12, 20))
    suspend(case, postponed, keys=keys, by=office.inspector, at=WRITTEN_AT)

    stopped_for_all(case, office.inspector, SIGNED_AT)

    whole = case.suspensions.get(accused__isnull=True)
    assert (whole.ended_at, fresh(case).state, fresh(case).review_on) == (SIGNED_AT, ComplaintState.STOPPED, None)
    with pytest.raises(NotSuspendable) as refusal:
        resume(fresh(case), reason="Ada bukti.", keys=keyring(office.inspector, at=AFTER_ALL), by=office.inspector, at=AFTER_ALL)
    assert refusal.value.faults == (EVERYBODY_STOPPED,)
