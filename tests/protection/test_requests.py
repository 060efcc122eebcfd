"""A wish for protection reaches the protection officers and nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from foundation.accounts.models import Notice
from foundation.vault.compartments import shut
from foundation.vault.models import RekeyDue
from protection.models import ProtectionCase, ProtectionRequest
from tests.factories.accounts import signed_in
from tests.factories.complaints import RECEIVED_AT, Office, received

WORDS = "Saya diancam akan dipindahkan ke pulau Enggano"
AT = RECEIVED_AT + timedelta(hours=1)


def test_a_wish_in_the_form_opens_a_protection_case_and_tells_the_officers(office: Office):
    complaint = received(protection_wish=WORDS).complaint

    case = ProtectionCase.objects.get(complaint=complaint)
    assert case.requests.count() == 1
    assert {notice.user.username for notice in Notice.objects.all()} == {"protection", "second-protection"}


def test_without_a_wish_there_is_no_protection_case(office: Office):
    complaint = received().complaint

    assert (ProtectionCase.objects.count(), complaint.safety_id) == (0, None)


def test_the_officers_read_the_words_and_nothing_waits_as_a_drop_afterwards(office: Office):
    received(protection_wish=WORDS)

    page = signed_in(office.protection).get(reverse("protection:list"))

    assert WORDS in page.content.decode()
    assert ProtectionRequest.objects.get().safety.has_drops is False


@pytest.mark.parametrize("name", ["inspector", "deputy", "channel", "auditor", "custodian_inside", "delegate", "mayor", "administrator"])
def test_everybody_else_is_answered_404_without_a_word(office: Office, name: str):
    received(protection_wish=WORDS)

    page = signed_in(getattr(office, name)).get(reverse("protection:list"))

    assert page.status_code == 404
    assert "Enggano" not in page.content.decode()


def test_the_next_reading_makes_new_keys_after_an_officer_was_shut_out(office: Office):
    complaint = received(protection_wish=WORDS).complaint
    shut(complaint.safety, office.second_protection.holder, by=None, reason="appointment_ended", at=AT)

    page = signed_in(office.protection).get(reverse("protection:list"))

    assert WORDS in page.content.decode()
    assert (RekeyDue.objects.count(), ProtectionRequest.objects.get().safety.epoch) == (0, 2)
