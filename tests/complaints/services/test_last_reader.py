"""When the last reader in office is walled off, the case is somebody else's in the same second; it is never nobody's."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import hypothesis
import pytest
from django.db import connection, transaction
from hypothesis import strategies as st

from complaints.enums import ComplaintState, DeadlineKind, RegisterSeries, Routing
from complaints.models import Complaint, CustodyDue, ViolationType, Wall
from complaints.rules.confidentiality import recipients_now, rows_from
from complaints.services.access import share
from complaints.services.accused import add_accused
from complaints.services.forwarding import forward
from complaints.services.people import READER_ROLES
from complaints.services.register import AccusedInput
from complaints.services.routing import NobodyLeft
from complaints.services.walls import build_wall, recuse
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, User
from foundation.audit.queries import history_of
from foundation.vault.errors import NoAccess
from foundation.vault.holders import UnlockedHolder
from foundation.vault.keys import Keyring
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring, person, unlocked
from tests.factories.complaints import RECEIVED_AT, STORY, Office, make_office, received
from tests.foundation.vault.conftest import PATIENT

AT = RECEIVED_AT + timedelta(days=1)
READERS = ("channel", "channel_deputy", "receiving", "inspector", "deputy", "delegate", "second_delegate", "referral", "second_referral")
REASON = "Terlapor ipar saya."


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.get(pk=complaint.pk)


def step_back(office: Office, complaint: Complaint, *names: str) -> Complaint:
    for name in names:
        user = getattr(office, name)
        recuse(fresh(complaint), user, reason=REASON, keys=keyring(user, at=AT), at=AT)
    return fresh(complaint)


def reads(complaint: Complaint, keys: Keyring) -> bool:
    try:
        return open_sealed(fresh(complaint), "story", keys)["story"] == STORY
    except NoAccess:
        return False


def reading(office: Office, complaint: Complaint) -> list[str]:
    """Who opens the story with his own key, of everybody."""
    return [name for name, user in vars(office).items() if isinstance(user, User) and reads(complaint, keyring(user, at=AT))]


def end_the_terms(*users: User) -> None:
    Appointment.objects.filter(user__in=users).update(ended_on=AT.date())


def forwarded(office: Office) -> Complaint:
    complaint = received().complaint
    kind = ViolationType.objects.get(code="pungli")
    return forward(complaint, violation_type=kind, keys=keyring(office.channel, at=AT), by=office.channel, at=AT)


def test_both_delegates_step_back_and_the_referral_officers_read(office: Office):
    complaint = received(routing=Routing.INSPECTOR).complaint
    before = list(complaint.deadlines.values_list("kind", "due_on", "met_at").order_by("kind"))

    after = step_back(office, complaint, "delegate", "second_delegate")

    assert reading(office, after) == ["referral", "second_referral"]
    assert (after.routing, after.register_number, after.series, after.mayor_assignment) == (
        Routing.MAYOR,
        "W.700/0001/2026",
        RegisterSeries.DELEGATES,
        False,
    )
    assert list(after.deadlines.values_list("kind", "due_on", "met_at").order_by("kind")) == before
    assert {wall.user for wall in after.walls.all()} == {office.delegate, office.second_delegate}
    words = open_sealed(after, "routing_reason", keyring(office.referral, at=AT))
    assert words == {"from": "inspector", "to": "mayor", "words": "Semua yang memegang perkara ini sudah ditutup dari perkara ini."}


def test_while_one_reader_stays_nothing_moves(office: Office):
    after = step_back(office, received(routing=Routing.INSPECTOR).complaint, "delegate")

    assert (reading(office, after), after.routing) == (["second_delegate"], Routing.INSPECTOR)
    assert "complaint.rerouted" not in {entry.action for entry in history_of(after)}


def test_the_line_steps_back_from_a_forwarded_case_and_a_delegate_reads(office: Office):
    after = step_back(office, forwarded(office), "inspector", "deputy")

    assert reading(office, after) in (["delegate"], ["second_delegate"])
    assert (after.routing, after.state, after.mayor_assignment, after.register_number) == (
        Routing.INSPECTORATE,
        ComplaintState.FORWARDED,
        True,
        "700/0001/2026",
    )


def test_an_auditor_in_the_team_does_not_keep_it_because_he_decides_nothing(office: Office):
    complaint = forwarded(office)
    share(complaint, [office.auditor], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="team.reviewer", at=AT)

    after = step_back(office, complaint, "deputy", "inspector")

    assert reading(office, after) in (["delegate"], ["second_delegate"])


def test_before_it_is_forwarded_the_officers_keep_it_when_the_line_steps_back(office: Office):
    after = step_back(office, received().complaint, "inspector", "deputy")

    assert (reading(office, after), after.routing, after.state) == (["channel", "channel_deputy"], Routing.NONE, ComplaintState.RECEIVED)


def test_when_all_of_them_step_back_it_arrives_at_a_delegate(office: Office):
    after = step_back(office, received().complaint, "inspector", "deputy", "channel", "channel_deputy")

    assert reading(office, after) in (["delegate"], ["second_delegate"])
    assert (after.routing, after.state) == (Routing.INSPECTORATE, ComplaintState.FORWARDED)
    assert after.deadlines.get(kind=DeadlineKind.FORWARD).met_at == AT


def test_the_rows_own_people_come_first(office: Office):
    """Inspektur and the one delegate step back; the other delegate is of the same row."""
    complaint = received(routing=Routing.INSPECTORATE).complaint
    held = [name for name in reading(office, complaint) if name != "inspector"]
    other = {"delegate": "second_delegate", "second_delegate": "delegate"}[held[0]]

    after = step_back(office, complaint, *held, "inspector")

    assert (reading(office, after), after.routing) == ([other], Routing.INSPECTORATE)
    assert "complaint.rerouted" not in {entry.action for entry in history_of(after)}


def test_somebody_newly_in_office_comes_before_a_stricter_row(office: Office):
    complaint = forwarded(office)
    new = person(Role.DEPUTY_INSPECTOR, full_name="Wakil Baru Contoh", unit=office.inspector.unit)

    after = step_back(office, complaint, "deputy", "inspector")

    assert (reading(office, after), reads(after, keyring(new, at=AT)), after.routing) == ([], True, Routing.NONE)


def test_the_desk_of_an_officer_who_steps_back_last_goes_to_the_channel_officers(office: Office):
    complaint = received(by=office.receiving, routing=Routing.UNROUTED).complaint

    after = step_back(office, complaint, "receiving")

    assert (reading(office, after), after.routing) == (["channel", "channel_deputy"], Routing.UNROUTED)
    assert after.handling_officer in {office.channel, office.channel_deputy}


def test_what_nobody_has_sorted_passes_the_inspektorat_by(office: Office):
    after = step_back(office, received(routing=Routing.UNROUTED).complaint, "channel", "channel_deputy")

    assert (reading(office, after), after.routing) == (["delegate", "second_delegate"], Routing.INSPECTOR)


def test_who_left_the_office_keeps_nothing_held(office: Office):
    complaint = received(routing=Routing.INSPECTOR).complaint
    end_the_terms(office.second_delegate)

    after = step_back(office, complaint, "delegate")

    assert reading(office, after) == ["referral", "second_referral"]


def test_the_circle_of_custodians_follows(office: Office):
    complaint = received(reporter_named=True, reporter={"name": "Marlena Tiosa"}).complaint

    after = step_back(office, complaint, "inspector", "deputy", "channel", "channel_deputy")

    assert (after.routing, CustodyDue.objects.filter(complaint=after).count()) == (Routing.INSPECTORATE, 1)


@pytest.mark.parametrize(
    ("routing", "gone", "last", "whom"),
    [
        (Routing.MAYOR, [], ["referral", "second_referral"], "petugas rujukan"),
        (Routing.INSPECTOR, ["referral", "second_referral"], ["delegate", "second_delegate"], "delegasi Walikota atau petugas rujukan"),
    ],
)
def test_with_nobody_at_all_left_stepping_back_is_refused(office: Office, routing: Routing, gone: list[str], last: list[str], whom: str):
    complaint = received(routing=routing).complaint
    end_the_terms(*(getattr(office, name) for name in gone))
    step_back(office, complaint, last[0])

    with pytest.raises(NobodyLeft) as refused:
        step_back(office, complaint, last[1])

    assert str(refused.value) == (
        f"Tidak ada orang lain yang dapat memegang perkara ini. Minta administrator menunjuk {whom} lebih dahulu. "
        "Setelah orang itu masuk satu kali, ulangi langkah ini."
    )
    after = fresh(complaint)
    assert (reading(office, after), after.routing, Wall.objects.filter(complaint=after).count()) == ([last[1]], routing, 1)


def test_a_wall_built_by_the_last_reader_around_himself_is_no_way_out(office: Office):
    complaint = step_back(office, received(routing=Routing.INSPECTOR).complaint, "delegate")
    last = office.second_delegate

    build_wall(complaint, last, reason="Saudara terlapor", keys=keyring(last, at=AT), by=last, at=AT)

    assert reading(office, complaint) == ["referral", "second_referral"]


def test_an_added_accused_who_was_the_last_reader_takes_it_from_nobody_else(office: Office):
    complaint = step_back(office, received(routing=Routing.INSPECTOR).complaint, "delegate")
    last, accused = office.second_delegate, AccusedInput(name=office.second_delegate.full_name)

    add_accused(complaint, accused, standing=Routing.NONE, reason="Surat.", keys=keyring(last, at=AT), by=last, at=AT)

    assert (reading(office, complaint), fresh(complaint).routing) == (["referral", "second_referral"], Routing.MAYOR)


def test_an_added_accused_whose_row_has_nobody_goes_on_to_the_next(office: Office):
    complaint = received().complaint
    end_the_terms(office.delegate, office.second_delegate)
    accused = AccusedInput(name=office.inspector.full_name)

    add_accused(complaint, accused, standing=Routing.NONE, reason="Surat.", keys=keyring(office.channel, at=AT), by=office.channel, at=AT)

    assert (reading(office, complaint), fresh(complaint).routing) == (["referral", "second_referral"], Routing.MAYOR)


def test_the_last_two_step_back_in_the_same_moment(transactional_db: None):
    office = make_office()
    complaint = received(routing=Routing.INSPECTOR).complaint
    keys = {user: keyring(user, at=AT) for user in (office.delegate, office.second_delegate)}

    at_once(*[lambda user=user: recuse(fresh(complaint), user, reason=REASON, keys=keys[user], at=AT) for user in keys])

    assert reading(office, complaint) == ["referral", "second_referral"]


def at_once(*acts: Callable[[], object]) -> None:
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back, so that each example begins with the same office."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def others_left(office: Office, complaint: Complaint, leaving: str) -> set[str]:
    """By the table alone: who could hold the case when `leaving` is gone, of its row and of each stricter one."""
    sent = complaint.state != ComplaintState.RECEIVED
    rows = [recipients_now(row, forwarded=sent) for row in rows_from(Routing(complaint.routing))]
    roles = {role for row in rows for reader in row.content for role in READER_ROLES[reader]}
    walled = {wall.user_id for wall in complaint.walls.all()}
    people = {name: getattr(office, name) for name in READERS if name != leaving}
    return {name for name, user in people.items() if user.pk not in walled and user.appointments.get().role in roles}


def test_no_row_of_steps_back_ever_leaves_a_case_with_nobody(db: None, settings):
    settings.VAULT_PASSWORD_MEMORY = 64 * 1024
    office = make_office()
    opened: dict[str, UnlockedHolder] = {name: unlocked(getattr(office, name)) for name in READERS}

    @hypothesis.settings(PATIENT, max_examples=25, phases=[hypothesis.Phase.generate])
    @hypothesis.given(routing=st.sampled_from(list(Routing)), own_desk=st.booleans(), order=st.permutations(READERS * 2))
    def sequence(routing: Routing, own_desk: bool, order: list[str]) -> None:
        with undone():
            complaint = received(routing=routing, by=office.receiving if own_desk else None).complaint
            gone: set[str] = set()
            for name in order:
                keys = Keyring(opened[name], at=AT)
                if not reads(complaint, keys):
                    continue
                could = others_left(office, fresh(complaint), name)
                try:
                    recuse(fresh(complaint), getattr(office, name), reason=REASON, keys=keys, at=AT)
                    gone.add(name)
                    assert could
                except NobodyLeft:
                    assert not could
                readers = {who for who in READERS if reads(complaint, Keyring(opened[who], at=AT))}
                assert readers
                assert not readers & gone

    sequence()
