"""Forwarding to the Inspektur, by an officer and by the system."""

from datetime import date, timedelta

import pytest

from complaints import queries
from complaints.enums import ComplaintState, DeadlineKind, Routing
from complaints.models import Complaint, ViolationType
from complaints.services.access import tend
from complaints.services.forwarding import NotForwardable, forward
from complaints.services.register import AccusedInput
from complaints.services.sweep import sweep_deadlines
from complaints.services.transitions import MoveNotAllowed
from complaints.services.walls import build_wall
from foundation.accounts.enums import Role
from foundation.accounts.models import Notice
from foundation.audit.queries import history_of
from foundation.vault.errors import NoAccess
from foundation.vault.keys import Keyring
from foundation.vault.models import RekeyDue
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring, person
from tests.factories.complaints import RECEIVED_AT, STORY, Office, received, wib

NEXT_DAY = RECEIVED_AT + timedelta(days=1)


def pungli() -> ViolationType:
    return ViolationType.objects.get(code="pungli")


def forwarded(office: Office, complaint: Complaint) -> Complaint:
    keys = keyring(office.channel, at=NEXT_DAY)
    return forward(complaint, violation_type=pungli(), keys=keys, by=office.channel, at=NEXT_DAY)


def test_forwarding_meets_the_clock_and_names_the_kind(office: Office):
    complaint = forwarded(office, received().complaint)

    clock = complaint.deadlines.get(kind=DeadlineKind.FORWARD)
    assert (complaint.state, complaint.violation_type, clock.met_on, clock.met_by_system) == (
        ComplaintState.FORWARDED,
        pungli(),
        date(2026, 11, 17),
        False,
    )
    assert complaint.next_due_on == date(2026, 11, 30)


def test_after_forwarding_the_officers_key_opens_nothing_any_more(office: Office):
    complaint = received().complaint
    old_keys = keyring(office.channel, at=NEXT_DAY)
    old_key, old_story, old_epoch = old_keys.key(complaint.content), bytes(complaint.story), complaint.content.epoch

    complaint = forwarded(office, complaint)

    assert complaint.content.epoch == old_epoch + 1
    assert bytes(complaint.story) != old_story
    for officer in (office.channel, office.channel_deputy):
        keys: Keyring = keyring(officer, at=NEXT_DAY)
        with pytest.raises(NoAccess):
            keys.key(complaint.content)
        assert list(queries.openable_by(officer, at=NEXT_DAY)) == []
    assert open_sealed(complaint, "story", keyring(office.inspector, at=NEXT_DAY))["story"] == STORY
    assert old_key != keyring(office.inspector, at=NEXT_DAY).key(complaint.content)


def test_a_receiving_officer_keeps_receipt_and_status_of_what_he_registered(office: Office):
    complaint = received(by=office.receiving).complaint
    keys = keyring(office.receiving, at=NEXT_DAY)

    forward(complaint, violation_type=pungli(), keys=keys, by=office.receiving, at=NEXT_DAY)

    assert list(queries.visible_to(office.receiving, at=NEXT_DAY)) == [complaint]
    assert list(queries.openable_by(office.receiving, at=NEXT_DAY)) == []


def test_forwarding_twice_is_refused(office: Office):
    complaint = forwarded(office, received().complaint)

    with pytest.raises(MoveNotAllowed):
        forward(complaint, violation_type=pungli(), keys=keyring(office.inspector, at=NEXT_DAY), by=office.inspector, at=NEXT_DAY)


def test_a_case_about_the_walikota_is_never_forwarded_to_the_inspektur(office: Office):
    complaint = received(routing=Routing.MAYOR).complaint

    with pytest.raises(NotForwardable):
        forward(complaint, violation_type=pungli(), keys=keyring(office.referral, at=NEXT_DAY), by=office.referral, at=NEXT_DAY)


def test_a_walled_deputy_gets_nothing_by_forwarding(office: Office):
    complaint = received(accused=(AccusedInput(name="Seseorang"),), by=office.receiving).complaint
    build_wall(complaint, office.deputy, reason="keluarga", keys=keyring(office.inspector, at=NEXT_DAY), by=office.inspector, at=NEXT_DAY)
    complaint = Complaint.objects.get(pk=complaint.pk)

    forward(complaint, violation_type=pungli(), keys=keyring(office.receiving, at=NEXT_DAY), by=office.receiving, at=NEXT_DAY)

    assert list(queries.visible_to(office.deputy, at=NEXT_DAY)) == []
    assert [case.pk for case in queries.openable_by(office.inspector, at=NEXT_DAY)] == [complaint.pk]


class TestUnrouted:
    """Mail and messages ask nothing: the officer says where they belong when he forwards."""

    @pytest.mark.parametrize("routing", [None, Routing.INSPECTORATE, Routing.INSPECTOR, Routing.MAYOR, Routing.UNROUTED])
    def test_without_a_row_that_is_forwarded_nothing_moves(self, office: Office, routing: Routing | None):
        complaint = received(routing=Routing.UNROUTED).complaint
        keys = keyring(office.channel, at=NEXT_DAY)

        with pytest.raises(NotForwardable):
            forward(complaint, violation_type=pungli(), routing=routing, keys=keys, by=office.channel, at=NEXT_DAY)
        complaint.refresh_from_db()
        assert (complaint.state, complaint.routing, list(queries.openable_by(office.inspector, at=NEXT_DAY))) == (
            ComplaintState.RECEIVED,
            Routing.UNROUTED,
            [],
        )

    @pytest.mark.parametrize(("routing", "mark"), [(Routing.NONE, (False, "")), (Routing.ECHELON_II, (True, "II"))])
    def test_the_row_that_was_chosen_is_kept(self, office: Office, routing: Routing, mark: tuple[bool, str]):
        complaint = received(routing=Routing.UNROUTED).complaint
        keys = keyring(office.channel, at=NEXT_DAY)

        after = forward(complaint, violation_type=pungli(), routing=routing, keys=keys, by=office.channel, at=NEXT_DAY)

        assert (after.routing, after.mayor_assignment, after.mayor_assignment_rank) == (routing, *mark)

    def test_a_case_with_a_row_keeps_it(self, office: Office):
        complaint = received(routing=Routing.ECHELON_II).complaint
        keys = keyring(office.channel, at=NEXT_DAY)

        after = forward(complaint, violation_type=pungli(), routing=Routing.NONE, keys=keys, by=office.channel, at=NEXT_DAY)

        assert (after.routing, after.mayor_assignment) == (Routing.ECHELON_II, True)


class TestBySystem:
    """Monday receipt: day 3 is Thursday 19 November; the system acts on Friday 20."""

    def test_on_day_three_nothing_is_forwarded(self, office: Office):
        complaint = received().complaint

        result = sweep_deadlines(at=wib(date(2026, 11, 19), 23))

        complaint.refresh_from_db()
        assert (result.forwarded, complaint.state) == (0, ComplaintState.RECEIVED)

    def test_after_day_three_the_breach_stays_and_the_inspektur_gets_it(self, office: Office):
        complaint = received().complaint

        result = sweep_deadlines(at=wib(date(2026, 11, 20), 0))

        complaint.refresh_from_db()
        clock = complaint.deadlines.get(kind=DeadlineKind.FORWARD)
        assert (result.forwarded, result.breached) == (1, 1)
        assert (complaint.state, complaint.forwarded_by_system) == (ComplaintState.FORWARDED, True)
        assert (clock.met_on, clock.met_by_system, clock.breached_on) == (date(2026, 11, 20), True, date(2026, 11, 20))
        assert list(queries.openable_by(office.channel, at=wib(date(2026, 11, 20)))) == []

    def test_the_inspekturs_next_opening_makes_the_new_epoch(self, office: Office):
        complaint = received().complaint
        sweep_deadlines(at=wib(date(2026, 11, 20), 0))
        assert RekeyDue.objects.count() == 2
        at = wib(date(2026, 11, 20), 9)
        complaint = Complaint.objects.get(pk=complaint.pk)

        changed = tend(complaint, keys=keyring(office.inspector, at=at), at=at)

        complaint = Complaint.objects.get(pk=complaint.pk)
        assert (changed, RekeyDue.objects.count(), complaint.content.epoch) == (True, 0, 2)
        assert open_sealed(complaint, "story", keyring(office.deputy, at=at))["story"] == STORY

    def test_a_second_sweep_and_a_sweep_after_days_say_each_thing_once(self, office: Office):
        complaint = received().complaint
        for moment in (wib(date(2026, 11, 20), 0), wib(date(2026, 11, 20), 0), wib(date(2026, 11, 20), 1)):
            sweep_deadlines(at=moment)
        told = Notice.objects.count()

        again = sweep_deadlines(at=wib(date(2026, 11, 20), 2))

        actions = [entry.action for entry in history_of(complaint)]
        assert (again.reminded, again.breached, again.forwarded, again.told) == (0, 0, 0, 0)
        assert Notice.objects.count() == told
        assert actions.count("clock.breached") == 1
        assert actions.count("complaint.forward") == 1

    def test_the_first_sweep_in_weeks_catches_up(self, office: Office):
        complaint = received().complaint

        result = sweep_deadlines(at=wib(date(2027, 2, 1), 0))

        breached = dict(complaint.deadlines.values_list("kind", "breached_on"))
        assert (result.breached, result.forwarded) == (3, 1)
        assert breached == {"forward": date(2026, 11, 20), "follow_up": date(2026, 12, 1), "answer": date(2026, 12, 31)}

    def test_a_receipt_on_a_saturday_is_reminded_of_before_on_and_after_the_date(self, office: Office):
        """Received on Saturday 21 November 2026 the strict and the legal date are both Wednesday 25 November."""
        complaint = received(received_at=wib(date(2026, 11, 21))).complaint
        clock = complaint.deadlines.get(kind=DeadlineKind.FORWARD)

        seen = []
        for day in (23, 24, 24, 25, 25, 26):
            result = sweep_deadlines(at=wib(date(2026, 11, day), 1))
            clock.refresh_from_db()
            seen.append((day, result.reminded, clock.reminded))

        assert (clock.strict_on, clock.due_on) == (date(2026, 11, 25), date(2026, 11, 25))
        assert seen == [
            (23, 0, "none"), (24, 1, "before"), (24, 0, "before"), (25, 1, "on_the_day"), (25, 0, "on_the_day"), (26, 1, "breach"),
        ]  # fmt: skip

    def test_a_case_sealed_to_the_referral_officers_only_alarms(self, office: Office):
        complaint = received(routing=Routing.MAYOR).complaint

        result = sweep_deadlines(at=wib(date(2026, 11, 20), 0))

        complaint.refresh_from_db()
        assert (result.forwarded, complaint.state) == (0, ComplaintState.RECEIVED)
        assert {notice.user.username for notice in Notice.objects.all()} == {"referral", "second-referral"}

    def test_an_unrouted_one_alarms_its_holders_and_the_inspektur_line(self, office: Office):
        received(routing=Routing.UNROUTED)

        result = sweep_deadlines(at=wib(date(2026, 11, 20), 0))

        assert (result.forwarded, result.breached) == (0, 1)
        assert {notice.user.username for notice in Notice.objects.all()} == {"channel", "channel-deputy", "inspector", "deputy"}

    def test_a_wall_on_one_case_silences_the_inspektur_for_no_other(self, office: Office):
        walled = received(routing=Routing.UNROUTED).complaint
        received(routing=Routing.UNROUTED)
        keys = keyring(office.channel, at=NEXT_DAY)
        build_wall(walled, office.inspector, reason="Saudara terlapor", keys=keys, by=office.channel, at=NEXT_DAY)

        sweep_deadlines(at=wib(date(2026, 11, 20), 0))

        assert {notice.user.username for notice in Notice.objects.all()} == {"channel", "channel-deputy", "inspector", "deputy"}

    def test_with_the_line_walled_off_the_delegates_hear_of_the_breach(self, office: Office):
        complaint = received().complaint
        for member in (office.inspector, office.deputy, office.delegate):
            keys = keyring(office.channel, at=NEXT_DAY)
            fresh = Complaint.objects.get(pk=complaint.pk)
            build_wall(fresh, member, reason="Saudara terlapor", keys=keys, by=office.channel, at=NEXT_DAY)

        result = sweep_deadlines(at=wib(date(2026, 11, 20), 0))

        assert (result.forwarded, result.breached) == (0, 1)
        assert {notice.user.username for notice in Notice.objects.all()} == {"channel", "channel-deputy", "second-delegate"}

    def test_nothing_is_taken_from_the_officers_while_no_inspektur_holds_it(self, office: Office):
        complaint = received().complaint
        for former in (office.inspector, office.deputy):
            former.appointments.update(valid_to=date(2026, 11, 18))
        person(Role.INSPECTOR, username="pengganti", full_name="Inspektur Pengganti")

        result = sweep_deadlines(at=wib(date(2026, 11, 20), 0))

        complaint.refresh_from_db()
        assert (result.forwarded, result.breached, complaint.state) == (0, 1, ComplaintState.RECEIVED)
        assert [case.pk for case in queries.openable_by(office.channel, at=wib(date(2026, 11, 20)))] == [complaint.pk]
        assert {"channel", "channel-deputy", "pengganti"} <= {notice.user.username for notice in Notice.objects.all()}


def test_forwarded_on_day_four_before_any_sweep_the_breach_is_on_record(office: Office):
    complaint = received().complaint
    at = wib(date(2026, 11, 20), 0)

    forward(complaint, violation_type=pungli(), keys=keyring(office.channel, at=at), by=office.channel, at=at)

    clock = complaint.deadlines.get(kind=DeadlineKind.FORWARD)
    assert (clock.met_on, clock.breached_on) == (date(2026, 11, 20), date(2026, 11, 20))
    assert [entry.action for entry in history_of(complaint)].count("clock.breached") == 1


def test_entered_after_day_three_a_breach_on_arrival_is_on_record(office: Office):
    complaint = received(routing=Routing.INSPECTORATE, by=office.receiving, at=wib(date(2026, 11, 20))).complaint

    clock = complaint.deadlines.get(kind=DeadlineKind.FORWARD)
    assert (clock.met_on, clock.breached_on) == (date(2026, 11, 20), date(2026, 11, 20))
    assert [entry.action for entry in history_of(complaint)].count("clock.breached") == 1


def test_a_walled_inspektur_hears_nothing_of_a_late_case(office: Office):
    received(routing=Routing.INSPECTOR)

    sweep_deadlines(at=wib(date(2027, 2, 1), 0))

    assert {notice.user.username for notice in Notice.objects.all()} == {"delegate", "second-delegate"}
