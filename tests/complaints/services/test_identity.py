"""An identity is opened for one person, by another one, for a while, and each time on record."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from complaints import queries
from complaints.enums import IdentityRequestState, Routing
from complaints.models import Complaint, IdentityOpening, IdentityRequest
from complaints.queries.identity import requests_to, waiting
from complaints.rules.confidentiality import CannotAsk, CannotDecide
from complaints.services import identity
from complaints.services.access import share, shut_out, tend
from complaints.services.entitlement import shut_ended_appointments
from complaints.services.identity_ends import end_expired_identities
from complaints.services.vault_check import check_vault
from complaints.services.walls import recuse
from complaints.slots.timeline import timeline_of
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, Notice, User
from foundation.accounts.queries import roles_of
from foundation.audit.queries import history_of
from foundation.vault.compartments import grant
from foundation.vault.errors import NoAccess
from foundation.vault.models import Grant, RekeyDue
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import appoint, keyring
from tests.factories.complaints import RECEIVED_AT, Office, received

AT = RECEIVED_AT + timedelta(hours=2)
REPORTER = {"name": "Marlena Tiosa", "phone": "0812-3456-7890"}
REASON = "Saksi kunci hanya dikenal pelapor."
DAY = timedelta(days=1)


def named(**changes) -> Complaint:
    return received(reporter_named=True, reporter=REPORTER, **changes).complaint


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("content", "thread", "identity").get(pk=complaint.pk)


def asked(complaint: Complaint, by: User, at=AT) -> IdentityRequest:
    return identity.ask_identity(fresh(complaint), REASON, by=by, at=at)


def approved(complaint: Complaint, *, by: User, to: User, days: int = 1, at=AT) -> IdentityRequest:
    return identity.approve_identity(asked(complaint, to, at), days=days, keys=keyring(by, at=at), by=by, at=at)


def can_read(complaint: Complaint, user: User, at) -> bool:
    """Whether this person's own keys open the name: by cryptography, whatever the pages say."""
    try:
        return open_sealed(fresh(complaint), "reporter", keyring(user, at=at)) == REPORTER
    except NoAccess:
        return False


def reads(office: Office, complaint: Complaint, at) -> set[str]:
    return {user.username for user in office.everybody() if user.holder and can_read(complaint, user, at)}


def test_the_asker_alone_is_given_the_key_and_for_a_day(office: Office):
    complaint = named()
    share(complaint, [office.auditor], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="team", at=AT)
    assert reads(office, complaint, AT) == {"custodian-inside"}

    approved(complaint, by=office.custodian_inside, to=office.auditor)

    last = AT + DAY - timedelta(microseconds=1)
    assert [reads(office, complaint, moment) for moment in (AT, last, AT + DAY)] == [
        {"custodian-inside", "auditor"},
        {"custodian-inside", "auditor"},
        {"custodian-inside"},
    ]


def test_the_reason_is_read_by_custodians_alone_and_the_log_says_only_that_it_was_asked(office: Office):
    request = asked(named(), office.inspector)

    assert open_sealed(request, "reason", keyring(office.custodian_inside, at=AT)) == {"words": REASON}
    for other in (office.inspector, office.deputy, office.channel, office.custodian_outside):
        with pytest.raises(NoAccess):
            open_sealed(request, "reason", keyring(other, at=AT))
    entry = history_of(request.complaint).last()
    assert (entry.action, entry.detail) == ("identity.asked", {"request": str(request.pk)})


def test_custodians_are_told_and_then_the_asker(office: Office):
    request = asked(named(), office.inspector)
    assert [notice.user for notice in Notice.objects.all()] == [office.custodian_inside]

    identity.refuse_identity(request, "Tanyakan lewat Pesan.", by=office.custodian_inside, at=AT)

    assert {notice.user for notice in Notice.objects.all()} == {office.custodian_inside, office.inspector}
    assert {str(notice.params) for notice in Notice.objects.all()} == {"{}"}


def test_one_request_waits_and_an_open_one_needs_no_other(office: Office):
    complaint = named()
    request = asked(complaint, office.inspector)
    with pytest.raises(identity.NotAsked) as again:
        asked(complaint, office.inspector)
    asked(complaint, office.deputy)
    identity.approve_identity(request, days=3, keys=keyring(office.custodian_inside, at=AT), by=office.custodian_inside, at=AT)
    with pytest.raises(identity.NotAsked) as running:
        asked(complaint, office.inspector)

    assert (again.value.why, running.value.why) == (CannotAsk.ALREADY_WAITS, CannotAsk.ALREADY_OPEN)
    assert asked(complaint, office.inspector, AT + 3 * DAY).state == IdentityRequestState.WAITING


def test_the_database_keeps_one_waiting_request_a_person(office: Office):
    request = asked(named(), office.inspector)

    with pytest.raises(IntegrityError), transaction.atomic():
        IdentityRequest.objects.create(
            complaint=request.complaint, identity=request.identity, content=request.content, asked_by=office.inspector, asked_at=AT
        )


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_asked_or_refused_without_a_reason(office: Office, reason: str):
    complaint = named()
    request = asked(complaint, office.deputy)

    with pytest.raises(identity.ReasonMissing):
        identity.ask_identity(complaint, reason, by=office.inspector, at=AT)
    with pytest.raises(identity.ReasonMissing):
        identity.refuse_identity(request, reason, by=office.custodian_inside, at=AT)
    assert list(IdentityRequest.objects.values_list("state", flat=True)) == ["waiting"]


def test_nobody_asks_where_nothing_is_sealed_or_nobody_keeps_it(office: Office):
    with pytest.raises(identity.NotAsked) as anonymous:
        asked(received().complaint, office.inspector)
    orphan = named()
    Grant.objects.filter(compartment=orphan.identity, holder=office.custodian_inside.holder).delete()
    with pytest.raises(identity.NotAsked) as nobody:
        asked(orphan, office.inspector)

    assert (anonymous.value.why, nobody.value.why) == (CannotAsk.NOTHING_SEALED, CannotAsk.NO_CUSTODIAN)


def test_a_contact_without_a_name_is_an_identity_too(office: Office):
    complaint = received(reporter={"contact": "pelapor@contoh.id"}).complaint

    assert asked(complaint, office.inspector).state == IdentityRequestState.WAITING


def why(request: IdentityRequest, by: User, *, days: int = 1) -> CannotDecide:
    with pytest.raises(identity.NotDecided) as refused:
        identity.approve_identity(request, days=days, keys=keyring(by, at=AT), by=by, at=AT)
    return refused.value.why


def test_four_eyes_a_custodian_does_not_decide_what_he_asked_himself(office: Office):
    complaint = named()
    colleague = office.channel
    request = asked(complaint, colleague)
    # An officer no longer, and a custodian from the same day on.
    Appointment.objects.filter(user=colleague).update(ended_on=AT.date())
    appoint(colleague, Role.CUSTODIAN_INSIDE, valid_from=AT.date())
    second = named()
    with pytest.raises(identity.NotAsked) as refused:
        asked(second, colleague)
    assert refused.value.why == CannotAsk.KEEPS_IT

    # Given the key after he had asked.
    keys = keyring(office.custodian_inside, at=AT)
    grant(fresh(complaint).identity, colleague.holder, keys=keys, by=None, reason="regranted", at=AT)

    assert why(request, colleague) == CannotDecide.OWN_REQUEST
    assert list(requests_to(colleague, roles_of(colleague, on=AT.date()), at=AT)) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        IdentityRequest.objects.filter(pk=request.pk).update(decided_by=colleague)


@pytest.mark.parametrize("who", ["custodian_outside", "inspector", "administrator", "delegate"])
def test_nobody_decides_but_a_custodian_of_the_cases_circle(office: Office, who: str):
    request = asked(named(), office.deputy)

    assert why(request, getattr(office, who)) == CannotDecide.NOT_ITS_CUSTODIAN
    with pytest.raises(identity.NotDecided):
        identity.refuse_identity(request, "Tidak.", by=getattr(office, who), at=AT)


def test_who_was_let_in_for_a_day_decides_nothing(office: Office):
    complaint = named()
    approved(complaint, by=office.custodian_inside, to=office.inspector)
    request = asked(complaint, office.deputy)

    assert why(request, office.inspector) == CannotDecide.NOT_ITS_CUSTODIAN


@pytest.mark.parametrize(
    ("routing", "asker", "keeper"),
    [
        (Routing.NONE, "inspector", "custodian_inside"),
        (Routing.INSPECTORATE, "inspector", "custodian_outside"),
        (Routing.INSPECTOR, "delegate", "custodian_outside"),
        (Routing.MAYOR, "referral", "custodian_outside"),
    ],
)
def test_each_row_has_its_circle(office: Office, routing: Routing, asker: str, keeper: str):
    complaint, who = named(routing=routing), getattr(office, asker)

    approved(complaint, by=getattr(office, keeper), to=who)

    assert reads(office, complaint, AT) == {keeper.replace("_", "-"), who.username}
    others = {"custodian_inside", "custodian_outside"} - {keeper}
    seen = [requests_to(getattr(office, one), roles_of(getattr(office, one), on=AT.date()), at=AT).count() for one in (keeper, *others)]
    assert seen == [1, 0]


def test_a_request_is_decided_once(office: Office):
    complaint = named()
    request = approved(complaint, by=office.custodian_inside, to=office.inspector)

    assert why(request, office.custodian_inside, days=7) == CannotDecide.DECIDED
    with pytest.raises(identity.NotDecided):
        identity.refuse_identity(request, "Terlambat.", by=office.custodian_inside, at=AT)
    request.refresh_from_db()
    assert request.expires_at == AT + DAY


@pytest.mark.parametrize("days", [0, 2, 8, 365])
def test_only_the_offered_terms_are_given(office: Office, days: int):
    request = asked(named(), office.inspector)

    assert why(request, office.custodian_inside, days=days) == CannotDecide.NO_SUCH_TERM


def test_a_refusal_is_read_by_the_case_and_opens_nothing(office: Office):
    complaint = named()
    request = asked(complaint, office.inspector)

    identity.refuse_identity(request, "Tanyakan lewat Pesan.", by=office.custodian_inside, at=AT)

    tend(fresh(complaint), keys=keyring(office.inspector, at=AT), at=AT)
    request = IdentityRequest.objects.select_related("content").get()
    assert open_sealed(request, "refusal", keyring(office.inspector, at=AT)) == {"words": "Tanyakan lewat Pesan."}
    with pytest.raises(NoAccess):
        open_sealed(request, "refusal", keyring(office.custodian_inside, at=AT))
    assert (request.state, reads(office, complaint, AT)) == ("refused", {"custodian-inside"})


def shown(complaint: Complaint, user: User, at) -> dict | None:
    found = identity.shown_identity(fresh(complaint), keys=keyring(user, at=at), by=user, at=at)
    return found.reporter if found else None


def test_each_opening_shows_fifteen_minutes_and_stands_on_the_timeline(office: Office):
    complaint, user = named(), office.inspector
    approved(complaint, by=office.custodian_inside, to=user)
    assert shown(complaint, user, AT) is None

    seen = []
    for minutes in ((0, 14, 15), (20, 34, 35)):
        moments = [AT + timedelta(minutes=minute) for minute in minutes]
        identity.open_identity(fresh(complaint), keys=keyring(user, at=moments[0]), by=user, at=moments[0])
        seen.append([shown(complaint, user, moment) for moment in moments])

    assert seen == [[REPORTER, REPORTER, None]] * 2
    told = [(entry.title, entry.kind, entry.actor) for entry in timeline_of(complaint)[0] if entry.kind == "access"]
    assert told == [("Identitas pelapor dibuka", "access", user.full_name)] * 2
    assert shown(complaint, office.deputy, AT) is None


def test_a_button_pressed_twice_is_one_opening(office: Office):
    complaint, user = named(), office.inspector
    approved(complaint, by=office.custodian_inside, to=user)

    moments = (AT, AT + timedelta(minutes=14), AT + timedelta(minutes=15))
    openings = [identity.open_identity(fresh(complaint), keys=keyring(user, at=moment), by=user, at=moment) for moment in moments]

    assert [opening.opened_at for opening in openings] == [AT, AT, AT + timedelta(minutes=15)]
    assert history_of(complaint).filter(action="identity.opened").count() == 2


def test_an_opening_ends_with_the_approval_at_the_exact_moment(office: Office):
    complaint, user, end = named(), office.inspector, AT + DAY
    approved(complaint, by=office.custodian_inside, to=user)
    late = end - timedelta(minutes=5)
    identity.open_identity(fresh(complaint), keys=keyring(user, at=late), by=user, at=late)

    assert shown(complaint, user, end - timedelta(microseconds=1)) == REPORTER
    assert shown(complaint, user, end) is None
    with pytest.raises(identity.StillClosed):
        identity.open_identity(fresh(complaint), keys=keyring(user, at=end), by=user, at=end)


def test_a_new_approval_shows_nothing_before_it_is_opened(office: Office):
    complaint, user, end = named(), office.inspector, AT + DAY
    approved(complaint, by=office.custodian_inside, to=user)
    late = end - timedelta(minutes=2)
    identity.open_identity(fresh(complaint), keys=keyring(user, at=late), by=user, at=late)

    approved(complaint, by=office.custodian_inside, to=user, at=end)

    assert shown(complaint, user, end) is None
    assert IdentityOpening.objects.count() == 1


def test_who_has_no_approval_opens_nothing(office: Office):
    complaint = named()
    asked(complaint, office.inspector)

    for user in (office.inspector, office.deputy, office.custodian_inside):
        with pytest.raises(identity.StillClosed):
            identity.open_identity(fresh(complaint), keys=keyring(user, at=AT), by=user, at=AT)
    for user in (office.inspector, office.custodian_outside):
        with pytest.raises(identity.StillClosed):
            identity.open_as_custodian(fresh(complaint), keys=keyring(user, at=AT), by=user, at=AT)
    nameless, keeper = received(reporter={"contact": "pelapor@contoh.id"}).complaint, office.custodian_inside
    with pytest.raises(identity.StillClosed):
        identity.open_as_custodian(fresh(nameless), keys=keyring(keeper, at=AT), by=keeper, at=AT)
    assert not IdentityOpening.objects.exists()


def test_the_night_takes_expired_keys_and_asks_for_no_new_ones(office: Office):
    complaint = named()
    approved(complaint, by=office.custodian_inside, to=office.inspector, days=1)
    approved(complaint, by=office.custodian_inside, to=office.deputy, days=3)

    done = [end_expired_identities(at=moment) for moment in (AT + DAY - timedelta(seconds=1), AT + DAY, AT + DAY)]

    assert done == [0, 1, 0]
    assert Grant.objects.filter(compartment=complaint.identity, expires_at__isnull=False).get().holder == office.deputy.holder
    assert (RekeyDue.objects.count(), check_vault(at=AT + DAY)) == (0, [])
    assert timeline_of(complaint)[0][0].title == "Pembukaan identitas pelapor berakhir"
    assert reads(office, complaint, AT + DAY) == {"custodian-inside", "deputy"}


def test_who_loses_the_case_loses_the_identity_and_the_rest_of_it_gets_new_keys(office: Office):
    complaint = named()
    share(complaint, [office.auditor], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="team", at=AT)
    approved(complaint, by=office.custodian_inside, to=office.auditor, days=7)

    shut_out(fresh(complaint), [office.auditor], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="released", at=AT)

    assert reads(office, complaint, AT) == {"custodian-inside"}
    assert list(RekeyDue.objects.values_list("compartment", flat=True)) == [complaint.identity_id]
    assert IdentityRequest.objects.get().state == IdentityRequestState.LAPSED
    share(fresh(complaint), [office.auditor], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="team", at=AT)
    with pytest.raises(identity.StillClosed):
        identity.open_identity(fresh(complaint), keys=keyring(office.auditor, at=AT), by=office.auditor, at=AT)


def test_a_wall_ends_request_and_key(office: Office):
    complaint = named()
    approved(complaint, by=office.custodian_inside, to=office.inspector, days=7)
    request = asked(complaint, office.deputy)

    for user in (office.inspector, office.deputy):
        recuse(fresh(complaint), user, reason="Ipar terlapor.", keys=keyring(user, at=AT), at=AT)

    assert reads(office, complaint, AT) == {"custodian-inside"}
    assert why(request, office.custodian_inside) == CannotDecide.DECIDED
    assert set(IdentityRequest.objects.values_list("state", flat=True)) == {"lapsed"}
    roles = roles_of(office.custodian_inside, on=AT.date())
    assert list(waiting(requests_to(office.custodian_inside, roles, at=AT))) == []


def test_an_asker_whose_appointment_is_over_is_not_approved(office: Office):
    request = asked(named(), office.deputy)
    Appointment.objects.filter(user=office.deputy).update(ended_on=AT.date())

    assert why(request, office.custodian_inside) == CannotDecide.ASKER_LEFT


def test_the_end_of_another_appointment_does_not_take_what_was_approved(office: Office):
    complaint = named()
    approved(complaint, by=office.custodian_inside, to=office.deputy, days=7)
    appoint(office.deputy, Role.PUBLISHER)
    Appointment.objects.filter(user=office.deputy, role=Role.PUBLISHER).update(ended_on=AT.date())

    shut_ended_appointments(at=AT + DAY)

    assert reads(office, complaint, AT + DAY) == {"custodian-inside", "deputy"}


def test_the_end_of_the_office_takes_the_identity_with_the_case(office: Office):
    complaint = named()
    approved(complaint, by=office.custodian_inside, to=office.deputy, days=7)
    Appointment.objects.filter(user=office.deputy).update(ended_on=(AT + DAY).date())

    shut_ended_appointments(at=AT + DAY)

    assert reads(office, complaint, AT + DAY) == {"custodian-inside"}


def test_an_opened_identity_shows_the_case_in_no_list(office: Office):
    """The key of a name is no key of a case: who keeps it sees no row, no count."""
    named()

    assert queries.visible_to(office.custodian_inside, at=AT).count() == 0
    assert queries.identity_kept_by(office.custodian_inside, roles_of(office.custodian_inside, on=AT.date()), at=AT).count() == 1
    assert queries.identity_kept_by(office.inspector, roles_of(office.inspector, on=AT.date()), at=AT).count() == 0
