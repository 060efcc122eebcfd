"""Compartments: sealed to the right keys when made, granted, shut and in the end destroyed."""

import uuid
from datetime import timedelta

import pytest

from foundation.audit.queries import history_of
from foundation.vault.compartments import create_compartment, create_compartments, destroy, grant, shut, shut_everywhere
from foundation.vault.enums import CompartmentKind
from foundation.vault.errors import Excluded, HolderEnded, NoAccess, NoDispatchKey, NoRecoveryKey, RecoveryMustStay
from foundation.vault.exclusions import exclude
from foundation.vault.holders import end_holder, unlock_key_file
from foundation.vault.keys import Keyring
from foundation.vault.models import Compartment, Grant, RekeyDue
from tests.foundation.vault.conftest import AT

BY = uuid.UUID(int=77)
NEXT_DAY = AT + timedelta(days=1)


def granted(compartment: Compartment) -> list[str]:
    return sorted(Grant.objects.filter(compartment=compartment).values_list("holder__kind", flat=True))


@pytest.mark.parametrize("kind", [kind for kind in CompartmentKind if kind != "delivery"])
def test_every_lasting_compartment_is_sealed_to_the_recovery_key(make, ayu, kind):
    assert granted(make(ayu, kind=kind).compartment) == ["recovery", "staff"]


def test_delivery_is_sealed_to_the_dispatch_key_alone(recovery, dispatch, tmp_path):
    opened = create_compartment("delivery", group=uuid.uuid4(), holders=[], by=None, reason="intake", at=AT)

    assert granted(opened.compartment) == ["dispatch"]
    worker = Keyring(unlock_key_file(tmp_path / "keys" / "dispatch.key"), at=AT)
    assert worker.key(opened.compartment) == opened.opened


def test_recovery_key_opens_what_nobody_else_can(make, tmp_path):
    opened = make()

    assert Keyring(unlock_key_file(tmp_path / "keys" / "recovery.key"), at=AT).key(opened.compartment) == opened.opened


@pytest.mark.parametrize(("kind", "refusal"), [("content", NoRecoveryKey), ("delivery", NoDispatchKey)])
def test_without_the_institutions_key_nothing_is_made(db, ayu, kind, refusal):
    with pytest.raises(refusal):
        create_compartment(kind, group=uuid.uuid4(), holders=[ayu.holder], by=None, reason="intake", at=AT)

    assert (Compartment.objects.count(), Grant.objects.count()) == (0, 0)


def test_several_compartments_cost_no_more_statements_than_one(recovery, dispatch, ayu, budi, django_assert_num_queries):
    group = uuid.uuid4()
    wanted = {CompartmentKind.CONTENT: [ayu.holder], CompartmentKind.IDENTITY: [budi.holder], CompartmentKind.DELIVERY: []}

    with django_assert_num_queries(7):
        made = create_compartments(wanted, group=group, by=BY, reason="intake", at=AT)

    assert {kind: granted(opened.compartment) for kind, opened in made.items()} == {
        "content": ["recovery", "staff"],
        "identity": ["recovery", "staff"],
        "delivery": ["dispatch"],
    }
    assert [ayu.keyring().can_open(made[kind].compartment) for kind in wanted] == [True, False, False]
    assert {opened.compartment.group for opened in made.values()} == {group}


def test_several_compartments_are_all_refused_for_one_walled_holder(recovery, ayu, budi):
    group = uuid.uuid4()
    exclude(group, budi.holder, by=BY, at=AT)

    wanted = {CompartmentKind.CONTENT: [ayu.holder], CompartmentKind.IDENTITY: [budi.holder]}
    with pytest.raises(Excluded):
        create_compartments(wanted, group=group, by=BY, reason="intake", at=AT)

    assert (Compartment.objects.count(), Grant.objects.count()) == (0, 0)


def test_holder_named_twice_gets_one_grant(make, ayu):
    assert granted(make(ayu, ayu).compartment) == ["recovery", "staff"]


def test_grant_says_who_gave_it_and_why(make, ayu, budi):
    opened = make(ayu)

    given = grant(
        opened.compartment, budi.holder, keys=ayu.keyring(), by=BY, reason="team", at=NEXT_DAY, expires_at=NEXT_DAY + timedelta(days=7)
    )

    stored = Grant.objects.get(holder=budi.holder)
    assert (stored.pk, stored.by, stored.reason, stored.granted_at, stored.expires_at, stored.epoch) == (
        given.pk,
        BY,
        "team",
        NEXT_DAY,
        NEXT_DAY + timedelta(days=7),
        1,
    )
    assert budi.keyring(NEXT_DAY).key(opened.compartment) == opened.opened


def test_granting_again_renews(make, ayu, budi):
    opened = make(ayu)
    grant(opened.compartment, budi.holder, keys=opened, by=BY, reason="identity", at=AT, expires_at=AT + timedelta(hours=1))

    grant(opened.compartment, budi.holder, keys=opened, by=BY, reason="team", at=NEXT_DAY)

    assert [(row.reason, row.expires_at) for row in Grant.objects.filter(holder=budi.holder)] == [("team", None)]


def test_nobody_grants_what_he_can_not_open(make, ayu, budi):
    opened = make(ayu)

    with pytest.raises(NoAccess):
        grant(opened.compartment, budi.holder, keys=budi.keyring(), by=BY, reason="team", at=AT)

    assert granted(opened.compartment) == ["recovery", "staff"]


def test_ended_holder_is_granted_nothing(make, ayu, budi):
    opened = make(ayu)
    end_holder(budi.holder, at=AT)

    with pytest.raises(HolderEnded):
        grant(opened.compartment, budi.holder, keys=opened, by=BY, reason="team", at=AT)
    with pytest.raises(HolderEnded):
        make(ayu, budi)


def test_excluded_holder_is_granted_nothing_in_old_and_new_compartments(make, ayu, budi):
    group = uuid.uuid4()
    opened = make(ayu, group=group)
    exclude(group, budi.holder, by=BY, at=AT)

    with pytest.raises(Excluded):
        grant(opened.compartment, budi.holder, keys=opened, by=BY, reason="team", at=AT)
    with pytest.raises(Excluded):
        make(ayu, budi, kind="thread", group=group)
    assert Compartment.objects.count() == 1


def test_shut_takes_the_grant_and_leaves_a_note(make, ayu, budi):
    opened = make(ayu, budi)

    taken = shut(opened.compartment, budi.holder, by=BY, reason="recused", at=NEXT_DAY)

    assert (taken, budi.keyring(NEXT_DAY).can_open(opened.compartment), ayu.keyring(NEXT_DAY).can_open(opened.compartment)) == (
        True,
        False,
        True,
    )
    assert list(RekeyDue.objects.values_list("compartment", "since", "by", "reason")) == [(opened.compartment.pk, NEXT_DAY, BY, "recused")]


def test_shutting_a_stranger_changes_nothing(make, ayu, budi):
    opened = make(ayu)

    assert shut(opened.compartment, budi.holder, by=BY, reason="recused", at=AT) is False
    assert RekeyDue.objects.count() == 0


def test_second_shut_keeps_the_date_of_the_first(make, ayu, budi):
    opened = make(ayu, budi)
    shut(opened.compartment, budi.holder, by=BY, reason="recused", at=AT)

    shut(opened.compartment, ayu.holder, by=BY, reason="ended", at=NEXT_DAY)

    assert list(RekeyDue.objects.values_list("since", "reason")) == [(AT, "recused")]


def test_reader_whose_time_ran_out_leaves_no_note(make, ayu, budi):
    opened = make(ayu, budi)

    shut(opened.compartment, budi.holder, by=None, reason="expired", at=AT, rekey_due=False)

    assert RekeyDue.objects.count() == 0


def test_recovery_key_is_never_shut_out(make, ayu, recovery):
    opened = make(ayu)

    with pytest.raises(RecoveryMustStay):
        shut(opened.compartment, recovery, by=BY, reason="recused", at=AT)
    with pytest.raises(RecoveryMustStay):
        shut_everywhere(recovery, by=BY, reason="ended", at=AT)
    with pytest.raises(RecoveryMustStay):
        exclude(opened.compartment.group, recovery, by=BY, at=AT)


def test_who_leaves_is_shut_everywhere(make, ayu, budi):
    shared, own, other = make(ayu, budi), make(budi), make(ayu)

    assert shut_everywhere(budi.holder, by=BY, reason="appointment_ended", at=AT) == 2
    assert [budi.keyring().can_open(opened.compartment) for opened in (shared, own, other)] == [False, False, False]
    assert set(RekeyDue.objects.values_list("compartment_id", flat=True)) == {shared.compartment.pk, own.compartment.pk}


def test_destroyed_keys_are_gone_for_everybody(make, ayu, tmp_path):
    opened = make(ayu)
    shut(opened.compartment, ayu.holder, by=BY, reason="ended", at=AT)

    destroy(opened.compartment, by=BY, reason="retention", at=NEXT_DAY)

    recovery = Keyring(unlock_key_file(tmp_path / "keys" / "recovery.key"), at=NEXT_DAY)
    assert (recovery.can_open(opened.compartment), Grant.objects.count(), RekeyDue.objects.count()) == (False, 0, 0)
    with pytest.raises(NoAccess):
        grant(opened.compartment, ayu.holder, keys=opened, by=BY, reason="team", at=NEXT_DAY)
    assert [(entry.action, entry.actor_id) for entry in history_of(opened.compartment)] == [("vault.destroyed", BY)]
