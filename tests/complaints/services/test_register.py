"""Registration: sealed, numbered, clocked and recorded, or nothing at all."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints import queries
from complaints.enums import ComplaintState, DeadlineKind, RegisterSeries, Routing
from complaints.models import AccusedPerson, Complaint, Deadline
from complaints.rules.confidentiality import NamedPerson
from complaints.services.access import share
from complaints.services.people import NobodyCanReceive, as_named_person
from complaints.services.register import AccusedInput, ReceivedInFuture
from complaints.services.reporter import open_by_receipt
from foundation.accounts import services
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, Unit, User
from foundation.audit.queries import history_of
from foundation.vault.errors import Excluded, NoAccess
from foundation.vault.holders import unlock_receipt
from foundation.vault.models import Compartment, Exclusion, Grant, Holder
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import HIRED_AT, UnitFactory, appoint, keyring, person
from tests.factories.complaints import RECEIVED_AT, STORY, Office, received

LATER = RECEIVED_AT + timedelta(hours=1)


def readers(compartment: Compartment) -> set[str]:
    holders = Grant.objects.filter(compartment=compartment).values("holder_id")
    staff = {holder.user.username for holder in Holder.objects.filter(pk__in=holders, kind="staff")}
    return staff | {str(holder.kind) for holder in Holder.objects.filter(pk__in=holders).exclude(kind="staff")}


def test_an_ordinary_complaint_is_sealed_to_officer_and_inspektur_line(office: Office):
    complaint = received().complaint

    assert readers(complaint.content) == {"channel", "channel-deputy", "inspector", "deputy", "recovery"}
    assert readers(complaint.thread) == {"channel", "channel-deputy", "inspector", "deputy", "recovery", "reporter"}
    assert readers(complaint.identity) == {"custodian-inside", "recovery"}
    assert (complaint.state, complaint.series, complaint.register_number) == (
        ComplaintState.RECEIVED,
        RegisterSeries.MAIN,
        "700/0001/2026",
    )


def test_an_officers_own_desk_keeps_the_channel_officer_out(office: Office):
    complaint = received(by=office.receiving, channel="pejabat", channel_letter="g").complaint

    assert readers(complaint.content) == {"receiving", "inspector", "deputy", "recovery"}
    assert complaint.handling_officer == office.receiving


def test_about_inspectorate_staff_only_the_inspektur_and_one_delegate_read(office: Office):
    complaint = received(routing=Routing.INSPECTORATE).complaint

    people = readers(complaint.content) - {"recovery"}
    assert "inspector" in people
    assert len(people - {"inspector"} & {"delegate", "second-delegate"}) == 1
    assert len(people) == 2
    assert readers(complaint.identity) == {"custodian-outside", "recovery"}
    assert complaint.state == ComplaintState.FORWARDED
    assert complaint.mayor_assignment is True


def test_about_the_inspektur_the_delegates_read_and_the_number_is_of_their_series(office: Office):
    complaint = received(routing=Routing.INSPECTOR).complaint

    assert readers(complaint.content) == {"delegate", "second-delegate", "recovery"}
    assert (complaint.series, complaint.register_number) == (RegisterSeries.DELEGATES, "W.700/0001/2026")
    assert received().complaint.register_number == "700/0001/2026"


def test_about_the_walikota_the_referral_officers_read(office: Office):
    complaint = received(routing=Routing.MAYOR).complaint

    assert readers(complaint.content) == {"referral", "second-referral", "recovery"}
    assert complaint.register_number == "R.700/0001/2026"
    assert complaint.state == ComplaintState.RECEIVED
    assert complaint.deadlines.get(kind=DeadlineKind.FORWARD).met_at is None


def test_an_accused_who_is_a_user_is_walled_from_the_first_second(office: Office):
    complaint = received(accused=(AccusedInput(name="  TUTI   Marliah "),)).complaint

    assert "channel" not in readers(complaint.content)
    assert [wall.user for wall in complaint.walls.all()] == [office.channel]
    assert complaint.routing == Routing.INSPECTORATE
    assert complaint.routing_answer == Routing.NONE


def test_x1_naming_the_inspektur_bypasses_him_whatever_was_ticked(office: Office):
    complaint = received(accused=(AccusedInput(name=office.inspector.full_name),)).complaint

    assert readers(complaint.content) == {"delegate", "second-delegate", "recovery"}


def test_x2_naming_the_walikota_goes_to_the_referral_officers(office: Office):
    complaint = received(accused=(AccusedInput(name=office.mayor.full_name),), routing=Routing.INSPECTOR).complaint

    assert readers(complaint.content) == {"referral", "second-referral", "recovery"}


def test_x3_the_accused_officer_cannot_hold_what_he_registered(office: Office):
    end_the_terms(office.delegate, office.second_delegate)
    named = (AccusedInput(name=office.receiving.full_name), AccusedInput(name=office.inspector.full_name))

    complaint = received(by=office.receiving, accused=named, routing=Routing.UNROUTED).complaint

    assert readers(complaint.content) == {"referral", "second-referral", "recovery"}


def end_the_terms(*users: User) -> None:
    Appointment.objects.filter(user__in=users).update(ended_on=date(2020, 2, 1))


def test_x3_with_the_accused_officer_out_the_channel_officers_hold_it(office: Office):
    complaint = received(by=office.receiving, accused=(AccusedInput(name="Dewi Rasyid"),)).complaint

    assert complaint.handling_officer in {office.channel, office.channel_deputy}
    assert [name for name in ("channel", "channel_deputy", "receiving") if opens(office, name)] == ["channel", "channel_deputy"]


def opens(office: Office, name: str) -> bool:
    return queries.openable_by(getattr(office, name), at=RECEIVED_AT).exists()


@pytest.mark.parametrize("role", [Role.DEPUTY_INSPECTOR, Role.AUDITOR, Role.CHANNEL_OFFICER, Role.CUSTODIAN_INSIDE])
@pytest.mark.parametrize("unit", [None, "elsewhere"])
def test_who_holds_an_office_of_the_inspektorat_tightens_it_whatever_unit_he_has(office: Office, role: Role, unit: str | None):
    accused = person(role, full_name="Tanpa Unit Contoh")
    User.objects.filter(pk=accused.pk).update(unit=office.unit if unit else None)

    assert received(accused=(AccusedInput(name="Tanpa Unit Contoh"),)).complaint.routing == Routing.INSPECTORATE


def test_an_office_that_has_ended_tightens_nothing(office: Office):
    accused = person(Role.AUDITOR, full_name="Mantan Auditor Contoh", unit=office.unit)
    accused.appointments.update(ended_on=RECEIVED_AT.date())

    assert received(accused=(AccusedInput(name="Mantan Auditor Contoh"),)).complaint.routing == Routing.NONE


def section(office: Office) -> Unit:
    """A unit two steps below the Inspektorat, itself not marked as it."""
    branch = UnitFactory(name="Irban I", parent=office.inspector.unit)
    return UnitFactory(name="Irban I, seksi A", parent=branch)


def test_somebody_of_a_unit_below_the_inspektorat_is_its_staff(office: Office):
    person(Role.PUBLISHER, full_name="Staf Irban Contoh", unit=section(office))

    assert received(accused=(AccusedInput(name="Staf Irban Contoh"),)).complaint.routing == Routing.INSPECTORATE


def test_so_is_who_is_appointed_in_or_sits_in_such_a_unit(office: Office):
    below = section(office)
    appoint(person(full_name="Ditunjuk Contoh", unit=office.unit), Role.PUBLISHER, unit=below)
    seated = person(full_name="Pejabat Contoh", unit=office.unit)
    services.create_post(unit=below, title="Kepala seksi", echelon="IV.a", user=seated, by=None, at=HIRED_AT)

    rows = [received(accused=(AccusedInput(name=name),)).complaint.routing for name in ("Ditunjuk Contoh", "Pejabat Contoh")]

    assert rows == [Routing.INSPECTORATE, Routing.INSPECTORATE]


def test_units_that_stand_above_each_other_end_the_search(office: Office):
    above = UnitFactory(name="Atas")
    below = UnitFactory(name="Bawah", parent=above)
    Unit.objects.filter(pk=above.pk).update(parent=below)
    person(Role.PUBLISHER, full_name="Berputar Contoh", unit=below)

    assert received(accused=(AccusedInput(name="Berputar Contoh"),)).complaint.routing == Routing.NONE


def test_what_is_known_of_a_named_person_costs_three_questions(office: Office, django_assert_num_queries):
    accused = person(Role.PUBLISHER, full_name="Staf Irban Contoh", unit=section(office))

    with django_assert_num_queries(3):
        known = as_named_person(accused, on=RECEIVED_AT.date())

    assert known == NamedPerson(is_inspectorate_staff=True)


def test_staff_of_a_unit_below_the_inspektorat_never_stand_outside_it(office: Office):
    User.objects.filter(pk=office.delegate.pk).update(unit=section(office))

    complaint = received(routing=Routing.INSPECTOR).complaint

    assert readers(complaint.content) == {"second-delegate", "recovery"}


def test_naming_the_inspektur_and_every_delegate_goes_to_the_referral_officers(office: Office):
    """Nobody learns from a refusal whose names block a form; the case is registered as of the row that reads it."""
    named = [office.inspector, office.delegate, office.second_delegate]

    complaint = received(accused=tuple(AccusedInput(name=user.full_name) for user in named)).complaint

    assert readers(complaint.content) == {"referral", "second-referral", "recovery"}
    assert readers(complaint.identity) == {"custodian-outside", "recovery"}
    assert (complaint.routing, complaint.routing_answer, complaint.series, complaint.register_number, complaint.state) == (
        Routing.MAYOR,
        Routing.NONE,
        RegisterSeries.REFERRAL,
        "R.700/0001/2026",
        ComplaintState.RECEIVED,
    )
    assert complaint.mayor_assignment is False
    assert complaint.deadlines.get(kind=DeadlineKind.FORWARD).met_at is None
    assert {wall.user for wall in complaint.walls.all()} == set(named)


def test_one_delegate_who_is_not_named_keeps_the_row(office: Office):
    named = [office.inspector, office.delegate]

    complaint = received(accused=tuple(AccusedInput(name=user.full_name) for user in named)).complaint

    assert (readers(complaint.content), complaint.routing) == ({"second-delegate", "recovery"}, Routing.INSPECTOR)


def test_an_ordinary_complaint_climbs_to_the_first_row_that_has_somebody(office: Office):
    end_the_terms(office.channel, office.channel_deputy, office.inspector, office.deputy)

    complaint = received().complaint

    assert (complaint.routing, complaint.series, complaint.state) == (Routing.INSPECTORATE, RegisterSeries.MAIN, ComplaintState.FORWARDED)
    assert readers(complaint.content) in ({"delegate", "recovery"}, {"second-delegate", "recovery"})
    assert complaint.deadlines.get(kind=DeadlineKind.FORWARD).met_by_system is True


def test_what_nobody_can_sort_passes_the_whole_inspektorat_by(office: Office):
    end_the_terms(office.channel, office.channel_deputy)

    complaint = received(routing=Routing.UNROUTED).complaint

    assert (readers(complaint.content), complaint.routing) == ({"delegate", "second-delegate", "recovery"}, Routing.INSPECTOR)


def test_only_when_no_row_has_a_reader_nothing_is_taken_in(office: Office):
    named = [office.inspector, office.delegate, office.second_delegate, office.referral, office.second_referral]

    with pytest.raises(NobodyCanReceive):
        received(accused=tuple(AccusedInput(name=user.full_name) for user in named))

    assert (Complaint.objects.count(), Compartment.objects.count(), Holder.objects.filter(kind="reporter").count()) == (0, 0, 0)


@pytest.fixture
def invited(office: Office) -> User:
    """A deputy who has not signed in yet: appointed, and without a key pair."""
    user, _ = services.invite_user(username="wakil-baru", full_name="Wakil Baru Contoh", unit=office.inspector.unit, by=None, at=HIRED_AT)
    appoint(user, Role.DEPUTY_INSPECTOR)
    return user


def test_an_accused_without_a_key_is_walled_and_the_case_routed_past_him(office: Office, invited: User):
    complaint = received(accused=(AccusedInput(name="Wakil Baru Contoh"),)).complaint

    assert (complaint.routing, [wall.user for wall in complaint.walls.all()]) == (Routing.INSPECTORATE, [invited])


def test_an_inspektur_without_a_key_is_routed_past(office: Office):
    plt, _ = services.invite_user(username="plt", full_name="Plt Contoh", by=None, at=HIRED_AT)
    appoint(plt, Role.INSPECTOR, undertaking_on=None)

    assert received(accused=(AccusedInput(name="Plt Contoh"),)).complaint.routing == Routing.INSPECTOR


def test_the_key_an_accused_makes_later_is_shut_out_in_the_same_second(office: Office, invited: User):
    complaint = received(accused=(AccusedInput(name="Wakil Baru Contoh"),)).complaint
    renewed = services.renew_temporary_password(invited, by=office.administrator, at=RECEIVED_AT)
    invited.refresh_from_db()

    user, _ = services.replace_password(invited, renewed, "kuda-laut-menulis-34", at=RECEIVED_AT)

    assert Exclusion.objects.filter(group=complaint.pk, holder=user.holder).exists()
    with pytest.raises(Excluded):
        share(complaint, [user], keys=keyring(office.inspector, at=RECEIVED_AT), by=office.inspector, reason="team.member", at=RECEIVED_AT)


def test_a_named_head_of_an_office_makes_the_assignment_the_walikotas(office: Office):
    head = person(Role.PUBLISHER, full_name="Kepala Dinas Contoh", unit=office.unit)
    services.create_post(unit=office.unit, title="Kepala Dinas", echelon="II.b", user=head, by=None, at=HIRED_AT)

    complaint = received(accused=(AccusedInput(name="Kepala Dinas Contoh"),)).complaint

    assert (complaint.routing, complaint.mayor_assignment, complaint.mayor_assignment_rank) == (Routing.ECHELON_II, True, "II")


def test_staff_of_the_inspektorat_are_never_chosen_to_stand_outside_it(office: Office):
    """The second line: somebody was moved into the Inspektorat after he was appointed."""
    inside = office.inspector.unit
    User.objects.filter(pk__in=[office.delegate.pk, office.custodian_outside.pk]).update(unit=inside)

    complaint = received(routing=Routing.INSPECTOR, reporter_named=True, reporter={"name": "Marlena"}).complaint

    assert [name for name in ("delegate", "second_delegate") if opens(office, name)] == ["second_delegate"]
    assert not keyring(office.custodian_outside, at=RECEIVED_AT).can_open(complaint.identity)


def test_when_only_staff_of_the_inspektorat_are_left_nothing_is_taken_in(office: Office):
    end_the_terms(office.referral)
    standing_in = [office.delegate, office.second_delegate, office.second_referral]
    User.objects.filter(pk__in=[user.pk for user in standing_in]).update(unit=office.inspector.unit)

    with pytest.raises(NobodyCanReceive):
        received(routing=Routing.INSPECTOR)
    assert Complaint.objects.count() == 0


def test_clocks_start_at_the_wib_date_of_receipt(office: Office):
    moment = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)

    complaint = received(received_at=moment, at=moment).complaint

    assert complaint.received_on == date(2026, 11, 23)
    assert {row.kind: (row.due_on, row.strict_on, row.met_at) for row in complaint.deadlines.all()} == {
        "forward": (date(2026, 11, 26), date(2026, 11, 25), None),
        "follow_up": (date(2026, 12, 7), date(2026, 12, 4), None),
        "answer": (date(2027, 1, 8), date(2027, 1, 7), None),
    }
    assert complaint.next_due_on == date(2026, 11, 26)


def test_contents_open_for_readers_and_for_nobody_else(office: Office):
    complaint = received().complaint

    assert open_sealed(complaint, "story", keyring(office.inspector, at=LATER))["story"] == STORY
    for stranger in (office.auditor, office.custodian_inside, office.administrator, office.mayor, office.protection, office.receiving):
        with pytest.raises(NoAccess):
            open_sealed(complaint, "story", keyring(stranger, at=LATER))


def test_identity_opens_for_the_custodian_alone(office: Office):
    complaint = received(reporter_named=True, reporter={"name": "Marlena Tiosa", "phone": "08xx"}).complaint

    assert open_sealed(complaint, "reporter", keyring(office.custodian_inside, at=LATER)) == {"name": "Marlena Tiosa", "phone": "08xx"}
    for other in (office.inspector, office.channel, office.custodian_outside):
        with pytest.raises(NoAccess):
            open_sealed(complaint, "reporter", keyring(other, at=LATER))


def test_the_receipt_opens_the_conversation_and_not_the_story(office: Office):
    registered = received()
    unlocked = unlock_receipt(registered.receipt_code)
    assert unlocked is not None

    opened = open_by_receipt(unlocked, at=LATER)

    assert opened is not None
    assert opened.complaint == registered.complaint
    assert opened.keys.can_open(opened.complaint.thread)
    assert not opened.keys.can_open(opened.complaint.content)


def test_a_receipt_code_shown_before_is_the_one_that_opens(office: Office):
    registered = received(receipt_code="H7QX4MRT9WKD2PVC")

    assert registered.receipt_code == "H7QX4MRT9WKD2PVC"
    assert unlock_receipt("h7qx 4mrt 9wkd 2pvc") is not None


def test_a_receipt_of_tomorrow_is_refused_and_nothing_is_stored(office: Office):
    with pytest.raises(ReceivedInFuture):
        received(received_at=RECEIVED_AT, at=RECEIVED_AT - timedelta(days=1))

    assert (Complaint.objects.count(), Compartment.objects.count(), Deadline.objects.count(), AccusedPerson.objects.count()) == (0, 0, 0, 0)


def test_without_a_reader_nothing_is_stored(office: Office):
    end_the_terms(office.delegate, office.second_delegate, office.referral, office.second_referral)

    with pytest.raises(NobodyCanReceive):
        received(routing=Routing.INSPECTOR)

    assert (Complaint.objects.count(), Compartment.objects.count(), Holder.objects.filter(kind="reporter").count()) == (0, 0, 0)


def test_numbers_are_gapless_and_of_the_year_of_entry(office: Office):
    december = datetime(2026, 12, 30, 3, 0, tzinfo=UTC)

    numbers = [received().complaint.register_number for _ in range(3)]
    next_year = received(received_at=december, at=december + timedelta(days=5)).complaint

    assert numbers == ["700/0001/2026", "700/0002/2026", "700/0003/2026"]
    assert (next_year.register_number, next_year.received_on) == ("700/0001/2027", date(2026, 12, 30))


def test_the_log_knows_ids_and_no_words(office: Office):
    complaint = received(reporter_named=True, reporter={"name": "Marlena Tiosa"}).complaint

    entries = list(history_of(complaint))

    assert [entry.action for entry in entries] == ["complaint.registered"]
    assert entries[0].actor_kind == "reporter"
    assert "Marlena" not in str(entries[0].detail)


@pytest.mark.parametrize("routing", [Routing.INSPECTORATE, Routing.INSPECTOR])
def test_sealed_straight_to_its_reader_the_first_clock_is_met_at_once(office: Office, routing: Routing):
    complaint = received(routing=routing).complaint

    forward = complaint.deadlines.get(kind=DeadlineKind.FORWARD)
    assert (forward.met_on, forward.met_by_system) == (date(2026, 11, 16), True)
    assert complaint.next_due_on == date(2026, 11, 30)
