import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from channels.models import Intake
from channels.services.desk import register_at_desk
from channels.services.seeding import seed_channels
from complaints.enums import Routing
from complaints.models import Complaint
from complaints.queries import visible_to
from complaints.services.attachments import IncomingFile
from complaints.services.people import NobodyCanReceive
from foundation.accounts.enums import Role
from foundation.vault.codes import new_code
from foundation.vault.files import path_of, seal_stream
from tests.channels.conftest import MONDAY, make_receivers
from tests.factories.accounts import UserFactory, appoint
from tests.factories.complaints import a_complaint

ARRIVED = MONDAY - timedelta(hours=1)


def told(code: str, **changes):
    return a_complaint(received_at=ARRIVED, receipt_code=code, **changes)


def enter(by, code="7K4P9XQ2M6HDR3TB", **changes):
    return register_at_desk(told(code, **changes), identity_seen=True, facts={}, by=by, at=MONDAY)


def test_the_officer_who_wrote_it_down_handles_it(receivers):
    receipt = enter(receivers.receiving)

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
        receipt = enter(receivers.receiving, files=(two,))

    assert (receipt.files, path_of(one.stored.name).exists(), path_of(two.stored.name).exists()) == (1, True, False)


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

    assert (len(receipts), len({receipt.number for receipt in receipts}), Complaint.objects.count()) == (2, 1, 1)


def test_the_head_of_the_officers_unit_sees_nothing(receivers):
    head = UserFactory(username="camat", unit=receivers.receiving.unit)
    appoint(head, Role.RECEIVING_OFFICER, unit=receivers.receiving.unit)

    enter(receivers.receiving, code=new_code())

    seen = {user.username: visible_to(user, at=MONDAY).count() for user in (receivers.receiving, receivers.inspector, head)}
    assert seen == {"petugas": 1, "inspektur": 1, "camat": 0}
