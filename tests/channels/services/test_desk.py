import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from channels.models import Intake
from channels.services.desk import register_at_desk
from channels.services.seeding import seed_channels
from complaints.enums import Routing
from complaints.models import Attachment, Complaint
from complaints.queries import visible_to
from complaints.services.attachments import IncomingFile
from complaints.services.people import NobodyCanReceive
from foundation.accounts.enums import Role
from foundation.vault.codes import new_code
from foundation.vault.files import path_of, seal_stream
from foundation.vault.holders import unlock_receipt
from tests.channels.conftest import MONDAY, make_receivers
from tests.factories.accounts import UserFactory, appoint, person
from tests.factories.complaints import a_complaint
from tests.lost_reply import lost_reply

ARRIVED = MONDAY - timedelta(hours=1)


def told(code: str, **changes):
    return a_complaint(**{"received_at": ARRIVED, "receipt_code": code, **changes})


def enter(by, code="7K4P9XQ2M6HDR3TB", **changes):
    return register_at_desk(told(code, **changes), identity_seen=True, facts={}, by=by, at=MONDAY)


def test_the_officer_who_wrote_it_down_handles_it(receivers):
    receipt = enter(receivers.receiving).receipt

    complaint = Complaint.objects.get()
    assert (receipt.number, receipt.channel, receipt.received_at) == ("700/0001/2026", "Datang langsung", ARRIVED)
    assert (complaint.handling_officer, complaint.registered_by, Intake.objects.get().identity_seen) == (
        receivers.receiving,
        receivers.receiving,
        True,
    )


def test_a_second_send_is_the_same_complaint(receivers):
    first, second = enter(receivers.receiving), enter(receivers.receiving)

    assert (second, Complaint.objects.count()) == (first, 1)


def test_files_of_a_second_send_leave_the_disk(receivers, django_capture_on_commit_callbacks):
    one, two = (IncomingFile(seal_stream([b"pindai"]), name="pindai.pdf") for _ in range(2))
    enter(receivers.receiving, files=(one,))
    with django_capture_on_commit_callbacks(execute=True):
        handed = enter(receivers.receiving, files=(two,))

    assert (handed.receipt.files, path_of(one.stored.name).exists(), path_of(two.stored.name).exists()) == (1, True, False)


OTHER = {"story": {"story": "Kepala sekolah memotong dana BOS."}}


def test_another_person_under_the_same_form_is_another_complaint(receivers):
    first, second = enter(receivers.receiving), enter(receivers.receiving, **OTHER)

    assert [handed.receipt.number for handed in (first, second)] == ["700/0001/2026", "700/0002/2026"]
    assert (first.code, first.code_was_used, second.code != first.code, second.code_was_used) == ("7K4P9XQ2M6HDR3TB", False, True, True)
    stored = {unlock_receipt(handed.code).holder_id for handed in (first, second)}
    assert stored == set(Complaint.objects.values_list("reporter_holder", flat=True))


def test_the_other_person_is_registered_once_too(receivers):
    enter(receivers.receiving)

    first, second = (enter(receivers.receiving, **OTHER) for _ in range(2))

    assert (second, Complaint.objects.count()) == (first, 2)


@pytest.mark.parametrize(
    "changed",
    [
        {"story": {"story": "Satu huruf lain!"}},
        {"accused": ()},
        {"reporter_named": True, "reporter": {"name": "Orang Kedua"}},
        {"received_at": ARRIVED - timedelta(minutes=1)},
        {"protection_wish": "Saya takut."},
    ],
)
def test_any_other_word_is_another_entry(receivers, changed):
    enter(receivers.receiving)

    assert enter(receivers.receiving, **changed).receipt.number == "700/0002/2026"


def test_other_files_are_another_entry(receivers):
    for content in (b"satu", b"dua"):
        enter(receivers.receiving, files=(IncomingFile(seal_stream([content]), name="pindai.pdf"),))

    assert Attachment.objects.count() == 2


def test_the_form_of_another_officer_loses_nothing(receivers):
    other = person(Role.RECEIVING_OFFICER, username="petugas-lain", unit=receivers.receiving.unit)
    enter(receivers.receiving)

    handed = enter(other)

    assert (handed.receipt.number, handed.code_was_used, Complaint.objects.filter(registered_by=other).count()) == (
        "700/0002/2026",
        True,
        1,
    )


def test_the_mark_of_an_entry_says_nothing_without_its_code(receivers):
    enter(receivers.receiving)
    enter(receivers.receiving, code="7K4P9XQ2M6HDR3TC")

    marks = {bytes(mark) for mark in Intake.objects.values_list("entry_digest", flat=True)}
    assert ({len(mark) for mark in marks}, len(marks)) == ({32}, 2)


@pytest.mark.django_db(transaction=True)
def test_files_of_an_entry_whose_commit_went_through_unheard_stay():
    seed_channels()
    officer = make_receivers().receiving
    first, again = (IncomingFile(seal_stream([b"pindai"]), name="pindai.pdf") for _ in range(2))
    with lost_reply(Complaint.objects.exists), pytest.raises(OperationalError):
        enter(officer, files=(first,))

    handed = enter(officer, files=(again,))

    assert (handed.receipt.files, Attachment.objects.get().stored_name, Complaint.objects.count()) == (1, first.stored.name, 1)
    assert [path_of(file.stored.name).exists() for file in (first, again)] == [True, False]


def test_a_receipt_that_cannot_be_made_takes_no_file_along(receivers, monkeypatch):
    file = IncomingFile(seal_stream([b"pindai"]), name="pindai.pdf")

    def breaks(*args, **options):
        raise RuntimeError("after the commit")

    monkeypatch.setattr("channels.services.desk.receipt_of", breaks)
    with pytest.raises(RuntimeError):
        enter(receivers.receiving, files=(file,))

    assert (Attachment.objects.get().stored_name, path_of(file.stored.name).exists()) == (file.stored.name, True)


def test_files_of_a_refused_entry_leave_the_disk(receivers, django_capture_on_commit_callbacks):
    file = IncomingFile(seal_stream([b"pindai"]), name="pindai.pdf")
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(NobodyCanReceive):
        enter(receivers.receiving, routing=Routing.MAYOR, files=(file,))

    assert (path_of(file.stored.name).exists(), Complaint.objects.count()) == (False, 0)


def test_a_failing_database_stores_nothing(receivers, monkeypatch):
    def refuse(*args, **options):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Intake, "save", refuse)

    with pytest.raises(OperationalError):
        enter(receivers.receiving)
    assert Complaint.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_sends_at_once_are_one_complaint():
    seed_channels()
    officer, together, receipts = make_receivers().receiving, threading.Barrier(2), []

    def send():
        try:
            together.wait(timeout=20)
            receipts.append(enter(officer))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert (len(receipts), len({handed.receipt.number for handed in receipts}), Complaint.objects.count()) == (2, 1, 1)


def test_the_head_of_the_officers_unit_sees_nothing(receivers):
    head = UserFactory(username="camat", unit=receivers.receiving.unit)
    appoint(head, Role.RECEIVING_OFFICER, unit=receivers.receiving.unit)

    enter(receivers.receiving, code=new_code())

    seen = {user.username: visible_to(user, at=MONDAY).count() for user in (receivers.receiving, receivers.inspector, head)}
    assert seen == {"petugas": 1, "inspektur": 1, "camat": 0}
