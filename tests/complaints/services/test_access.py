"""Sharing, walls and recusal: what a person may see follows in the same second."""

from datetime import timedelta

import pytest

from complaints import queries
from complaints.models import Complaint
from complaints.services.access import share
from complaints.services.conversation import ask_protection, post_message
from complaints.services.register import AccusedInput
from complaints.services.walls import build_wall, recuse
from foundation.vault.errors import Excluded, NoAccess
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, STORY, Office, received

AT = RECEIVED_AT + timedelta(days=1)


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.get(pk=complaint.pk)


def test_sharing_gives_contents_and_conversation(office: Office):
    complaint = received().complaint

    share(complaint, [office.auditor], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="team", at=AT)

    assert list(queries.openable_by(office.auditor, at=AT)) == [complaint]
    keys = keyring(office.auditor, at=AT)
    assert (keys.can_open(complaint.content), keys.can_open(complaint.thread), keys.can_open(complaint.identity)) == (True, True, False)


def test_who_cannot_open_cannot_share(office: Office):
    complaint = received().complaint

    with pytest.raises(NoAccess):
        share(complaint, [office.auditor], keys=keyring(office.second_auditor, at=AT), by=office.second_auditor, reason="team", at=AT)

    assert not queries.visible_to(office.auditor, at=AT).exists()


def test_a_walled_person_can_be_given_nothing(office: Office):
    complaint = received(accused=(AccusedInput(name=office.auditor.full_name),)).complaint

    with pytest.raises(Excluded):
        share(complaint, [office.auditor], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="team", at=AT)

    assert not queries.visible_to(office.auditor, at=AT).exists()


def test_recusal_takes_row_count_and_key_in_the_same_second(office: Office):
    complaint = received().complaint
    share(complaint, [office.auditor], keys=keyring(office.inspector, at=AT), by=office.inspector, reason="team", at=AT)

    recuse(fresh(complaint), office.auditor, reason="Terlapor sepupu saya", keys=keyring(office.auditor, at=AT), at=AT)

    after = fresh(complaint)
    assert queries.visible_to(office.auditor, at=AT).count() == 0
    assert queries.counters(queries.visible_to(office.auditor, at=AT), today=AT.date()).not_forwarded == 0
    with pytest.raises(NoAccess):
        open_sealed(after, "story", keyring(office.auditor, at=AT))
    assert after.content.epoch == 2
    assert open_sealed(after, "story", keyring(office.inspector, at=AT))["story"] == STORY


def test_even_an_own_registration_disappears_behind_a_wall(office: Office):
    complaint = received(by=office.receiving).complaint
    assert queries.visible_to(office.receiving, at=AT).exists()

    build_wall(fresh(complaint), office.receiving, reason="terlapor", keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)

    assert not queries.visible_to(office.receiving, at=AT).exists()


def test_a_message_sent_twice_is_one_message(office: Office):
    complaint = received().complaint
    once = complaint.pk
    keys = keyring(office.inspector, at=AT)

    for _ in range(2):
        post_message(complaint, "Apakah ada saksi?", once=once, keys=keys, by=office.inspector, at=AT)

    assert complaint.messages.count() == 1


def test_the_wish_for_protection_opens_for_protection_officers_alone(office: Office):
    complaint = received().complaint

    ask_protection(complaint, "Saya diancam akan dipindahkan", at=AT)

    request = complaint.protection.requests.get()
    assert open_sealed(request, "words", keyring(office.protection, at=AT)) == {"text": "Saya diancam akan dipindahkan"}
    for other in (office.inspector, office.channel, office.auditor, office.custodian_inside, office.delegate):
        with pytest.raises(NoAccess):
            open_sealed(request, "words", keyring(other, at=AT))
