"""A verified reporter's new code: prepared by a custodian, in force by the next opening of the case, the old one dead."""

from datetime import timedelta

import pytest

from complaints.enums import Routing, Verification
from complaints.models import Complaint, Message, ReceiptRenewal
from complaints.services import receipt_renewal
from complaints.services.access import tend
from complaints.services.conversation import post_message
from complaints.services.register import Registered
from complaints.services.reporter import open_by_receipt, waits_for_office
from complaints.services.vault_check import check_vault
from complaints.slots.timeline import timeline_of
from foundation.accounts.models import Notice, User
from foundation.vault.errors import BadCode, NoAccess
from foundation.vault.holders import unlock_receipt
from foundation.vault.models import Holder, RekeyDue
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, Office, received

AT = RECEIVED_AT + timedelta(hours=2)
REPORTER = {"name": "Marlena Tiosa", "phone": "0812-3456-7890"}
NEW, OTHER = "H7QX4MRT9WKD2PVC", "00000000000000ZZ"
FACTS = "KTP asli dilihat, nama dan alamat cocok."


def named(**changes) -> Registered:
    return received(reporter_named=True, reporter=REPORTER, **changes)


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("content", "thread", "identity").get(pk=complaint.pk)


def renewed(complaint: Complaint, by: User, code: str = NEW, facts: str = FACTS) -> ReceiptRenewal:
    return receipt_renewal.renew_receipt(fresh(complaint), Verification.DOCUMENT, facts, code=code, keys=keyring(by, at=AT), by=by, at=AT)


def opens(code: str) -> str:
    """What a receipt code opens now: "case", "waits" or "nothing"."""
    unlocked = unlock_receipt(code)
    if unlocked is None:
        return "nothing"
    found = open_by_receipt(unlocked, at=AT)
    if found is None:
        return "waits" if waits_for_office(unlocked) else "nothing"
    return "case" if found.keys.can_open(found.complaint.thread) else "nothing"


def test_the_new_code_waits_for_an_opening_and_then_the_old_one_is_dead(office: Office):
    registered = named()
    case = registered.complaint
    post_message(case, "Apakah ada saksi?", once=case.pk, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)
    renewed(case, office.custodian_inside)
    assert [opens(code) for code in (registered.receipt_code, NEW)] == ["case", "waits"]

    assert tend(fresh(case), keys=keyring(office.inspector, at=AT), at=AT) is True

    assert [opens(code) for code in (registered.receipt_code, NEW)] == ["nothing", "case"]
    found = open_by_receipt(unlock_receipt(NEW), at=AT)
    message = Message.objects.select_related("thread").get()
    assert open_sealed(message, "body", found.keys) == {"text": "Apakah ada saksi?"}
    assert (RekeyDue.objects.count(), fresh(case).thread.epoch, check_vault(at=AT)) == (0, 2, [])
    assert tend(fresh(case), keys=keyring(office.inspector, at=AT), at=AT) is False


def test_the_custodian_reads_no_conversation_by_it(office: Office):
    case = named().complaint
    post_message(case, "Apakah ada saksi?", once=case.pk, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)
    renewed(case, office.custodian_inside)

    with pytest.raises(NoAccess):
        open_sealed(Message.objects.select_related("thread").get(), "body", keyring(office.custodian_inside, at=AT))
    assert receipt_renewal.bring_into_force(fresh(case), keys=keyring(office.custodian_inside, at=AT), at=AT) is False
    assert opens(NEW) == "waits"


def test_how_it_was_verified_is_sealed_for_custodians(office: Office):
    renewed(named().complaint, office.custodian_inside)

    made = ReceiptRenewal.objects.select_related("identity").get()
    assert open_sealed(made, "facts", keyring(office.custodian_inside, at=AT)) == {"words": FACTS}
    with pytest.raises(NoAccess):
        open_sealed(made, "facts", keyring(office.inspector, at=AT))


def test_the_log_says_who_verified_and_how_and_the_line_is_told(office: Office):
    case = named().complaint
    renewed(case, office.custodian_inside)
    assert {notice.user for notice in Notice.objects.all()} == {office.inspector, office.deputy}

    tend(fresh(case), keys=keyring(office.inspector, at=AT), at=AT)

    told = [(entry.title, entry.actor, entry.text) for entry in timeline_of(case)[0]]
    assert told[:2] == [
        ("Kode tanda terima baru berlaku; kode lama mati", "Sistem", ""),
        ("Pelapor diverifikasi; kode tanda terima baru menunggu", office.custodian_inside.full_name, "bukti identitas asli dilihat"),
    ]


@pytest.mark.parametrize(
    ("routing", "keeper", "told"),
    [
        (Routing.INSPECTOR, "custodian_outside", {"delegate", "second_delegate"}),
        (Routing.MAYOR, "custodian_outside", {"referral", "second_referral"}),
        (Routing.UNROUTED, "custodian_inside", {"channel", "channel_deputy"}),
    ],
)
def test_who_stands_in_the_inspekturs_place_is_told(office: Office, routing: Routing, keeper: str, told: set[str]):
    renewed(named(routing=routing).complaint, getattr(office, keeper))

    assert {notice.user for notice in Notice.objects.all()} == {getattr(office, name) for name in told}


@pytest.mark.parametrize(
    "facts", [{}, {"reporter": {"contact": "0812"}}, {"reporter_named": True}], ids=["anonymous", "a contact only", "nothing sealed"]
)
def test_lost_is_final_for_who_gave_no_name(office: Office, facts: dict):
    complaint = received(**facts).complaint

    with pytest.raises(receipt_renewal.NotRenewable):
        renewed(complaint, office.custodian_inside)
    assert Holder.objects.filter(kind="reporter").count() == 1


@pytest.mark.parametrize("who", ["custodian_outside", "inspector", "channel"])
def test_nobody_but_its_custodian_renews(office: Office, who: str):
    with pytest.raises(receipt_renewal.NotRenewable):
        renewed(named().complaint, getattr(office, who))


def test_nothing_is_renewed_without_a_note_or_a_code(office: Office):
    complaint = named().complaint

    with pytest.raises(receipt_renewal.FactsMissing):
        renewed(complaint, office.custodian_inside, facts=" ")
    with pytest.raises(BadCode):
        renewed(complaint, office.custodian_inside, code="pendek")
    assert not ReceiptRenewal.objects.exists()


def test_the_same_form_sent_twice_is_one_renewal(office: Office):
    case = named().complaint

    first, second = renewed(case, office.custodian_inside), renewed(case, office.custodian_inside)
    tend(fresh(case), keys=keyring(office.inspector, at=AT), at=AT)
    third = renewed(case, office.custodian_inside)

    assert {first.pk, second.pk, third.pk} == {ReceiptRenewal.objects.get().pk}
    assert opens(NEW) == "case"


def test_a_code_drawn_again_takes_the_place_of_the_one_that_waits(office: Office):
    registered = named()
    renewed(registered.complaint, office.custodian_inside, OTHER)
    renewed(registered.complaint, office.custodian_inside, NEW)
    assert [opens(code) for code in (registered.receipt_code, OTHER, NEW)] == ["case", "nothing", "waits"]

    tend(fresh(registered.complaint), keys=keyring(office.inspector, at=AT), at=AT)

    assert [opens(code) for code in (registered.receipt_code, OTHER, NEW)] == ["nothing", "nothing", "case"]


def test_a_code_that_stands_for_another_receipt_is_not_taken(office: Office):
    other = named()

    with pytest.raises(receipt_renewal.CodeTaken):
        renewed(named().complaint, office.custodian_inside, other.receipt_code)


def test_a_code_can_be_lost_twice(office: Office):
    registered = named()
    for code in (OTHER, NEW):
        renewed(registered.complaint, office.custodian_inside, code)
        tend(fresh(registered.complaint), keys=keyring(office.inspector, at=AT), at=AT)

    assert [opens(code) for code in (registered.receipt_code, OTHER, NEW)] == ["nothing", "nothing", "case"]
    assert fresh(registered.complaint).thread.epoch == 3
