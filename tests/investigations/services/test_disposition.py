"""The one follow-up decision: what it moves, whom it gives the keys, and what waits for the Walikota."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from complaints.enums import ComplaintState, DeadlineKind, Routing, SuspensionGround
from complaints.models import Complaint
from complaints.queries import openable_by, visible_to
from complaints.services.register import AccusedInput
from complaints.services.routing import reroute
from complaints.services.walls import build_wall, recuse
from foundation.accounts.enums import Role
from foundation.accounts.models import Notice
from foundation.audit.queries import history_of
from foundation.vault.errors import NoAccess
from foundation.vault.sealing import open_sealed
from investigations.enums import Action, Duty, FollowUp, Measure
from investigations.models import Disposition, TeamMember
from investigations.queries import follow_up_in_force, is_in_team, progress_of, team_of, waits_for_mayor
from investigations.rules.assignment import Standing
from investigations.rules.follow_up import Order
from investigations.rules.suspension import Proposal
from investigations.services.assignment import issue_assignment, record_mayor_assignment
from investigations.services.disposition import NotForTheMayor, NotOrderable, dispose, hand_to_mayor
from investigations.services.rulings import Referral, refer_case
from investigations.services.suspension import suspend
from investigations.services.team import ConflictOfInterest, MayorMustAssign, NotInTeam, ReferredOutside, add_reviewer, release
from tests.factories.accounts import appoint, keyring, person
from tests.factories.complaints import STORY
from tests.factories.investigations import (
    INSTRUCTION,
    ORDERED_AT,
    SIGNED_AT,
    WRITTEN_AT,
    a_letter,
    before_signing,
    forwarded,
    ordered,
    under_review,
)

LATER = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def order(complaint, office, *, to=None, action=Action.REVIEW, **parts):
    keys = keyring(office.inspector, at=ORDERED_AT)
    return dispose(complaint, Order(action, INSTRUCTION, **parts), assignee=to, keys=keys, by=office.inspector, at=ORDERED_AT)


def holders_of(complaint):
    return set(
        complaint.content.grants.filter(epoch=complaint.content.epoch, holder__user__isnull=False).values_list("holder__user", flat=True)
    )


def test_review_is_ordered_and_the_reviewer_opens_the_case(office, before_inspector):
    given = order(before_inspector, office, to=office.auditor, due_on=date(2026, 11, 25))

    assert before_inspector.state == ComplaintState.IN_REVIEW
    assert (given.action, given.assignee, given.due_on, given.by) == ("review", office.auditor, date(2026, 11, 25), office.inspector)
    keys = keyring(office.auditor, at=WRITTEN_AT)
    assert open_sealed(before_inspector, "story", keys)["story"] == STORY
    assert open_sealed(given, "instruction", keys) == {"words": INSTRUCTION, "direct_audit_reason": ""}
    assert list(openable_by(office.auditor, at=WRITTEN_AT)) == [before_inspector]


def test_nobody_else_of_the_auditors_is_given_anything(office, before_inspector):
    order(before_inspector, office, to=office.auditor)

    assert list(visible_to(office.second_auditor, at=WRITTEN_AT)) == []
    with pytest.raises(NoAccess):
        open_sealed(before_inspector, "story", keyring(office.second_auditor, at=WRITTEN_AT))


def test_a_disposition_meets_no_clock(office, before_inspector):
    order(before_inspector, office, to=office.auditor)

    assert before_inspector.deadlines.get(kind=DeadlineKind.FOLLOW_UP).met_at is None


def test_the_reviewer_is_told_without_contents(office, before_inspector):
    order(before_inspector, office, to=office.auditor)

    notice = Notice.objects.get(user=office.auditor)
    member = TeamMember.objects.get(complaint=before_inspector)
    assert (notice.kind, notice.key, notice.params) == ("attention", f"team:{member.pk}", {"complaint": str(before_inspector.pk)})


def test_what_is_logged_holds_no_words(office, before_inspector):
    given = order(before_inspector, office, to=office.auditor)

    entry = history_of(before_inspector).get(action="disposition.given")
    assert entry.detail == {"disposition": str(given.pk), "action": "review", "due_on": None, "assignee": str(office.auditor.pk)}


def test_review_needs_a_reviewer(office, before_inspector):
    with pytest.raises(NotOrderable) as refusal:
        order(before_inspector, office)

    assert refusal.value.faults == ("Pilih penelaah.",)
    assert (Disposition.objects.count(), before_inspector.state) == (0, ComplaintState.FORWARDED)


def test_filing_is_no_follow_up(office, before_inspector):
    with pytest.raises(NotOrderable):
        order(before_inspector, office, action=Action.FILE)

    assert Disposition.objects.count() == 0


def test_instruction_beside_the_follow_up(office, reviewed):
    order(reviewed, office, action=Action.ANSWER)

    assert {given.action for given in reviewed.dispositions.all()} == {"review", "answer"}  # given in the same moment
    assert reviewed.state == ComplaintState.IN_REVIEW
    assert follow_up_in_force(reviewed).action == "review"


def test_second_follow_up_decision_is_refused(office, reviewed):
    with pytest.raises(NotOrderable):
        order(reviewed, office, to=office.second_auditor)

    assert list(TeamMember.objects.values_list("user", flat=True)) == [office.auditor.pk]


def test_the_database_holds_one_follow_up_decision(office, reviewed):
    first = follow_up_in_force(reviewed)

    with pytest.raises(IntegrityError), transaction.atomic():
        Disposition.objects.create(complaint=reviewed, content=reviewed.content, action="audit", by=office.inspector, at=ORDERED_AT)
    assert follow_up_in_force(reviewed) == first


def test_direct_audit_with_its_reason(office, before_inspector):
    given = order(before_inspector, office, action=Action.AUDIT, direct_audit_reason="Bukti transfer sudah lengkap.")

    assert before_inspector.state == ComplaintState.IN_AUDIT
    opened = open_sealed(given, "instruction", keyring(office.deputy, at=ORDERED_AT))
    assert opened == {"words": INSTRUCTION, "direct_audit_reason": "Bukti transfer sudah lengkap."}


@pytest.mark.parametrize("routing", [Routing.ECHELON_II, Routing.INSPECTORATE])
def test_mayors_assignment_is_awaited_and_nobody_is_given_anything(office, routing):
    complaint = forwarded(office, routing=routing)
    before = holders_of(complaint)

    ordered(complaint, by=office.inspector, to=None)

    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.AWAITING_MAYOR
    assert holders_of(complaint) == before
    assert list(visible_to(office.auditor, at=WRITTEN_AT)) == []


def test_no_reviewer_before_the_mayors_instrument(office):
    complaint = forwarded(office, routing=Routing.ECHELON_II)

    with pytest.raises(MayorMustAssign):
        order(complaint, office, to=office.auditor)

    complaint.refresh_from_db()
    assert (complaint.state, TeamMember.objects.count(), Disposition.objects.count()) == (ComplaintState.FORWARDED, 0, 0)
    assert list(visible_to(office.auditor, at=WRITTEN_AT)) == []


def test_delegates_dispose_of_a_case_about_the_inspector(office):
    complaint = forwarded(office, routing=Routing.INSPECTOR)

    ordered(complaint, by=office.delegate, to=None)

    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.AWAITING_MAYOR
    assert list(visible_to(office.inspector, at=WRITTEN_AT)) == []


def test_colleague_of_the_accused_is_given_nothing(office, before_inspector):
    colleague = person(Role.AUDITOR, username="kolega", full_name="Kolega Contoh", unit=office.unit)

    with pytest.raises(ConflictOfInterest) as refusal:
        order(before_inspector, office, to=colleague)

    assert str(refusal.value) == "Kolega Contoh. Satu unit dengan terlapor: tidak dapat dipilih."
    before_inspector.refresh_from_db()
    assert before_inspector.state == ComplaintState.FORWARDED
    assert list(visible_to(colleague, at=WRITTEN_AT)) == []
    with pytest.raises(NoAccess):
        open_sealed(before_inspector, "story", keyring(colleague, at=WRITTEN_AT))


def test_auditor_of_the_inspectorate_is_too_near_to_one_of_its_own(office):
    complaint = forwarded(office, accused=(AccusedInput(name="Anwar", post="Auditor Inspektorat Kota"),))

    with pytest.raises(ConflictOfInterest):
        order(complaint, office, to=office.auditor)


def test_walled_person_is_given_nothing(office, before_inspector):
    keys = keyring(office.inspector, at=ORDERED_AT)
    build_wall(before_inspector, office.auditor, reason="Kerabat terlapor", keys=keys, by=office.inspector, at=ORDERED_AT)

    with pytest.raises(ConflictOfInterest):
        order(before_inspector, office, to=office.auditor)

    assert list(visible_to(office.auditor, at=WRITTEN_AT)) == []


def test_who_is_no_auditor_is_given_nothing(office, before_inspector):
    with pytest.raises(ConflictOfInterest):
        order(before_inspector, office, to=office.channel_deputy)

    assert TeamMember.objects.count() == 0


def test_echelon_two_found_during_the_review_stops_it(office, reviewed):
    keys = keyring(office.inspector, at=SIGNED_AT)

    hand_to_mayor(reviewed, [Standing(echelon_then="II.b")], keys=keys, by=office.inspector, at=SIGNED_AT)

    assert (reviewed.state, reviewed.mayor_assignment, reviewed.mayor_assignment_rank) == (ComplaintState.AWAITING_MAYOR, True, "II.b")
    assert list(visible_to(office.auditor, at=SIGNED_AT)) == []
    with pytest.raises(NoAccess):
        open_sealed(reviewed, "story", keyring(office.auditor, at=SIGNED_AT))
    assert open_sealed(reviewed, "story", keyring(office.inspector, at=SIGNED_AT))["story"] == STORY


def test_the_reviewer_himself_hands_the_case_over(office, reviewed):
    keys = keyring(office.auditor, at=SIGNED_AT)

    hand_to_mayor(reviewed, [Standing(inspectorate_staff=True)], keys=keys, by=office.auditor, at=SIGNED_AT)

    assert (reviewed.state, reviewed.mayor_assignment_rank) == (ComplaintState.AWAITING_MAYOR, "")
    assert list(visible_to(office.auditor, at=SIGNED_AT)) == []
    assert list(visible_to(office.inspector, at=SIGNED_AT)) == [reviewed]


def test_echelon_two_learnt_while_it_is_postponed_is_kept(office, reviewed):
    keys = keyring(office.inspector, at=SIGNED_AT)
    proposal = Proposal(Measure.POSTPONE, SuspensionGround.NOT_YET_ENOUGH, "Saksi kunci di luar kota.", date(2027, 1, 25))
    suspend(reviewed, proposal, keys=keys, by=office.inspector, at=SIGNED_AT)

    hand_to_mayor(reviewed, [Standing(echelon_now="II.b")], keys=keys, by=office.inspector, at=SIGNED_AT)

    assert (reviewed.state, reviewed.mayor_assignment, reviewed.mayor_assignment_rank) == (ComplaintState.POSTPONED, True, "II.b")
    assert list(team_of(reviewed)) == []


def test_nothing_makes_it_the_mayors(office, reviewed):
    with pytest.raises(NotForTheMayor):
        hand_to_mayor(
            reviewed, [Standing(echelon_now="III.a")], keys=keyring(office.inspector, at=SIGNED_AT), by=office.inspector, at=SIGNED_AT
        )

    assert list(visible_to(office.auditor, at=SIGNED_AT)) == [reviewed]


def test_second_reviewer_joins_and_the_first_is_released(office, reviewed):
    keys = keyring(office.inspector, at=SIGNED_AT)
    add_reviewer(reviewed, office.second_auditor, keys=keys, by=office.inspector, at=SIGNED_AT)

    release(reviewed, office.auditor, keys=keyring(office.inspector, at=LATER), by=office.inspector, at=LATER)

    assert list(visible_to(office.auditor, at=LATER)) == []
    assert list(openable_by(office.second_auditor, at=LATER)) == [reviewed]
    team = TeamMember.objects.filter(complaint=reviewed).order_by("joined_at").values_list("user", "duty", "left_at")
    assert list(team) == [(office.auditor.pk, Duty.REVIEWER, LATER), (office.second_auditor.pk, Duty.REVIEWER, None)]
    reviewed.refresh_from_db()
    assert reviewed.content.epoch == 3


def test_release_of_somebody_who_has_nothing(office, reviewed):
    with pytest.raises(NotInTeam):
        release(reviewed, office.second_auditor, keys=keyring(office.inspector, at=LATER), by=office.inspector, at=LATER)


def test_reviewer_who_declares_a_conflict_is_in_no_team(office, reviewed):
    recuse(reviewed, office.auditor, reason="Terlapor adalah ipar saya.", keys=keyring(office.auditor, at=SIGNED_AT), at=SIGNED_AT)

    assert list(team_of(reviewed)) == []
    assert is_in_team(office.auditor, reviewed) is False
    assert progress_of(reviewed, office.auditor).in_team is False


def test_reroute_to_echelon_two_takes_the_case_from_the_team(office, reviewed):
    keys = keyring(office.inspector, at=SIGNED_AT)
    reroute(reviewed, Routing.ECHELON_II, reason="Terlapor kepala dinas.", keys=keys, by=office.inspector, at=SIGNED_AT)

    reviewed.refresh_from_db()
    assert (list(team_of(reviewed)), waits_for_mayor(reviewed)) == ([], True)
    assert list(visible_to(office.auditor, at=SIGNED_AT)) == []


def rerouted(complaint, routing, *, by, at=SIGNED_AT):
    reroute(Complaint.objects.get(pk=complaint.pk), routing, reason="Salah centang.", keys=keyring(by, at=at), by=by, at=at)
    return Complaint.objects.get(pk=complaint.pk)


def test_reroute_that_needs_no_instrument_leaves_a_lawful_team_alone(office):
    case = before_signing(office, routing=Routing.ECHELON_II)

    after = rerouted(case, Routing.NONE, by=office.inspector)

    assert ([member.user for member in team_of(after)], after.state) == ([office.auditor], ComplaintState.IN_REVIEW)
    assert list(openable_by(office.auditor, at=SIGNED_AT)) == [case]


def test_reroute_to_echelon_two_with_his_instrument_on_record_leaves_the_team_alone(office):
    case = rerouted(before_signing(office, routing=Routing.ECHELON_II), Routing.NONE, by=office.inspector)

    after = rerouted(case, Routing.ECHELON_II, by=office.inspector)

    assert ([member.user for member in team_of(after)], after.state) == ([office.auditor], ComplaintState.IN_REVIEW)


def test_reroute_to_echelon_two_without_it_waits_for_the_walikota(office):
    after = rerouted(under_review(office), Routing.ECHELON_II, by=office.inspector)

    assert (list(team_of(after)), after.state) == ([], ComplaintState.AWAITING_MAYOR)
    assert TeamMember.objects.filter(left_at__isnull=True).count() == 0


def test_a_wrong_tick_put_right_waits_for_nobody_and_is_disposed_anew(office):
    waiting = ordered(forwarded(office, routing=Routing.ECHELON_II), by=office.inspector, to=None)

    after = rerouted(waiting, Routing.NONE, by=office.inspector)
    keys = keyring(office.inspector, at=LATER)
    dispose(after, Order(Action.REVIEW, INSTRUCTION), assignee=office.auditor, keys=keys, by=office.inspector, at=LATER)

    assert (after.state, [member.user for member in team_of(after)]) == (ComplaintState.IN_REVIEW, [office.auditor])


@pytest.mark.parametrize("state", ["forwarded", "under_review"])
def test_x2_nothing_is_ordered_or_assigned_in_a_case_about_the_walikota(office, state):
    case = forwarded(office) if state == "forwarded" else under_review(office)
    after = rerouted(case, Routing.MAYOR, by=office.inspector)
    acts = {"keys": keyring(office.referral, at=LATER), "by": office.referral, "at": LATER}
    members = [(office.auditor, Duty.LEAD)]

    for refused in (
        lambda: dispose(after, Order(Action.REVIEW, INSTRUCTION), assignee=office.auditor, **acts),
        lambda: hand_to_mayor(after, [Standing(echelon_now="II.a")], **acts),
        lambda: issue_assignment(after, a_letter(), members, **acts),
        lambda: record_mayor_assignment(after, a_letter(), members, follow_up=FollowUp.AUDIT, **acts),
        lambda: add_reviewer(after, office.second_auditor, **acts),
    ):
        with pytest.raises(ReferredOutside):
            refused()
    fresh = Complaint.objects.get(pk=case.pk)
    assert (fresh.state, fresh.mayor_assignment, waits_for_mayor(fresh), list(team_of(fresh))) == (case.state, False, False, [])


def test_a_case_about_the_walikota_is_referred_from_where_it_stood(office):
    after = rerouted(under_review(office), Routing.MAYOR, by=office.inspector)
    referral = Referral("KPK", "700/9/2026", date(2026, 11, 23), "Terlapor Walikota.")

    refer_case(after, referral, keys=keyring(office.referral, at=LATER), by=office.referral, at=LATER)

    assert after.state == ComplaintState.REFERRED


def test_reviewer_whose_appointment_ended_is_not_given_a_case(office, before_inspector):
    newcomer = person(username="baru", full_name="Baru Contoh")
    appoint(newcomer, Role.AUDITOR, valid_to=date(2026, 1, 31))

    with pytest.raises(ConflictOfInterest):
        order(before_inspector, office, to=newcomer)


def test_one_case_of_two_is_given(office):
    mine, other = under_review(office), forwarded(office)

    assert list(visible_to(office.auditor, at=WRITTEN_AT)) == [mine]
    assert set(visible_to(office.inspector, at=WRITTEN_AT)) == {mine, other}
