"""A reporter's name stays with the circle of custodians that the row asks for, also when the row was wrong at first."""

from datetime import date, timedelta

import pytest

from complaints.enums import Routing
from complaints.models import Complaint, CustodyDue, ViolationType
from complaints.queries.custody import custodians_of
from complaints.services.circles import hand_over_identity
from complaints.services.forwarding import forward
from complaints.services.routing import reroute
from complaints.services.vault_check import check_vault
from complaints.services.walls import build_wall
from foundation.accounts.models import User
from foundation.audit.queries import history_of
from foundation.vault.models import RekeyDue
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring, names
from tests.factories.complaints import RECEIVED_AT, Office, received, wib

AT = RECEIVED_AT + timedelta(days=1)
NAME = {"name": "Marlena Tiosa"}


def named(**changes) -> Complaint:
    return received(reporter_named=True, reporter=NAME, **changes).complaint


def opening(office: Office, complaint: Complaint) -> list[str]:
    """Which custodians hold a key that opens the name."""
    people = (office.custodian_inside, office.custodian_outside)
    fresh = Complaint.objects.get(pk=complaint.pk)
    return [user.username for user in people if keyring(user, at=AT).can_open(fresh.identity)]


def acting(complaint: Complaint) -> list[str]:
    """Who may act as its custodian."""
    return names(custodians_of(Complaint.objects.get(pk=complaint.pk), at=AT))


def moved(complaint: Complaint, routing: Routing, *, by: User) -> Complaint:
    reroute(Complaint.objects.get(pk=complaint.pk), routing, reason="Salah centang", keys=keyring(by, at=AT), by=by, at=AT)
    return Complaint.objects.get(pk=complaint.pk)


def test_what_asked_nothing_on_arrival_is_kept_by_both_circles(office: Office):
    complaint = named(routing=Routing.UNROUTED)

    assert (opening(office, complaint), acting(complaint)) == (
        ["custodian-inside", "custodian-outside"],
        ["custodian-inside", "custodian-outside"],
    )


@pytest.mark.parametrize("routing", [Routing.INSPECTORATE, Routing.INSPECTOR, Routing.MAYOR])
def test_choosing_a_guarded_row_shuts_the_inner_circle_at_once(office: Office, routing: Routing):
    complaint = named(routing=Routing.UNROUTED)

    after = moved(complaint, routing, by=office.channel)

    assert (opening(office, after), acting(after)) == (["custodian-outside"], ["custodian-outside"])
    assert RekeyDue.objects.filter(compartment=after.identity).exists()
    assert not CustodyDue.objects.exists()
    assert open_sealed(after, "reporter", keyring(office.custodian_outside, at=AT)) == NAME


@pytest.mark.parametrize("row", [Routing.NONE, Routing.ECHELON_II])
def test_forwarding_shuts_the_outer_circle(office: Office, row: Routing):
    complaint = named(routing=Routing.UNROUTED)
    kind = ViolationType.objects.get(code="pungli")

    forward(complaint, violation_type=kind, routing=row, keys=keyring(office.channel, at=AT), by=office.channel, at=AT)

    assert (opening(office, complaint), acting(complaint)) == (["custodian-inside"], ["custodian-inside"])


def test_after_a_wrong_tick_the_former_circle_acts_no_more_and_hands_over(office: Office):
    complaint = named()

    after = moved(complaint, Routing.INSPECTOR, by=office.inspector)

    assert (acting(after), CustodyDue.objects.get().complaint) == ([], after)
    epoch = after.identity.epoch
    assert hand_over_identity(after, keys=keyring(office.custodian_inside, at=AT), at=AT) is True
    fresh = Complaint.objects.get(pk=complaint.pk)
    assert (opening(office, fresh), acting(fresh)) == (["custodian-outside"], ["custodian-outside"])
    assert (fresh.identity.epoch, CustodyDue.objects.exists()) == (epoch + 1, False)
    assert open_sealed(fresh, "reporter", keyring(office.custodian_outside, at=AT)) == NAME
    assert hand_over_identity(fresh, keys=keyring(office.custodian_outside, at=AT), at=AT) is False


def test_a_tick_put_right_again_owes_nothing(office: Office):
    complaint = named()
    moved(complaint, Routing.INSPECTOR, by=office.inspector)

    after = moved(complaint, Routing.NONE, by=office.delegate)

    assert (opening(office, after), acting(after), CustodyDue.objects.exists()) == (["custodian-inside"], ["custodian-inside"], False)


def test_while_nobody_of_the_right_circle_is_in_office_the_name_is_not_lost(office: Office):
    complaint = named()
    office.custodian_outside.appointments.update(valid_to=date(2026, 11, 15))
    after = moved(complaint, Routing.INSPECTOR, by=office.inspector)

    done = hand_over_identity(after, keys=keyring(office.custodian_inside, at=AT), at=AT)

    assert (done, opening(office, after), CustodyDue.objects.exists()) == (False, ["custodian-inside"], True)


def test_a_walled_custodian_is_given_nothing(office: Office):
    complaint = named(accused=())
    build = {"reason": "Saudara terlapor", "keys": keyring(office.inspector, at=AT), "by": office.inspector, "at": AT}
    build_wall(complaint, office.custodian_outside, **build)
    after = moved(complaint, Routing.INSPECTOR, by=office.inspector)

    assert hand_over_identity(after, keys=keyring(office.custodian_inside, at=AT), at=AT) is False
    assert opening(office, after) == ["custodian-inside"]


def test_whoever_cannot_open_the_name_hands_nothing_over(office: Office):
    after = moved(named(), Routing.INSPECTOR, by=office.inspector)

    assert hand_over_identity(after, keys=keyring(office.delegate, at=AT), at=AT) is False


def test_the_nightly_check_alarms_after_three_working_days(office: Office):
    """Due since Tuesday 17 November, 09.30: on Friday at nine it still may wait."""
    after = moved(named(), Routing.INSPECTOR, by=office.inspector)

    found = [[fault.code for fault in check_vault(at=wib(date(2026, 11, 20), hour))] for hour in (9, 10)]

    assert found == [[], ["identity_not_handed_over"]]
    assert [entry.action for entry in history_of(after)].count("identity.handover_due") == 1
