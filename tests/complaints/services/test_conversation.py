"""The conversation with the reporter: both sides write, each message once."""

import uuid
from datetime import timedelta

import pytest

from complaints.enums import Direction
from complaints.models import Message
from complaints.services.conversation import EmptyMessage, ask_protection, post_message
from complaints.services.reporter import open_by_receipt
from foundation.audit.models import AuditEntry
from foundation.vault.errors import NoAccess
from foundation.vault.holders import unlock_receipt
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, Office, received

AT = RECEIVED_AT + timedelta(hours=1)
ONCE = uuid.UUID(int=1)


def test_both_sides_read_what_the_other_wrote(office: Office):
    registered = received()
    opened = open_by_receipt(unlock_receipt(registered.receipt_code), at=AT)
    keys = keyring(office.inspector, at=AT)

    asked = post_message(registered.complaint, "Jam berapa?", once=ONCE, keys=keys, by=office.inspector, at=AT)
    told = post_message(opened.complaint, "Jam 9.", once=uuid.UUID(int=2), keys=opened.keys, by=None, at=AT)

    assert (open_sealed(asked, "body", opened.keys), open_sealed(told, "body", keys)) == ({"text": "Jam berapa?"}, {"text": "Jam 9."})
    assert (asked.direction, told.direction, told.sent_by) == (Direction.TO_REPORTER, Direction.FROM_REPORTER, None)
    assert [entry.actor_kind for entry in AuditEntry.objects.filter(action="message.posted").order_by("id")] == ["staff", "reporter"]


def test_the_same_form_sent_twice_is_one_message(office: Office):
    complaint, keys = received().complaint, keyring(office.inspector, at=AT)

    first, second = (post_message(complaint, "Halo", once=ONCE, keys=keys, by=office.inspector, at=AT) for _ in range(2))

    assert (first.pk, Message.objects.count(), AuditEntry.objects.filter(action="message.posted").count()) == (second.pk, 1, 1)


def test_other_words_under_the_same_form_are_another_message_stored_once(office: Office):
    complaint, keys = received().complaint, keyring(office.inspector, at=AT)

    for text in ("Halo", "Halo, lagi", "Halo, lagi", "Halo"):
        post_message(complaint, text, once=ONCE, keys=keys, by=office.inspector, at=AT)

    said = [open_sealed(message, "body", keys)["text"] for message in Message.objects.select_related("thread")]
    assert sorted(said) == ["Halo", "Halo, lagi"]


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_nothing_written_is_nothing_stored(office: Office, text: str):
    complaint = received().complaint

    with pytest.raises(EmptyMessage):
        post_message(complaint, text, once=ONCE, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)
    with pytest.raises(EmptyMessage):
        ask_protection(complaint, text, at=AT)

    assert Message.objects.count() == 0


def test_a_stranger_writes_into_no_conversation(office: Office):
    complaint = received().complaint

    with pytest.raises(NoAccess):
        post_message(complaint, "Halo", once=ONCE, keys=keyring(office.auditor, at=AT), by=office.auditor, at=AT)

    assert Message.objects.count() == 0
