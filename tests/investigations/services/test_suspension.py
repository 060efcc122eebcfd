"""Postponing, stopping and taking up again: one person or two, the whole case or one accused; no clock stops."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from complaints.enums import ComplaintState
from complaints.enums import SuspensionGround as Ground
from complaints.models import AccusedPerson, Deadline
from complaints.services.register import AccusedInput
from complaints.services.transitions import MoveNotAllowed
from foundation.vault.sealing import open_sealed
from investigations.enums import Action, Measure
from investigations.models import Suspension
from investigations.queries import follow_up_in_force, stopped_people, suspension_of
from investigations.rules.follow_up import Order
from investigations.rules.suspension import PersonStop, Proposal
from investigations.services.disposition import dispose
from investigations.services.suspension import (
    NothingToResume,
    NotSuspendable,
    SecondPersonNeeded,
    approve_suspension,
    resume,
    resume_for_person,
    stop_for_person,
    suspend,
    withdraw_suspension,
)
from tests.factories.accounts import keyring
from tests.factories.investigations import SIGNED_AT, forwarded, under_review

LATER = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
REVIEW_ON = date(2027, 1, 25)
POSTPONE = Proposal(Measure.POSTPONE, Ground.NOT_YET_ENOUGH, "Saksi kunci sedang di luar kota.", REVIEW_ON)
STOP = Proposal(Measure.STOP, Ground.NOT_ENOUGH, "Loket tutup pada hari yang disebut.")
OTHER = Proposal(Measure.STOP, Ground.OTHER, "Pokok perkara sedang diperiksa pengadilan.")
THREE = (AccusedInput(name="Hendro P."), AccusedInput(name="Wirman D."), AccusedInput(name="Sulastri"))


def propose(complaint, office, proposal, *, at=SIGNED_AT):
    return suspend(complaint, proposal, keys=keyring(office.inspector, at=at), by=office.inspector, at=at)


def stop_one(person, office, ground=Ground.DECEASED, *, at=SIGNED_AT):
    stop = PersonStop(ground, "Akta kematian 471/12/2026")
    return stop_for_person(person, stop, keys=keyring(office.inspector, at=at), by=office.inspector, at=at)


def take_up(complaint, office, *, at=LATER, reason="Saksi sudah kembali."):
    return resume(complaint, reason=reason, keys=keyring(office.inspector, at=at), by=office.inspector, at=at)


def clocks(complaint):
    return list(Deadline.objects.filter(complaint=complaint).values_list("kind", "due_on", "met_at"))


def test_postponed_with_its_date(office, reviewed):
    before = clocks(reviewed)

    found = propose(reviewed, office, POSTPONE)

    assert (reviewed.state, reviewed.suspension_ground) == (ComplaintState.POSTPONED, Ground.NOT_YET_ENOUGH)
    assert (found.review_on, found.in_force_at, found.approved_by) == (REVIEW_ON, SIGNED_AT, None)
    assert open_sealed(found, "words", keyring(office.deputy, at=LATER)) == {"reason": "Saksi kunci sedang di luar kota."}
    assert clocks(reviewed) == before


def test_stopped_for_lack_of_evidence(office, reviewed):
    propose(reviewed, office, STOP)

    assert (reviewed.state, reviewed.suspension_ground) == (ComplaintState.STOPPED, Ground.NOT_ENOUGH)


@pytest.mark.parametrize("proposal", [POSTPONE, STOP, OTHER])
def test_nothing_is_suspended_before_the_follow_up_is_decided(office, before_inspector, proposal):
    with pytest.raises(NotSuspendable) as refusal:
        propose(before_inspector, office, proposal)

    assert refusal.value.faults == (
        "Tetapkan disposisi lebih dahulu: telaah atau audit investigatif. Setiap pengaduan ditindaklanjuti (Pasal 7 ayat (1)).",
    )
    before_inspector.refresh_from_db()
    assert before_inspector.state == ComplaintState.FORWARDED


def test_refused_proposal_changes_nothing(office, reviewed):
    with pytest.raises(NotSuspendable):
        propose(reviewed, office, Proposal(Measure.POSTPONE, Ground.NOT_YET_ENOUGH, "Saksi belum ada."))

    reviewed.refresh_from_db()
    assert (reviewed.state, Suspension.objects.count()) == (ComplaintState.IN_REVIEW, 0)


def test_other_considerations_wait_for_a_second_person(office, reviewed):
    found = propose(reviewed, office, OTHER)

    assert (reviewed.state, found.in_force_at) == (ComplaintState.IN_REVIEW, None)


def test_second_person_puts_it_in_force(office, reviewed):
    found = approve_suspension(propose(reviewed, office, OTHER), by=office.deputy, at=LATER)

    reviewed.refresh_from_db()
    assert (reviewed.state, reviewed.suspension_ground) == (ComplaintState.STOPPED, Ground.OTHER)
    assert (found.proposed_by, found.approved_by, found.in_force_at) == (office.inspector, office.deputy, LATER)


def test_who_proposed_does_not_approve(office, reviewed):
    found = propose(reviewed, office, OTHER)

    with pytest.raises(SecondPersonNeeded):
        approve_suspension(found, by=office.inspector, at=LATER)

    reviewed.refresh_from_db()
    assert reviewed.state == ComplaintState.IN_REVIEW


def test_database_knows_no_self_approval(office, reviewed):
    found = propose(reviewed, office, OTHER)

    with pytest.raises(IntegrityError), transaction.atomic():
        Suspension.objects.filter(pk=found.pk).update(approved_by=office.inspector)


def test_approving_twice_approves_once(office, reviewed):
    found = propose(reviewed, office, OTHER)
    approve_suspension(found, by=office.deputy, at=LATER)

    again = approve_suspension(found, by=office.deputy, at=datetime(2026, 11, 25, 2, 0, tzinfo=UTC))

    assert again.in_force_at == LATER


def test_a_proposal_turned_down_leaves_room_for_another(office, reviewed):
    found = propose(reviewed, office, OTHER)

    withdraw_suspension(found, by=office.deputy, at=LATER)

    assert suspension_of(reviewed) is None
    with pytest.raises(NothingToResume):
        approve_suspension(found, by=office.deputy, at=LATER)
    propose(reviewed, office, STOP, at=LATER)
    assert reviewed.state == ComplaintState.STOPPED


def test_what_is_in_force_is_not_withdrawn(office, reviewed):
    found = propose(reviewed, office, STOP)

    with pytest.raises(NothingToResume):
        withdraw_suspension(found, by=office.deputy, at=LATER)


def test_one_suspension_at_a_time(office, reviewed):
    propose(reviewed, office, OTHER)

    with pytest.raises(NotSuspendable):
        propose(reviewed, office, STOP)


def test_not_from_a_closed_case(office, reviewed):
    type(reviewed).objects.filter(pk=reviewed.pk).update(state=ComplaintState.CLOSED)

    with pytest.raises(MoveNotAllowed):
        propose(reviewed, office, OTHER)

    assert Suspension.objects.count() == 0


def test_taken_up_again_it_stands_before_the_inspector(office, reviewed):
    found = propose(reviewed, office, POSTPONE)

    take_up(reviewed, office)

    found.refresh_from_db()
    assert (reviewed.state, reviewed.suspension_ground) == (ComplaintState.FORWARDED, "")
    assert (found.ended_by, found.ended_at, follow_up_in_force(reviewed)) == (office.inspector, LATER, None)
    assert open_sealed(found, "words", keyring(office.deputy, at=LATER)) == {
        "reason": "Saksi kunci sedang di luar kota.",
        "resumed": "Saksi sudah kembali.",
    }


def test_after_taking_up_a_new_disposition_is_given(office, reviewed):
    propose(reviewed, office, POSTPONE)
    take_up(reviewed, office)

    keys = keyring(office.inspector, at=LATER)
    dispose(reviewed, Order(Action.REVIEW), assignee=office.second_auditor, keys=keys, by=office.inspector, at=LATER)

    assert reviewed.state == ComplaintState.IN_REVIEW
    assert [(given.action, given.replaced_at) for given in reviewed.dispositions.all()] == [("review", LATER), ("review", None)]


def test_taking_up_needs_a_reason(office, reviewed):
    propose(reviewed, office, POSTPONE)

    with pytest.raises(NotSuspendable):
        take_up(reviewed, office, reason=" ")

    assert reviewed.state == ComplaintState.POSTPONED


def test_nothing_to_take_up(office, reviewed):
    with pytest.raises(NothingToResume):
        take_up(reviewed, office)


def test_one_of_three_accused_died(office):
    complaint = under_review(office, accused=THREE)
    first = AccusedPerson.objects.filter(complaint=complaint).first()

    found = stop_one(first, office)

    complaint.refresh_from_db()
    assert (complaint.state, stopped_people(complaint)) == (ComplaintState.IN_REVIEW, {first.pk})
    assert open_sealed(found, "words", keyring(office.inspector, at=LATER)) == {"document": "Akta kematian 471/12/2026"}


def test_all_accused_stopped_stops_the_case(office):
    complaint = under_review(office, accused=THREE)

    for person in AccusedPerson.objects.filter(complaint=complaint):
        stop_one(person, office)

    complaint.refresh_from_db()
    assert (complaint.state, complaint.suspension_ground) == (ComplaintState.STOPPED, Ground.DECEASED)


def test_recovery_takes_the_case_up_again(office, reviewed):
    person = AccusedPerson.objects.get(complaint=reviewed)
    found = stop_one(person, office, Ground.MENTAL_ILLNESS)

    resume_for_person(found, by=office.inspector, at=LATER)

    reviewed.refresh_from_db()
    assert (reviewed.state, stopped_people(reviewed)) == (ComplaintState.FORWARDED, set())


def test_recovery_of_one_of_three_moves_nothing(office):
    complaint = under_review(office, accused=THREE)
    found = stop_one(AccusedPerson.objects.filter(complaint=complaint).first(), office, Ground.MENTAL_ILLNESS)

    resume_for_person(found, by=office.inspector, at=LATER)

    complaint.refresh_from_db()
    assert (complaint.state, stopped_people(complaint)) == (ComplaintState.IN_REVIEW, set())


def test_nobody_is_stopped_twice(office, reviewed):
    person = AccusedPerson.objects.get(complaint=reviewed)
    stop_one(person, office)

    with pytest.raises(NotSuspendable):
        stop_one(person, office)

    assert Suspension.objects.count() == 1


def test_other_cases_are_not_touched(office):
    mine, other = under_review(office), forwarded(office)

    propose(mine, office, STOP)

    other.refresh_from_db()
    assert (other.state, suspension_of(other)) == (ComplaintState.FORWARDED, None)
