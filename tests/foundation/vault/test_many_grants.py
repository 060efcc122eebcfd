"""Many keys given at once: each that can be given is, and what can't is left out without stopping the others."""

import uuid
from datetime import timedelta

import pytest

from foundation.vault.compartments import destroy, grant
from foundation.vault.errors import HolderEnded
from foundation.vault.exclusions import exclude
from foundation.vault.holders import end_holder
from foundation.vault.many_grants import grant_many
from foundation.vault.models import Grant
from tests.foundation.vault.conftest import AT

BY = uuid.UUID(int=77)


def given(compartments, taker, giver):
    return grant_many({one.pk: "team" for one in compartments}, taker.holder, keys=giver.keyring(), by=BY, at=AT)


def test_each_is_sealed_to_the_taker_who_then_opens_it(make, ayu, budi):
    opened = [make(ayu) for _ in range(3)]

    found = given([one.compartment for one in opened], budi, ayu)

    assert found == {one.compartment.pk for one in opened}
    assert [budi.keyring().key(one.compartment) for one in opened] == [one.opened for one in opened]
    assert set(Grant.objects.filter(holder=budi.holder).values_list("by", "reason")) == {(BY, "team")}


def test_what_cannot_be_given_does_not_stop_the_others(make, ayu, budi):
    fine, strange, walled, gone, damaged = make(ayu), make(budi), make(ayu), make(ayu), make(ayu)
    exclude(walled.compartment.group, budi.holder, by=None, at=AT)
    destroy(gone.compartment, by=None, reason="retention", at=AT)
    Grant.objects.filter(compartment=damaged.compartment, holder=ayu.holder).update(sealed_key=b"\0" * 100)
    Grant.objects.filter(compartment=strange.compartment, holder=budi.holder).delete()

    found = given([one.compartment for one in (fine, strange, walled, gone, damaged)], budi, ayu)

    assert found == {fine.compartment.pk}
    assert list(Grant.objects.filter(holder=budi.holder).values_list("compartment", flat=True)) == [fine.compartment.pk]


def test_a_grant_that_would_have_ended_becomes_a_lasting_one_and_a_second_time_changes_nothing(make, ayu, budi):
    one = make(ayu).compartment
    grant(one, budi.holder, keys=ayu.keyring(), by=None, reason="asked", at=AT, expires_at=AT + timedelta(hours=1))

    for _ in range(2):
        given([one], budi, ayu)

    assert list(Grant.objects.filter(holder=budi.holder).values_list("reason", "expires_at")) == [("team", None)]


def test_nothing_is_sealed_to_a_key_that_ended(make, ayu, budi):
    one = make(ayu).compartment
    end_holder(budi.holder, at=AT)

    with pytest.raises(HolderEnded):
        given([one], budi, ayu)
    assert Grant.objects.filter(holder=budi.holder).count() == 0
