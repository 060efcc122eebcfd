"""What a custodian's page owes: the right circle gets the key after a wrong tick, and due epochs are made."""

from datetime import timedelta

from complaints.enums import Routing
from complaints.models import Complaint
from complaints.services.custody import AT_ONCE, tend_custody
from complaints.services.identity import approve_identity, ask_identity
from complaints.services.routing import reroute
from complaints.services.vault_check import alarm, check_vault
from complaints.services.walls import recuse
from foundation.accounts.enums import NoticeKind
from foundation.accounts.models import Appointment, Notice, User
from foundation.accounts.queries import roles_of
from foundation.audit.models import AuditEntry
from foundation.vault.models import Compartment, RekeyDue
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, Office, received

AT = RECEIVED_AT + timedelta(hours=2)
REPORTER = {"name": "Marlena Tiosa"}


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("content", "thread", "identity").get(pk=complaint.pk)


def tended(user: User, at=AT) -> int:
    return tend_custody(user, roles_of(user, on=at.date()), keys=keyring(user, at=at), at=at)


def rerouted(office: Office) -> Complaint:
    case = received(reporter_named=True, reporter=REPORTER).complaint
    keys = keyring(office.channel, at=AT)
    reroute(fresh(case), Routing.INSPECTORATE, reason="Terlapor auditor.", keys=keys, by=office.channel, at=AT)
    return case


def keepers(office: Office, complaint: Complaint) -> list[str]:
    both = (office.custodian_inside, office.custodian_outside)
    return [user.username for user in both if keyring(user, at=AT).can_open(fresh(complaint).identity)]


def test_after_a_wrong_tick_the_circle_inside_hands_the_identity_out(office: Office):
    complaint = rerouted(office)
    assert keepers(office, complaint) == ["custodian-inside"]

    assert tended(office.custodian_inside) == 1

    assert keepers(office, complaint) == ["custodian-outside"]
    case = fresh(complaint)
    assert open_sealed(case, "reporter", keyring(office.custodian_outside, at=AT)) == REPORTER
    assert (case.identity.epoch, RekeyDue.objects.filter(compartment=case.identity).exists()) == (2, False)
    assert AuditEntry.objects.get(action="identity.handed_over").detail == {"keepers": [str(office.custodian_outside.pk)]}


def test_the_key_stays_where_it_is_while_nobody_outside_can_take_it(office: Office):
    complaint = rerouted(office)
    Appointment.objects.filter(user=office.custodian_outside).update(ended_on=AT.date())

    tended(office.custodian_inside)

    assert keepers(office, complaint) == ["custodian-inside"]


def test_an_opened_identity_lives_on_through_a_hand_over(office: Office):
    complaint = received(reporter_named=True, reporter=REPORTER).complaint
    request = ask_identity(fresh(complaint), "Perlu.", by=office.inspector, at=AT)
    approve_identity(request, days=1, keys=keyring(office.custodian_inside, at=AT), by=office.custodian_inside, at=AT)
    reroute(
        fresh(complaint), Routing.INSPECTORATE, reason="Terlapor auditor.", keys=keyring(office.channel, at=AT), by=office.channel, at=AT
    )

    tended(office.custodian_inside)

    assert open_sealed(fresh(complaint), "reporter", keyring(office.inspector, at=AT)) == REPORTER
    assert not keyring(office.inspector, at=AT + timedelta(days=1)).can_open(fresh(complaint).identity)


def test_new_keys_are_made_after_somebody_let_in_was_walled(office: Office):
    complaint = received(reporter_named=True, reporter=REPORTER).complaint
    request = ask_identity(fresh(complaint), "Perlu.", by=office.deputy, at=AT)
    approve_identity(request, days=1, keys=keyring(office.custodian_inside, at=AT), by=office.custodian_inside, at=AT)
    recuse(fresh(complaint), office.deputy, reason="Ipar.", keys=keyring(office.deputy, at=AT), at=AT)
    late = AT + timedelta(days=10)
    faults = check_vault(at=late)
    assert ([fault.code for fault in faults], alarm(faults, at=late)) == (["rekey_overdue"], 1)
    assert Notice.objects.filter(kind=NoticeKind.ALARM).get().user == office.custodian_inside

    assert tended(office.custodian_inside) == 1

    assert (check_vault(at=late), fresh(complaint).identity.epoch) == ([], 2)


def test_dropped_reasons_are_settled_and_then_nothing_is_owed(office: Office, django_assert_num_queries):
    complaint = received(reporter_named=True, reporter=REPORTER).complaint
    ask_identity(fresh(complaint), "Perlu.", by=office.inspector, at=AT)

    assert (tended(office.custodian_inside), Compartment.objects.get(pk=complaint.identity_id).has_drops) == (1, False)
    user, keys = office.custodian_inside, keyring(office.custodian_inside, at=AT)
    roles = roles_of(user, on=AT.date())
    with django_assert_num_queries(1):
        assert tend_custody(user, roles, keys=keys, at=AT) == 0


def test_one_opening_does_some_and_the_next_goes_on(office: Office, monkeypatch):
    assert AT_ONCE >= 10
    monkeypatch.setattr("complaints.services.custody.AT_ONCE", 2)
    for _ in range(3):
        ask_identity(received(reporter_named=True, reporter=REPORTER).complaint, "Perlu.", by=office.inspector, at=AT)

    assert [tended(office.custodian_inside) for _ in range(3)] == [2, 1, 0]


def test_nobody_else_owes_anything(office: Office):
    ask_identity(received(reporter_named=True, reporter=REPORTER).complaint, "Perlu.", by=office.inspector, at=AT)

    assert [tended(user) for user in (office.custodian_outside, office.inspector, office.administrator)] == [0, 0, 0]
