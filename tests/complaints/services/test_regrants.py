"""A key that is lost comes back through a colleague, only to whom it still belongs, and through nobody else."""

from datetime import timedelta

import pytest

from complaints.enums import ComplaintState, Routing
from complaints.models import Complaint, IdentityRequest, RegrantDue
from complaints.queries.key_work import people_to_help, waiting_for
from complaints.services import key_work
from complaints.services.access import share, shut_out
from complaints.services.entitlement import shut_ended_appointments
from complaints.services.identity import approve_identity, ask_identity
from complaints.services.register import AccusedInput
from complaints.services.regrants import queue_for_offices
from complaints.services.routing import reroute
from complaints.services.vault_check import alarm, check_vault
from complaints.services.walls import build_wall
from foundation.accounts import services
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, Notice, Unit, User
from foundation.accounts.queries import roles_of
from foundation.audit.models import AuditEntry
from foundation.vault.models import Grant, RekeyDue
from foundation.vault.sealing import open_sealed
from tests.complaints.keys import come_back, fresh, giver, help_back, lose_password, opens, reset, vouched
from tests.factories.accounts import UserFactory, appoint, keyring, person, unlocked
from tests.factories.complaints import RECEIVED_AT, STORY, Office, received, wib

AT = RECEIVED_AT + timedelta(days=1)
REPORTER = {"name": "Marlena Tiosa"}


def named(**changes):
    return received(reporter_named=True, reporter=REPORTER, **changes).complaint


def admin_opens_nothing(office: Office) -> bool:
    return not Grant.objects.filter(holder=User.objects.get(pk=office.administrator.pk).holder).exists()


def end(user: User, role: Role) -> None:
    Appointment.objects.filter(user=user, role=role).update(ended_on=AT.date())


def test_with_the_recovery_code_nothing_is_lost_and_nobody_has_to_help(office: Office):
    complaint = received().complaint
    code = services.make_personal_code(office.deputy, unlocked(office.deputy), at=AT)

    services.recover_password(office.deputy.username, code, "", "gurita-menulis-surat-7", at=AT)

    deputy = User.objects.get(pk=office.deputy.pk)
    assert (RegrantDue.objects.count(), Grant.objects.filter(compartment=complaint.content, holder=deputy.holder).count()) == (0, 1)


def test_without_it_a_colleague_gives_the_cases_back(office: Office):
    complaints = [received().complaint for _ in range(3)]
    keys = lose_password(office.deputy, office.administrator, AT)
    assert [keys.can_open(fresh(one).content) for one in complaints] == [False] * 3

    assert help_back(office.deputy, office.inspector, AT) == 3

    assert [open_sealed(fresh(one), "story", keyring(User.objects.get(pk=office.deputy.pk), at=AT))["story"] for one in complaints] == [
        STORY
    ] * 3
    assert [opens(office.deputy, one, AT) for one in complaints] == ["ct"] * 3
    assert (RegrantDue.objects.count(), admin_opens_nothing(office)) == (0, True)


def test_the_old_key_opens_nothing_from_the_moment_of_the_reset(office: Office):
    complaint, old = received().complaint, keyring(office.deputy, at=AT)
    assert old.can_open(complaint.content)

    reset(office.deputy, office.administrator, AT)

    late = type(old)(old._unlocked, at=AT)
    assert (late.can_open(fresh(complaint).content), RekeyDue.objects.count()) == (False, 2)


def test_nobody_is_listed_before_he_has_a_new_key_and_then_the_helpers_hear_of_it(office: Office):
    received()
    user, temporary = reset(office.deputy, office.administrator, AT)
    inspector = giver(office.inspector, AT)
    assert (people_to_help(inspector.user, inspector.roles, at=AT), help_back(user, office.inspector, AT)) == ([], 0)

    come_back(user, temporary, AT)

    (found,) = people_to_help(inspector.user, inspector.roles, at=AT)
    assert (found.user, found.cases, found.lost) == (office.deputy, 1, True)
    told = Notice.objects.filter(key__startswith="keys:").values_list("user__username", flat=True)
    assert sorted(told) == ["channel", "channel-deputy", "inspector"]


def test_each_case_is_on_record_with_who_vouched(office: Office):
    complaint = received().complaint
    lose_password(office.deputy, office.administrator, AT)

    help_back(office.deputy, office.inspector, AT)

    entry = AuditEntry.objects.get(action="complaint.regranted")
    assert (entry.target_id, entry.actor_id, entry.detail) == (complaint.pk, office.inspector.pk, {"user": str(office.deputy.pk)})


def test_a_name_comes_back_from_a_custodian_of_its_circle_and_from_nobody_else(office: Office):
    second = person(Role.CUSTODIAN_INSIDE, unit=office.custodian_inside.unit)
    complaint = named()
    asked = ask_identity(fresh(complaint), "Perlu.", by=office.inspector, at=AT)
    approve_identity(asked, days=7, keys=keyring(second, at=AT), by=second, at=AT)
    lose_password(office.custodian_inside, office.administrator, AT)
    strangers = [help_back(office.custodian_inside, one, AT) for one in (office.inspector, office.custodian_outside, office.deputy)]

    assert (strangers, opens(office.inspector, complaint, AT)) == ([0, 0, 0], "cti")
    assert (help_back(office.custodian_inside, second, AT), opens(office.custodian_inside, complaint, AT)) == (1, "i")
    assert AuditEntry.objects.filter(action="identity.regranted").count() == 1
    assert not AuditEntry.objects.filter(action="complaint.regranted").exists()


def test_an_opened_name_is_not_given_back_but_asked_for_anew(office: Office):
    complaint = named()
    asked = ask_identity(fresh(complaint), "Perlu.", by=office.inspector, at=AT)
    approve_identity(asked, days=7, keys=keyring(office.custodian_inside, at=AT), by=office.custodian_inside, at=AT)
    lose_password(office.inspector, office.administrator, AT)

    help_back(office.inspector, office.deputy, AT)
    help_back(office.inspector, office.custodian_inside, AT)

    assert (opens(office.inspector, complaint, AT), IdentityRequest.objects.get().state) == ("ct", "lapsed")


def test_who_was_walled_off_meanwhile_gets_nothing_and_the_row_goes_with_its_reason(office: Office):
    complaint, other = received().complaint, received().complaint
    user, temporary = reset(office.deputy, office.administrator, AT)
    build_wall(fresh(complaint), user, reason="Ipar.", keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)
    come_back(user, temporary, AT)

    assert (help_back(user, office.inspector, AT), opens(user, complaint, AT), opens(user, other, AT)) == (1, "", "ct")
    entry = AuditEntry.objects.get(action="complaint.regrant_dropped")
    assert (entry.target_id, entry.detail) == (complaint.pk, {"user": str(user.pk), "reason": "walled"})


def test_a_role_that_ended_meanwhile_brings_nothing_back(office: Office):
    complaint = received().complaint
    appoint(office.deputy, Role.AUDITOR)
    lose_password(office.deputy, office.administrator, AT)
    end(office.deputy, Role.DEPUTY_INSPECTOR)

    help_back(office.deputy, office.inspector, AT)

    assert (opens(office.deputy, complaint, AT), RegrantDue.objects.count()) == ("", 0)
    assert AuditEntry.objects.get(action="complaint.regrant_dropped").detail["reason"] == "not_entitled"


def test_somebody_released_from_the_team_while_he_waited_waits_no_more(office: Office):
    complaint = received().complaint
    keys = keyring(office.inspector, at=AT)
    share(fresh(complaint), [office.auditor], keys=keys, by=office.inspector, reason="team.reviewer", at=AT)
    user, temporary = reset(office.auditor, office.administrator, AT)
    shut_out(fresh(complaint), [user], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="released", at=AT)
    come_back(user, temporary, AT)

    assert (help_back(user, office.inspector, AT), opens(user, complaint, AT)) == (0, "")
    assert AuditEntry.objects.get(action="complaint.regrant_dropped").detail["reason"] == "released"


def test_a_team_does_not_follow_a_case_that_was_sealed_away_from_the_inspektorat(office: Office):
    complaint = received().complaint
    share(fresh(complaint), [office.auditor], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="team.reviewer", at=AT)
    lose_password(office.auditor, office.administrator, AT)

    keys = keyring(office.inspector, at=AT)
    reroute(fresh(complaint), Routing.INSPECTORATE, reason="Terlapor auditor.", keys=keys, by=office.inspector, at=AT)

    assert (help_back(office.auditor, office.inspector, AT), opens(office.auditor, complaint, AT)) == (0, "")


def test_a_case_that_was_shared_meanwhile_is_not_waited_for(office: Office):
    complaint = received().complaint
    lose_password(office.deputy, office.administrator, AT)
    deputy = User.objects.get(pk=office.deputy.pk)
    share(fresh(complaint), [deputy], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="forwarded", at=AT)

    assert RegrantDue.objects.count() == 0


def test_nobody_gives_to_himself(office: Office):
    received()
    RegrantDue.objects.all().delete()
    lose_password(office.inspector, office.administrator, AT)

    assert help_back(office.inspector, office.inspector, AT) == 0


def test_two_people_reset_on_the_same_day_are_both_helped_by_a_third(office: Office):
    complaint = received().complaint
    lose_password(office.inspector, office.administrator, AT)
    lose_password(office.deputy, office.administrator, AT)
    assert (help_back(office.inspector, office.deputy, AT), help_back(office.deputy, office.inspector, AT)) == (0, 0)

    assert [help_back(one, office.channel, AT) for one in (office.inspector, office.deputy)] == [1, 1]
    assert [opens(one, complaint, AT) for one in (office.inspector, office.deputy)] == ["ct", "ct"]


def test_when_there_is_no_third_only_the_recovery_key_is_left_and_the_check_says_so(office: Office):
    named(routing=Routing.INSPECTOR)
    for one in (office.delegate, office.second_delegate):
        lose_password(one, office.administrator, AT)
        user = User.objects.get(pk=one.pk)

    waiting = waiting_for(user, at=AT)
    faults = check_vault(at=AT)

    assert (waiting.cases, waiting.recovery_only) == (1, 1)
    assert [fault.code for fault in faults] == ["fewer_than_two_readers"] * 2 + ["regrant_needs_recovery"] * 2
    assert alarm(faults, at=AT) == 2
    assert set(Notice.objects.filter(key__startswith="vault:").values_list("user", flat=True)) == {
        office.delegate.pk, office.second_delegate.pk
    }  # fmt: skip


def test_what_waits_longer_than_three_working_days_is_alarmed_to_who_can_help(office: Office):
    received()
    lose_password(office.deputy, office.administrator, AT)
    late = AT + timedelta(days=7)

    found = [fault for fault in check_vault(at=late) if fault.code == "regrant_overdue"]

    assert ([fault.code for fault in check_vault(at=AT + timedelta(days=2)) if fault.code == "regrant_overdue"], len(found)) == ([], 2)
    assert alarm(found, at=late) == 1
    assert Notice.objects.get(key__startswith="vault:").user == office.inspector


@pytest.mark.parametrize("field", ["inspector", "custodian_inside"])
def test_a_successor_is_owed_what_the_office_holds_and_gets_it_from_a_colleague_alone(office: Office, field: str):
    complaint = named()
    roles = {"inspector": Role.INSPECTOR, "custodian_inside": Role.CUSTODIAN_INSIDE}
    helper, what = {"inspector": (office.deputy, "ct"), "custodian_inside": (office.custodian_inside, "i")}[field]
    successor = person(roles[field], unit=office.custodian_inside.unit)

    added = queue_for_offices(at=AT)

    assert (added, opens(successor, complaint, AT), queue_for_offices(at=AT)) == (len(what), "", 0)
    assert (help_back(successor, office.administrator, AT), help_back(successor, office.auditor, AT)) == (0, 0)
    assert (help_back(successor, helper, AT), opens(successor, complaint, AT)) == (1, what)
    assert Notice.objects.filter(key__startswith="keys:", user=helper).count() == 1


def test_nobody_is_owed_a_case_by_an_office_its_row_does_not_name(office: Office):
    for routing in (Routing.INSPECTOR, Routing.MAYOR, Routing.INSPECTORATE):
        named(routing=routing)
    person(Role.DEPUTY_INSPECTOR, unit=office.auditor.unit)
    person(Role.AUDITOR, unit=office.auditor.unit)
    person(Role.DELEGATE, unit=office.unit)
    UserFactory()

    queue_for_offices(at=AT)

    assert set(RegrantDue.objects.values_list("complaint__routing", "user__appointments__role")) == {(Routing.INSPECTOR, Role.DELEGATE)}


def test_a_custodian_who_leaves_takes_no_name_with_him_and_the_next_one_gets_them(office: Office):
    complaint = named()
    second = person(Role.CUSTODIAN_INSIDE, unit=office.custodian_inside.unit)
    queue_for_offices(at=AT)
    help_back(second, office.custodian_inside, AT)

    services.end_appointment(office.custodian_inside.appointments.get(), by=office.administrator, at=AT)
    shut_ended_appointments(at=AT)

    assert Grant.objects.filter(compartment=complaint.identity, holder=office.custodian_inside.holder).count() == 0
    assert open_sealed(fresh(complaint), "reporter", keyring(second, at=AT)) == REPORTER


def test_the_last_inspektur_leaves_and_his_successor_waits_for_the_recovery_key(office: Office):
    complaint = received(routing=Routing.NONE).complaint
    for one in (office.deputy, office.channel, office.channel_deputy, office.inspector):
        services.end_person(one, by=office.administrator, at=AT)
    successor = person(Role.INSPECTOR, unit=office.auditor.unit)

    queue_for_offices(at=AT)

    waiting = waiting_for(successor, at=AT)
    assert (waiting.cases, waiting.recovery_only, opens(successor, complaint, AT)) == (1, 1, "")
    assert [fault.code for fault in check_vault(at=AT)][-2:] == ["regrant_needs_recovery"] * 2


def test_who_ended_for_good_waits_for_nothing(office: Office):
    received()
    lose_password(office.deputy, office.administrator, AT)

    services.end_person(User.objects.get(pk=office.deputy.pk), by=office.administrator, at=AT)

    assert RegrantDue.objects.count() == 0


def test_a_second_reset_before_the_work_is_done_loses_nothing(office: Office):
    complaints = [received().complaint for _ in range(3)]
    lose_password(office.deputy, office.administrator, AT)
    key_work.CASES_AT_ONCE, kept = 1, key_work.CASES_AT_ONCE
    try:
        assert key_work.regrant_some(vouched(office.deputy)[0], giver(office.inspector, AT), at=AT).cases == 1
    finally:
        key_work.CASES_AT_ONCE = kept

    lose_password(User.objects.get(pk=office.deputy.pk), office.administrator, AT)

    assert help_back(office.deputy, office.inspector, AT) == 3
    assert [opens(office.deputy, one, AT) for one in complaints] == ["ct"] * 3


def test_new_keys_after_a_reset_keep_who_was_given_the_case_back(office: Office):
    complaint = received().complaint
    lose_password(office.deputy, office.administrator, AT)
    help_back(office.deputy, office.inspector, AT)

    done = key_work.rekey_due(giver(office.inspector, AT), at=AT, more=lambda: True)

    assert (done.cases, done.damaged, RekeyDue.objects.count(), fresh(complaint).content.epoch) == (1, 0, 0, 2)
    assert (opens(office.deputy, complaint, AT), opens(office.inspector, complaint, AT)) == ("ct", "ct")


def test_work_stops_when_time_is_up_and_goes_on_where_it_stopped(office: Office, monkeypatch):
    monkeypatch.setattr(key_work, "CASES_AT_ONCE", 2)
    for _ in range(5):
        received()
    lose_password(office.deputy, office.administrator, AT)
    inspector = giver(office.inspector, AT)

    first = key_work.regrant(vouched(office.deputy)[0], inspector, at=AT, more=lambda: False)
    left = people_to_help(inspector.user, inspector.roles, at=AT)[0].cases
    second = key_work.regrant(vouched(office.deputy)[0], inspector, at=AT, more=lambda: True)

    assert (first.cases, left, second.cases) == (2, 3, 3)


def test_an_office_that_ended_today_gives_nothing_more(office: Office):
    received()
    lose_password(office.inspector, office.administrator, AT)
    appoint(office.deputy, Role.AUDITOR)
    end(office.deputy, Role.DEPUTY_INSPECTOR)

    assert help_back(office.inspector, office.deputy, AT) == 0
    assert roles_of(office.deputy, on=AT.date()) == {Role.AUDITOR}


def test_the_night_after_a_term_shuts_and_queues_nothing_for_who_left(office: Office):
    received()
    appoint(office.deputy, Role.AUDITOR)
    end(office.deputy, Role.DEPUTY_INSPECTOR)
    night = wib(AT.date(), 1)

    shut_ended_appointments(at=night)

    assert (queue_for_offices(at=night), RegrantDue.objects.filter(user=office.deputy).count()) == (0, 0)


def test_an_office_that_ended_while_somebody_waited_does_not_bring_the_case_back_when_it_begins_again(office: Office):
    complaint = received().complaint
    share(fresh(complaint), [office.auditor], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="team.reviewer", at=AT)
    user, temporary = reset(office.auditor, office.administrator, AT)
    services.end_appointment(user.appointments.get(), by=office.administrator, at=AT)
    shut_ended_appointments(at=AT)
    appoint(user, Role.AUDITOR, valid_from=AT.date())
    come_back(user, temporary, AT)

    assert (help_back(user, office.inspector, AT), opens(user, complaint, AT)) == (0, "")


def test_a_case_that_went_to_another_row_meanwhile_is_not_given_back_by_its_new_readers(office: Office):
    complaint = received().complaint
    lose_password(office.deputy, office.administrator, AT)
    keys = keyring(office.inspector, at=AT)
    reroute(fresh(complaint), Routing.INSPECTOR, reason="Terlapor Inspektur.", keys=keys, by=office.inspector, at=AT)

    assert (help_back(office.deputy, office.delegate, AT), opens(office.deputy, complaint, AT)) == (1, "")
    assert AuditEntry.objects.get(action="complaint.regrant_dropped").detail["reason"] == "not_entitled"


def test_a_tick_counts_for_the_key_pair_that_it_was_given_for_and_no_later_one(office: Office):
    complaint = received().complaint
    lose_password(office.deputy, office.administrator, AT)
    (tick, _) = vouched(office.deputy)

    # The administrator resets once more and is the deputy from now on.
    lose_password(office.deputy, office.administrator, AT)

    with pytest.raises(key_work.KeyPairChanged):
        key_work.regrant(tick, giver(office.inspector, AT), at=AT, more=lambda: True)
    assert (opens(office.deputy, complaint, AT), RegrantDue.objects.count()) == ("", 2)


def test_who_was_met_is_not_given_what_needs_a_look_at_the_decree(office: Office):
    held, owed = received().complaint, received().complaint
    Grant.objects.filter(holder=office.deputy.holder, compartment__group=owed.pk).delete()
    queue_for_offices(at=AT)
    lose_password(office.deputy, office.administrator, AT)
    inspector = giver(office.inspector, AT)
    lost, office_only = vouched(office.deputy)

    listed = people_to_help(inspector.user, inspector.roles, at=AT)
    key_work.regrant(lost, inspector, at=AT, more=lambda: True)
    met = [opens(office.deputy, one, AT) for one in (held, owed)]
    key_work.regrant(office_only, inspector, at=AT, more=lambda: True)

    assert sorted((one.cause, one.cases, one.lost) for one in listed) == [("office", 1, False), ("reset", 1, True)]
    assert (met, [opens(office.deputy, one, AT) for one in (held, owed)]) == (["ct", ""], ["ct", "ct"])


def test_who_came_into_the_inspektorat_is_owed_nothing_by_an_outside_office(office: Office):
    complaint = named(routing=Routing.INSPECTOR)
    lost = lose_password(office.second_delegate, office.administrator, AT)
    newcomer = person(Role.CUSTODIAN_OUTSIDE, unit=office.unit)
    # As data could stand from before changes of units were refused.
    Unit.objects.filter(pk=office.unit.pk).update(is_inspectorate=True)

    queue_for_offices(at=AT)

    assert not RegrantDue.objects.filter(user=newcomer).exists()
    assert help_back(office.second_delegate, office.delegate, AT) == 1
    assert (lost.can_open(fresh(complaint).content), opens(office.second_delegate, complaint, AT)) == (False, "")
    assert AuditEntry.objects.get(action="complaint.regrant_dropped").detail["reason"] == "not_entitled"


def test_a_case_closed_meanwhile_goes_to_no_new_office_but_back_to_who_held_it_and_its_name_to_the_circle(office: Office):
    complaint = named()
    newcomer, custodian = (person(role, unit=office.auditor.unit) for role in (Role.DEPUTY_INSPECTOR, Role.CUSTODIAN_INSIDE))
    queue_for_offices(at=AT)
    lose_password(office.deputy, office.administrator, AT)
    Complaint.objects.filter(pk=complaint.pk).update(state=ComplaintState.CLOSED, closed_at=AT)

    for user, helper in ((newcomer, office.inspector), (office.deputy, office.inspector), (custodian, office.custodian_inside)):
        help_back(user, helper, AT)

    assert [opens(user, complaint, AT) for user in (newcomer, office.deputy, custodian)] == ["", "ct", "i"]
    entry = AuditEntry.objects.get(action="complaint.regrant_dropped")
    assert entry.detail == {"user": str(newcomer.pk), "reason": "closed"}
    assert RegrantDue.objects.count() == 0


@pytest.mark.parametrize("at_once", [1, 50])
def test_a_new_office_brings_nobody_a_case_that_accuses_somebody_of_his_name(office: Office, monkeypatch, at_once: int):
    monkeypatch.setattr(key_work, "CASES_AT_ONCE", at_once)
    others = (AccusedInput(name="Tarmizi", post="", unit=""),)
    cases = [received().complaint, *(received(accused=others).complaint for _ in range(2)), received().complaint]
    newcomer = person(Role.DEPUTY_INSPECTOR, unit=office.auditor.unit, full_name="hendro  P.")
    queue_for_offices(at=AT)

    done = [key_work.regrant(one, giver(office.inspector, AT), at=AT, more=lambda: False) for one in vouched(newcomer) * 3]

    assert [opens(newcomer, one, AT) for one in cases] == ["", "ct", "ct", ""]
    assert (sum(one.cases for one in done), done[-1].namesakes) == (2, {cases[0].pk, cases[3].pk})
    assert set(RegrantDue.objects.values_list("complaint", "user").distinct()) == {(cases[0].pk, newcomer.pk), (cases[3].pk, newcomer.pk)}
    assert AuditEntry.objects.filter(action="complaint.regranted").count() == 2


def test_what_somebody_decided_to_share_with_a_namesake_comes_back_after_a_reset(office: Office):
    complaint = received().complaint
    namesake = person(Role.AUDITOR, unit=office.auditor.unit, full_name="Hendro P.")
    share(fresh(complaint), [namesake], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="team.reviewer", at=AT)
    lose_password(namesake, office.administrator, AT)

    assert (help_back(namesake, office.inspector, AT), opens(namesake, complaint, AT)) == (1, "ct")
