"""Letters: the Walikota's instrument lets a waiting case go on, the Inspektur's starts an audit, each meets the clock once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from complaints.enums import ComplaintState, DeadlineKind, Routing
from complaints.queries import openable_by, visible_to
from complaints.services.transitions import MoveNotAllowed
from foundation.accounts.enums import Role
from foundation.audit.queries import history_of
from foundation.vault.sealing import open_sealed
from investigations.enums import Action, Conclusion, Duty, FollowUp, Signatory
from investigations.models import Assignment, TeamMember
from investigations.queries import eligibilities, has_mayor_instrument, is_in_team, team_of
from investigations.rules.conflict import Conflict
from investigations.rules.follow_up import Order
from investigations.services.assignment import LetterRefused, issue_assignment, record_mayor_assignment
from investigations.services.disposition import dispose
from investigations.services.team import ConflictOfInterest, MayorMustAssign
from tests.factories.accounts import UnitFactory, keyring, person
from tests.factories.complaints import wib
from tests.factories.investigations import ORDERED_AT, SIGNED_AT, a_letter, before_signing, forwarded, ordered, saved, signed, under_review

DAY_12 = wib(date(2026, 12, 2))
"""The twelfth working day after Monday 16 November 2026."""


def waiting(office):
    return ordered(forwarded(office, routing=Routing.ECHELON_II), by=office.inspector, to=None)


def mayors(complaint, office, *, members=None, follow_up=FollowUp.REVIEW, at=SIGNED_AT, by=None, **parts):
    by = by or office.inspector
    people = [(office.auditor, Duty.REVIEWER)] if members is None else members
    keys = keyring(by, at=at)
    return record_mayor_assignment(complaint, a_letter(**parts), people, follow_up=follow_up, keys=keys, by=by, at=at)


def inspectors(complaint, office, *, members=None, at=SIGNED_AT, **parts):
    people = [(office.auditor, Duty.LEAD), (office.second_auditor, Duty.MEMBER)] if members is None else members
    keys = keyring(office.inspector, at=at)
    return issue_assignment(complaint, a_letter(**parts), people, keys=keys, by=office.inspector, at=at)


def clock(complaint):
    deadline = complaint.deadlines.get(kind=DeadlineKind.FOLLOW_UP)
    return deadline.met_at, deadline.met_on


def test_the_mayors_instrument_moves_the_case_on(office):
    complaint = waiting(office)

    instrument = mayors(complaint, office)

    assert complaint.state == ComplaintState.IN_REVIEW
    assert (instrument.issued_by, instrument.follow_up, instrument.issued_on) == (Signatory.MAYOR, FollowUp.REVIEW, date(2026, 11, 20))
    assert open_sealed(instrument, "letter", keyring(office.auditor, at=SIGNED_AT)) == {"number": "700.1.2/123/ITDA.IR/2026"}
    assert list(openable_by(office.auditor, at=SIGNED_AT)) == [complaint]
    assert list(team_of(complaint).values_list("user", "assignment")) == [(office.auditor.pk, instrument.pk)]


def test_the_number_of_a_letter_is_not_in_the_log(office):
    complaint = waiting(office)

    instrument = mayors(complaint, office)

    entry = history_of(complaint).get(action="assignment.recorded")
    assert entry.detail == {"assignment": str(instrument.pk), "issued_by": "mayor", "follow_up": "review", "issued_on": "2026-11-20"}


def test_signed_on_day_twelve_the_clock_is_met_late(office):
    complaint = waiting(office)

    mayors(complaint, office, issued_on=date(2026, 12, 2), starts_on=date(2026, 12, 2), at=DAY_12)

    deadline = complaint.deadlines.get(kind=DeadlineKind.FOLLOW_UP)
    assert (deadline.due_on, deadline.met_on) == (date(2026, 11, 30), date(2026, 12, 2))


def test_the_clock_is_met_on_the_day_of_the_letter_and_keeps_the_moment_of_the_record(office):
    complaint = waiting(office)

    mayors(complaint, office, issued_on=date(2026, 11, 19), at=DAY_12)

    assert clock(complaint) == (DAY_12, date(2026, 11, 19))


def test_the_mayor_may_order_an_audit(office):
    complaint = waiting(office)

    mayors(complaint, office, follow_up=FollowUp.AUDIT)

    assert complaint.state == ComplaintState.IN_AUDIT


def test_instrument_for_a_case_that_needs_none(office, reviewed):
    with pytest.raises(LetterRefused) as refusal:
        mayors(reviewed, office)

    assert refusal.value.faults == ("Perkara ini tidak memerlukan penugasan Walikota. Catat surat tugas Inspektur.",)


def test_instrument_before_a_disposition(office):
    with pytest.raises(LetterRefused) as refusal:
        mayors(forwarded(office, routing=Routing.ECHELON_II), office)

    assert refusal.value.faults == ("Tetapkan disposisi lebih dahulu: telaah atau audit investigatif.",)


def test_instrument_without_members_or_number(office):
    with pytest.raises(LetterRefused) as refusal:
        mayors(waiting(office), office, members=[], number="")

    assert refusal.value.faults == ("Isi nomor surat tugas persis seperti pada surat.", "Pilih sedikitnya satu anggota tim.")


def test_the_delegate_records_it_for_a_case_about_the_inspector(office):
    complaint = ordered(forwarded(office, routing=Routing.INSPECTOR), by=office.delegate, to=None)
    outsider = person(Role.AUDITOR, username="luar", full_name="Auditor Provinsi", unit=UnitFactory(name="Inspektorat Provinsi"))

    mayors(complaint, office, members=[(outsider, Duty.REVIEWER)], by=office.delegate)

    assert list(openable_by(outsider, at=SIGNED_AT)) == [complaint]
    assert list(visible_to(office.inspector, at=SIGNED_AT)) == []


def test_even_the_mayor_cannot_name_a_colleague_of_the_accused(office):
    complaint = waiting(office)
    colleague = person(Role.AUDITOR, username="kolega", full_name="Kolega Contoh", unit=office.unit)

    with pytest.raises(ConflictOfInterest):
        mayors(complaint, office, members=[(office.auditor, Duty.LEAD), (colleague, Duty.MEMBER)])

    complaint.refresh_from_db()
    assert (complaint.state, Assignment.objects.count(), TeamMember.objects.count()) == (ComplaintState.AWAITING_MAYOR, 0, 0)
    assert list(visible_to(office.auditor, at=SIGNED_AT)) == []
    assert list(visible_to(colleague, at=SIGNED_AT)) == []
    assert clock(complaint) == (None, None)


def test_letter_after_a_review_worth_an_audit(office, reviewed):
    review = signed(reviewed, by=office.auditor, conclusion=Conclusion.AUDIT_WORTHY.value)
    reviewed.refresh_from_db()

    inspectors(reviewed, office, at=DAY_12)

    assert reviewed.state == ComplaintState.IN_AUDIT
    assert list(openable_by(office.second_auditor, at=DAY_12)) == [reviewed]
    assert clock(reviewed) == (review.signed_at, date(2026, 11, 23))


def test_reviewer_who_joins_the_audit_is_counted_once(office, reviewed):
    signed(reviewed, by=office.auditor, conclusion=Conclusion.AUDIT_WORTHY.value)

    inspectors(reviewed, office)

    assert sorted(team_of(reviewed).values_list("user__username", "duty")) == [("auditor", "lead"), ("second-auditor", "member")]


def test_letter_before_the_review_is_signed(office, reviewed):
    saved(reviewed, by=office.auditor)

    with pytest.raises(LetterRefused) as refusal:
        inspectors(reviewed, office)

    assert refusal.value.faults == ("Tandatangani lembar penelaahan lebih dahulu; audit langsung memerlukan disposisi dengan alasan.",)


def test_letter_of_a_direct_audit_meets_the_clock(office, before_inspector):
    order = Order(Action.AUDIT, direct_audit_reason="Bukti transfer sudah lengkap.")
    dispose(before_inspector, order, assignee=None, keys=keyring(office.inspector, at=ORDERED_AT), by=office.inspector, at=ORDERED_AT)

    inspectors(before_inspector, office)

    assert before_inspector.state == ComplaintState.IN_AUDIT
    assert clock(before_inspector) == (SIGNED_AT, date(2026, 11, 20))


def test_second_letter_does_not_meet_the_clock_again(office, before_inspector):
    order = Order(Action.AUDIT, direct_audit_reason="Bukti transfer sudah lengkap.")
    dispose(before_inspector, order, assignee=None, keys=keyring(office.inspector, at=ORDERED_AT), by=office.inspector, at=ORDERED_AT)
    inspectors(before_inspector, office, members=[(office.auditor, Duty.LEAD)])

    inspectors(before_inspector, office, members=[(office.second_auditor, Duty.MEMBER)], number="700.1.2/130/ITDA.IR/2026", at=DAY_12)

    assert clock(before_inspector) == (SIGNED_AT, date(2026, 11, 20))
    assert history_of(before_inspector).filter(action="clock.met", detail__clock="follow_up").count() == 1


def test_the_inspectors_letter_is_not_enough_for_echelon_two(office):
    complaint = waiting(office)

    with pytest.raises(MayorMustAssign):
        inspectors(complaint, office)

    assert TeamMember.objects.count() == 0


def test_audit_of_echelon_two_needs_an_instrument_of_its_own(office):
    complaint = before_signing(office, routing=Routing.ECHELON_II)
    signed(complaint, by=office.auditor, conclusion=Conclusion.AUDIT_WORTHY.value)
    with pytest.raises(MayorMustAssign):
        inspectors(complaint, office)

    mayors(complaint, office, members=[(office.second_auditor, Duty.LEAD)], follow_up=FollowUp.AUDIT, at=DAY_12)

    assert complaint.state == ComplaintState.IN_AUDIT
    assert has_mayor_instrument(complaint, FollowUp.AUDIT) is True
    assert list(openable_by(office.second_auditor, at=DAY_12)) == [complaint]


def test_two_leads(office, reviewed):
    signed(reviewed, by=office.auditor, conclusion=Conclusion.AUDIT_WORTHY.value)

    with pytest.raises(LetterRefused) as refusal:
        inspectors(reviewed, office, members=[(office.auditor, Duty.LEAD), (office.second_auditor, Duty.LEAD)])

    assert refusal.value.faults == ("Pilih satu ketua tim saja.",)


def test_no_audit_of_a_decided_or_postponed_case(office):
    complaint = under_review(office)
    signed(complaint, by=office.auditor, conclusion=Conclusion.AUDIT_WORTHY.value)
    type(complaint).objects.filter(pk=complaint.pk).update(state=ComplaintState.POSTPONED)

    with pytest.raises(MoveNotAllowed):
        inspectors(complaint, office)


def test_who_is_in_the_team_now(office, reviewed):
    assert is_in_team(office.auditor, reviewed) is True
    assert is_in_team(office.second_auditor, reviewed) is False
    assert has_mayor_instrument(reviewed) is False


def test_database_refuses_to_have_somebody_twice_in_a_team(office, reviewed):
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMember.objects.create(complaint=reviewed, user=office.auditor, duty=Duty.MEMBER, joined_at=SIGNED_AT)


def test_eligibilities_name_the_reason_and_the_load(office, reviewed):
    person(Role.AUDITOR, username="kolega", full_name="Kolega Contoh", unit=office.unit)

    rows = eligibilities(reviewed, keys=keyring(office.inspector, at=SIGNED_AT), by=office.inspector, at=SIGNED_AT, on=date(2026, 11, 23))

    assert [(row.user.full_name, row.load, row.conflict) for row in rows] == [
        ("Bakti Suhaimi", 0, None),
        ("Rina Anjani", 1, None),
        ("Kolega Contoh", 0, Conflict.SAME_UNIT),
    ]


def test_load_counts_only_what_the_asker_sees(office, reviewed):
    rows = eligibilities(reviewed, keys=keyring(office.inspector, at=SIGNED_AT), by=office.delegate, at=SIGNED_AT, on=date(2026, 11, 23))

    assert {row.user.full_name: row.load for row in rows} == {"Bakti Suhaimi": 0, "Rina Anjani": 0}
