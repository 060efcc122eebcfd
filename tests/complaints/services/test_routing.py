"""A wrong tick: the case goes to its rightful readers, the clocks run on."""

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from complaints import queries
from complaints.enums import ComplaintState, Routing
from complaints.models import Complaint, ViolationType
from complaints.services.forwarding import forward
from complaints.services.routing import ReasonMissing, reroute
from complaints.services.transitions import mark_mayor_assignment
from foundation.accounts.models import User
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


def moved(complaint: Complaint, routing: Routing, *, by: User) -> Complaint:
    fresh = Complaint.objects.get(pk=complaint.pk)
    reroute(fresh, routing, reason="Salah centang", keys=keyring(by, at=AT), by=by, at=AT)
    return Complaint.objects.get(pk=complaint.pk)


ALL = ("channel", "channel_deputy", "receiving", "inspector", "deputy", "delegate", "second_delegate", "auditor")


def seeing(office: Office) -> list[str]:
    return [name for name in ALL if sees(office, name)]


def test_to_the_line_when_it_was_nobody_of_the_inspektorat(office: Office):
    """It has reached who decides: no officer who receives complaints is given it now."""
    complaint = received(routing=Routing.INSPECTOR).complaint

    moved(complaint, Routing.NONE, by=office.delegate)

    assert seeing(office) == ["inspector", "deputy"]


def test_after_forwarding_no_officer_gets_it_again(office: Office):
    complaint = received(by=office.receiving).complaint
    keys = keyring(office.receiving, at=AT)
    forward(complaint, violation_type=ViolationType.objects.get(code="pungli"), keys=keys, by=office.receiving, at=AT)

    moved(complaint, Routing.ECHELON_II, by=office.inspector)
    back = moved(complaint, Routing.NONE, by=office.inspector)

    assert (seeing(office), back.handling_officer) == (["inspector", "deputy"], office.receiving)


def test_before_forwarding_the_officer_keeps_what_he_is_to_forward(office: Office):
    complaint = received(by=office.receiving).complaint

    after = moved(complaint, Routing.ECHELON_II, by=office.receiving)

    assert (seeing(office), after.handling_officer) == (["receiving", "inspector", "deputy"], office.receiving)


def test_an_officer_who_left_gets_nothing_back(office: Office):
    complaint = received(by=office.receiving, routing=Routing.MAYOR).complaint
    office.receiving.appointments.update(valid_to=date(2026, 11, 16))

    after = moved(complaint, Routing.NONE, by=office.referral)

    assert (seeing(office), after.handling_officer in {office.channel, office.channel_deputy}) == (
        ["channel", "channel_deputy", "inspector", "deputy"],
        True,
    )


@pytest.mark.parametrize(
    ("first", "then", "mark"),
    [
        (Routing.ECHELON_II, Routing.NONE, (False, "")),
        (Routing.NONE, Routing.ECHELON_II, (True, "II")),
        (Routing.ECHELON_II, Routing.INSPECTORATE, (True, "")),
        (Routing.ECHELON_II, Routing.MAYOR, (False, "")),
    ],
)
def test_the_walikotas_mark_follows_the_row(office: Office, first: Routing, then: Routing, mark: tuple[bool, str]):
    after = moved(received(routing=first).complaint, then, by=office.channel)

    assert (after.mayor_assignment, after.mayor_assignment_rank) == mark


def test_a_mark_set_by_a_finding_outlives_the_row_but_for_a_case_about_the_walikota(office: Office):
    complaint = received(routing=Routing.ECHELON_II).complaint
    mark_mayor_assignment(complaint, rank="II.b", by=office.inspector, at=AT)

    marks = []
    for routing, by in ((Routing.NONE, office.inspector), (Routing.MAYOR, office.inspector), (Routing.NONE, office.referral)):
        after = moved(complaint, routing, by=by)
        marks.append((after.mayor_assignment, after.mayor_assignment_rank))

    assert marks == [(True, "II.b"), (False, "II.b"), (True, "II.b")]


def test_marks_of_before_are_kept_unless_the_row_explains_them(office: Office):
    """What the migration finds: a mark whose row was changed or found, one of its row, one that a case about the Walikota carries."""
    cases = [received(routing=routing).complaint for routing in (Routing.NONE, Routing.ECHELON_II, Routing.MAYOR)]
    Complaint.objects.update(mayor_assignment=True)

    import_module("complaints.migrations.0007_mark_and_circle").keep_marks(apps, SimpleNamespace(connection=connection))

    marks = {case.pk: (case.mayor_assignment, case.mayor_assignment_found) for case in Complaint.objects.all()}
    assert [marks[case.pk] for case in cases] == [(True, True), (True, False), (False, False)]


def test_without_a_reason_nothing_moves(office: Office):
    complaint = received().complaint

    with pytest.raises(ReasonMissing):
        reroute(complaint, Routing.INSPECTOR, reason="  ", keys=keyring(office.channel, at=AT), by=office.channel, at=AT)

    assert sees(office, "inspector")
