"""Reporters: the receipt code is the key, and nothing stored leads back to it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from foundation.vault.codes import new_code
from foundation.vault.errors import BadCode
from foundation.vault.holders import end_holder, make_reporter_holder, unlock_receipt
from foundation.vault.models import Holder
from foundation.vault.primitives import public_half
from tests.foundation.vault.conftest import AT

CODE = "7QK4ZZ1M0ABCDEFG"


def test_code_as_typed_unlocks(db):
    holder = make_reporter_holder(CODE, at=AT)

    unlocked = unlock_receipt("7qk4 zzim-oabc defg")

    assert unlocked is not None
    assert (unlocked.holder_id, public_half(unlocked.private_key)) == (holder.pk, bytes(Holder.objects.get().public_key))


@pytest.mark.parametrize("typed", ["", "bukan kode", "7QK4 ZZ1M 0ABC DEFH"])
def test_malformed_and_unknown_codes_look_alike(db, typed):
    make_reporter_holder(CODE, at=AT)

    assert unlock_receipt(typed) is None


def test_ended_code_looks_unknown(db):
    end_holder(make_reporter_holder(CODE, at=AT), at=AT + timedelta(days=1))

    assert unlock_receipt(CODE) is None


def test_nothing_stored_holds_the_code_or_its_private_key(db):
    make_reporter_holder(CODE, at=AT)
    private = unlock_receipt(CODE).private_key

    cells = [value for row in Holder.objects.values_list() for value in row]
    texts = [bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in cells]

    assert [text for text in texts if private in text or CODE.encode() in text] == []


def test_code_is_used_once(db):
    make_reporter_holder(CODE, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_reporter_holder(CODE, at=AT)


def test_malformed_code_makes_no_holder(db):
    with pytest.raises(BadCode):
        make_reporter_holder("bukan kode", at=AT)

    assert Holder.objects.count() == 0


def test_codes_lead_to_their_own_holders(db):
    codes = [new_code() for _ in range(5)]
    made = [make_reporter_holder(code, at=AT).pk for code in codes]

    assert [unlock_receipt(code).holder_id for code in codes] == made
