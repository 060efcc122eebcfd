from datetime import date, timedelta

import pytest

from channels.models import Channel, Intake
from channels.queries import NoChannel
from channels.services.intake import take_in
from complaints.models import Complaint
from complaints.services.register import ReceivedInFuture
from foundation.vault.models import Compartment
from foundation.vault.rekeying import settle_drops
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, a_complaint

AT = RECEIVED_AT + timedelta(minutes=1)


def test_what_comes_in_is_registered_and_how_it_came_is_kept(receivers):
    registered = take_in(a_complaint(channel="", channel_letter=""), channel="pejabat", by=receivers.receiving, at=AT, identity_seen=True)

    complaint, intake = registered.complaint, Intake.objects.get()
    assert (complaint.channel, complaint.channel_letter, complaint.received_at) == ("pejabat", "g", RECEIVED_AT)
    assert (intake.complaint, intake.channel.code, intake.entered_by) == (complaint, "pejabat", receivers.receiving)
    assert (intake.received_at, intake.entered_at, intake.identity_seen, intake.historical) == (RECEIVED_AT, AT, True, False)


def test_facts_of_the_receipt_are_sealed_into_the_contents(receivers):
    take_in(a_complaint(), channel="pejabat", by=receivers.receiving, at=AT, facts={"late_reason": "cuti"})

    intake = Intake.objects.select_related("content").get()
    keys = keyring(receivers.inspector, at=AT)
    settle_drops(Compartment.objects.get(pk=intake.content_id), keys=keys)
    intake = Intake.objects.select_related("content").get()
    assert (open_sealed(intake, "facts", keys), b"cuti" in bytes(intake.facts)) == ({"late_reason": "cuti"}, False)


def test_a_way_that_was_closed_takes_nothing_in(receivers):
    Channel.objects.filter(code="kotak-pos").update(valid_to=date(2026, 11, 13))

    with pytest.raises(NoChannel):
        take_in(a_complaint(), channel="kotak-pos", by=receivers.channel, at=AT)
    assert Complaint.objects.count() == 0


def test_a_receipt_in_the_future_is_refused_whole(receivers):
    with pytest.raises(ReceivedInFuture):
        take_in(a_complaint(received_at=AT + timedelta(seconds=1)), channel="web", by=None, at=AT)
    assert (Complaint.objects.count(), Intake.objects.count()) == (0, 0)


def test_a_failure_after_registering_takes_the_registration_back(receivers, monkeypatch):
    def refuse(*args, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Intake, "save", refuse)

    with pytest.raises(OSError):
        take_in(a_complaint(), channel="web", by=None, at=AT)
    assert Complaint.objects.count() == 0
