"""A wrong tick: the case goes to its rightful readers, the clocks run on."""

from datetime import timedelta

import pytest

from complaints import queries
from complaints.enums import ComplaintState, Routing
from complaints.services.routing import ReasonMissing, reroute
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, STORY, Office, received

AT = RECEIVED_AT + timedelta(days=1)


def sees(office: Office, name: str) -> bool:
    return queries.openable_by(getattr(office, name), at=AT).exists()


def test_to_the_delegates_when_the_accused_turns_out_to_be_the_inspektur(office: Office):
    complaint = received().complaint
    before = list(complaint.deadlines.values_list("kind", "due_on").order_by("kind"))

    moved = reroute(
        complaint, Routing.INSPECTOR, reason="Terlapor ternyata Inspektur", keys=keyring(office.channel, at=AT), by=office.channel, at=AT
    )

    moved.refresh_from_db()
    seen = [name for name in ("channel", "channel_deputy", "inspector", "deputy", "delegate", "second_delegate") if sees(office, name)]
    assert seen == ["delegate", "second_delegate"]
    assert (moved.state, moved.register_number, moved.mayor_assignment) == (ComplaintState.FORWARDED, "700/0001/2026", True)
    assert list(moved.deadlines.values_list("kind", "due_on").order_by("kind")) == before
    assert open_sealed(moved, "story", keyring(office.delegate, at=AT))["story"] == STORY
    assert open_sealed(moved, "routing_reason", keyring(office.delegate, at=AT))["words"] == "Terlapor ternyata Inspektur"


def test_back_to_the_officer_when_it_was_nobody_of_the_inspektorat(office: Office):
    complaint = received(routing=Routing.INSPECTOR).complaint

    reroute(complaint, Routing.NONE, reason="Salah centang", keys=keyring(office.delegate, at=AT), by=office.delegate, at=AT)

    seen = [name for name in ("channel", "channel_deputy", "inspector", "deputy", "delegate", "second_delegate") if sees(office, name)]
    assert seen == ["channel", "channel_deputy", "inspector", "deputy"]


def test_the_walikotas_mark_is_never_taken_away(office: Office):
    complaint = received(routing=Routing.ECHELON_II).complaint

    moved = reroute(complaint, Routing.NONE, reason="Bukan eselon II", keys=keyring(office.channel, at=AT), by=office.channel, at=AT)

    assert moved.mayor_assignment is True


def test_without_a_reason_nothing_moves(office: Office):
    complaint = received().complaint

    with pytest.raises(ReasonMissing):
        reroute(complaint, Routing.INSPECTOR, reason="  ", keys=keyring(office.channel, at=AT), by=office.channel, at=AT)

    assert sees(office, "inspector")
