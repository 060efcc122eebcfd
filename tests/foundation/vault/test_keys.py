"""Which grant opens what, at which moment."""

from datetime import timedelta

import pytest

from foundation.vault.compartments import grant
from foundation.vault.errors import CannotOpen, NoAccess
from foundation.vault.holders import end_holder
from foundation.vault.keys import JoinedKeys, OpenedCompartment
from foundation.vault.models import Compartment, Exclusion, Grant
from foundation.vault.primitives import new_key
from tests.foundation.vault.conftest import AT

HOUR = timedelta(hours=1)


def test_grant_opens_until_it_expires(make, ayu, budi):
    opened = make(ayu)
    grant(opened.compartment, budi.holder, keys=opened, by=None, reason="identity", at=AT, expires_at=AT + HOUR)

    moments = [AT, AT + HOUR - timedelta(microseconds=1), AT + HOUR, AT + 2 * HOUR]

    assert [budi.keyring(at).can_open(opened.compartment) for at in moments] == [True, True, False, False]


def test_exclusion_alone_closes_even_with_a_grant_in_the_table(make, ayu):
    opened = make(ayu)
    Exclusion.objects.create(group=opened.compartment.group, holder=ayu.holder, since=AT)

    with pytest.raises(NoAccess):
        ayu.keyring().key(opened.compartment)


def test_ended_holder_opens_nothing(make, ayu):
    opened = make(ayu)
    keyring = ayu.keyring()
    end_holder(ayu.holder, at=AT)

    assert keyring.can_open(opened.compartment) is False


def test_key_at_another_epoch_is_refused(make, ayu):
    opened = make(ayu)
    later = Compartment(pk=opened.compartment.pk, epoch=2, group=opened.compartment.group)

    assert (ayu.keyring().can_open(later), opened.can_open(later)) == (False, False)
    with pytest.raises(NoAccess):
        opened.key(later)


def test_grant_row_moved_to_another_compartment_does_not_open(make, ayu, budi):
    one, other = make(ayu), make(budi)
    sealed = Grant.objects.get(compartment=one.compartment, holder=ayu.holder).sealed_key
    Grant.objects.filter(compartment=other.compartment, holder=budi.holder).update(holder=ayu.holder, sealed_key=sealed)

    with pytest.raises(CannotOpen):
        ayu.keyring().key(other.compartment)


def test_grant_row_taken_over_by_another_holder_does_not_open(make, ayu, budi):
    opened = make(ayu)
    Grant.objects.filter(holder=ayu.holder).update(holder=budi.holder)

    with pytest.raises(CannotOpen):
        budi.keyring().key(opened.compartment)


def test_refusal_remembered_in_a_list_does_not_outlive_a_new_grant(make, ayu, budi):
    opened = make(ayu)
    keyring = budi.keyring()
    assert keyring.can_open(opened.compartment) is False

    grant(opened.compartment, budi.holder, keys=opened, by=None, reason="team", at=AT)

    assert keyring.key(opened.compartment) == opened.opened


def test_preloaded_compartments_need_no_further_query(make, ayu, budi, django_assert_num_queries):
    mine, theirs = make(ayu).compartment, make(budi).compartment
    keyring = ayu.keyring()

    with django_assert_num_queries(1):
        keyring.preload([mine, theirs])
        answers = (keyring.can_open(mine), keyring.can_open(theirs), len(keyring.key(mine)))

    assert answers == (True, False, 32)


def test_joined_keys_open_what_either_opens(make, ayu, budi):
    mine, theirs, neither = make(ayu), make(budi), make()
    joined = JoinedKeys(ayu.keyring(), budi.keyring())
    joined.preload([mine.compartment, theirs.compartment])

    assert [joined.key(opened.compartment) for opened in (mine, theirs)] == [mine.opened, theirs.opened]
    assert joined.can_open(neither.compartment) is False
    with pytest.raises(NoAccess):
        joined.key(neither.compartment)


def test_opened_compartment_prints_no_key(make, ayu):
    opened = OpenedCompartment(make(ayu).compartment, new_key())

    assert repr(opened) == f"OpenedCompartment(compartment={opened.compartment!r}, epoch=1)"
