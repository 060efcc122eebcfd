"""Where a reporter wants word: sealed to the dispatch key alone, and never a reason to refuse a complaint."""

from pathlib import Path

import pytest
from django.conf import settings

from foundation.vault.enums import CompartmentKind, HolderKind
from foundation.vault.errors import NoAccess
from foundation.vault.holders import unlock_key_file
from foundation.vault.keys import Keyring
from foundation.vault.models import Grant, Holder
from foundation.vault.sealing import open_sealed
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, make_office, received

WORD_TO = {"medium": "mail", "address": "pelapor@surat.invalid"}

pytestmark = pytest.mark.django_db


def test_address_opens_to_the_dispatch_key_alone():
    office = make_office()

    complaint = received(notices_to=WORD_TO).complaint

    dispatch = Keyring(unlock_key_file(Path(settings.VAR_DIR) / "keys" / "dispatch.key"), at=RECEIVED_AT)
    assert open_sealed(complaint, "notices_to", dispatch) == WORD_TO
    assert complaint.delivery.kind == CompartmentKind.DELIVERY
    assert list(Grant.objects.filter(compartment=complaint.delivery).values_list("holder__kind", flat=True)) == [HolderKind.DISPATCH]
    with pytest.raises(NoAccess):
        open_sealed(complaint, "notices_to", keyring(office.inspector, at=RECEIVED_AT))


def test_nobody_asked_for_word_and_nothing_is_made():
    make_office()

    complaint = received().complaint

    assert (complaint.delivery, complaint.notices_to) == (None, None)


def test_without_a_dispatch_key_the_complaint_stands_all_the_same():
    make_office()
    Holder.objects.filter(kind=HolderKind.DISPATCH).update(ended_at=RECEIVED_AT)

    complaint = received(notices_to=WORD_TO).complaint

    assert (complaint.delivery, complaint.notices_to) == (None, None)
