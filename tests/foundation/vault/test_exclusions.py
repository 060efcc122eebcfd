"""The wall: what it takes, what it refuses, and that two acts at the same moment can't step around it."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.audit.queries import history_of
from foundation.vault.compartments import grant
from foundation.vault.exclusions import exclude, lift_exclusion
from foundation.vault.models import Compartment, Exclusion, Grant, RekeyDue
from tests.foundation.vault.conftest import AT

BY = uuid.UUID(int=77)
LATER = AT + timedelta(hours=2)


def test_wall_takes_every_grant_of_the_group_and_no_other(make, ayu, budi):
    group = uuid.uuid4()
    content, thread, elsewhere = make(ayu, budi, group=group), make(budi, kind="thread", group=group), make(budi)

    exclude(group, budi.holder, by=BY, at=LATER)

    assert [budi.keyring().can_open(opened.compartment) for opened in (content, thread, elsewhere)] == [False, False, True]
    assert ayu.keyring().can_open(content.compartment) is True
    assert set(RekeyDue.objects.values_list("compartment", "since", "by", "reason")) == {
        (content.compartment.pk, LATER, BY, "excluded"),
        (thread.compartment.pk, LATER, BY, "excluded"),
    }


def test_wall_twice_is_one_wall(make, ayu):
    group = make(ayu).compartment.group

    first, second = exclude(group, ayu.holder, by=BY, at=AT), exclude(group, ayu.holder, by=None, at=LATER)

    assert (first.pk, second.since, Exclusion.objects.count()) == (second.pk, AT, 1)


def test_wall_before_anything_was_granted_asks_for_no_new_epoch(make, ayu, budi):
    opened = make(ayu)

    exclude(opened.compartment.group, budi.holder, by=BY, at=AT)

    assert RekeyDue.objects.count() == 0


def test_lifted_wall_gives_nothing_back_but_allows_a_new_grant(make, ayu, budi):
    opened = make(ayu, budi)
    exclusion = exclude(opened.compartment.group, budi.holder, by=BY, at=AT)

    lifted = lift_exclusion(opened.compartment.group, budi.holder, by=BY, at=LATER)

    assert (lifted, budi.keyring().can_open(opened.compartment)) == (True, False)
    grant(opened.compartment, budi.holder, keys=opened, by=BY, reason="team", at=LATER)
    assert budi.keyring().can_open(opened.compartment) is True
    assert [(entry.action, entry.detail) for entry in history_of(exclusion)] == [
        ("vault.exclusion_lifted", {"group": str(opened.compartment.group), "holder": str(budi.holder.pk)}),
    ]


def test_lifting_no_wall_changes_nothing(make, ayu):
    assert lift_exclusion(make(ayu).compartment.group, ayu.holder, by=BY, at=AT) is False


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time; PostgreSQL is not reachable")
def test_grant_and_wall_of_the_same_moment_see_each_other(make, ayu, budi):
    """The wall is begun while a grant is not yet committed: it waits, then takes that grant away."""
    opened = make(ayu)
    granted, go_on = threading.Event(), threading.Event()

    def give() -> None:
        try:
            with transaction.atomic():
                grant(opened.compartment, budi.holder, keys=opened, by=BY, reason="team", at=AT)
                granted.set()
                assert go_on.wait(20)
        finally:
            connection.close()

    def wall() -> None:
        try:
            exclude(opened.compartment.group, budi.holder, by=BY, at=AT)
        finally:
            connection.close()

    giver, waller = threading.Thread(target=give), threading.Thread(target=wall)
    giver.start()
    assert granted.wait(20)
    waller.start()
    waller.join(0.5)
    waited = waller.is_alive()
    go_on.set()
    giver.join(20)
    waller.join(20)

    assert waited is True
    assert list(Grant.objects.filter(holder=budi.holder)) == []
    assert Exclusion.objects.filter(holder=budi.holder).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time; PostgreSQL is not reachable")
def test_wall_not_yet_committed_makes_a_raw_grant_wait_and_fail(make, ayu, budi):
    opened = make(ayu)
    walled, go_on, outcome = threading.Event(), threading.Event(), []

    def wall() -> None:
        try:
            with transaction.atomic():
                exclude(opened.compartment.group, budi.holder, by=BY, at=AT)
                walled.set()
                assert go_on.wait(20)
        finally:
            connection.close()

    def give() -> None:
        try:
            compartment = Compartment.objects.get()
            Grant.objects.create(compartment=compartment, epoch=1, holder=budi.holder, sealed_key=b"x", reason="raw", granted_at=AT)
            outcome.append("granted")
        except IntegrityError:
            outcome.append("refused")
        finally:
            connection.close()

    waller, giver = threading.Thread(target=wall), threading.Thread(target=give)
    waller.start()
    assert walled.wait(20)
    giver.start()
    giver.join(0.5)
    waited = giver.is_alive()
    go_on.set()
    waller.join(20)
    giver.join(20)

    assert (waited, outcome, Grant.objects.filter(holder=budi.holder).count()) == (True, ["refused"], 0)
