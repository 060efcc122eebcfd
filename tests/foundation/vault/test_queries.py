"""The key-less questions of the nightly check, each with a row it must find and one it must not."""

import uuid
from datetime import timedelta

from django.db import transaction

from foundation.audit import triggers
from foundation.vault import queries
from foundation.vault.compartments import create_compartment, destroy, grant, shut
from foundation.vault.holders import end_holder
from foundation.vault.models import Compartment, Grant
from foundation.vault.queries import StaleCell
from foundation.vault.rekeying import rekey
from foundation.vault.sealing import drop, seal
from tests.foundation.vault.conftest import AT, Person
from tests.sealing_example.models import Folder

DAY = timedelta(days=1)


def test_compartment_without_recovery_seal_is_found(make, ayu, dispatch):
    missing, _present = make(ayu), make(ayu)
    create_compartment("delivery", group=uuid.uuid4(), holders=[], by=None, reason="intake", at=AT)
    destroyed = make(ayu)
    destroy(destroyed.compartment, by=None, reason="retention", at=AT)
    Grant.objects.filter(compartment=missing.compartment, holder__kind="recovery").delete()

    assert list(queries.without_recovery_seal()) == [missing.compartment]


def test_recovery_seal_of_a_past_epoch_or_of_an_ended_key_does_not_count(make, ayu, recovery):
    opened = make(ayu)
    Grant.objects.filter(holder=recovery).update(epoch=7)
    assert list(queries.without_recovery_seal()) == [opened.compartment]

    Grant.objects.filter(holder=recovery).update(epoch=1)
    assert list(queries.without_recovery_seal()) == []
    end_holder(recovery, at=AT)
    assert list(queries.without_recovery_seal()) == [opened.compartment]


def test_readers_are_counted_without_the_passing_the_ended_and_the_recovery_key(make, ayu, budi):
    two, one, passing, ended = make(ayu, budi), make(ayu), make(ayu), make(ayu)
    grant(passing.compartment, budi.holder, keys=passing, by=None, reason="identity", at=AT, expires_at=AT + DAY)
    citra = Person("sandi-citra")
    grant(ended.compartment, citra.holder, keys=ended, by=None, reason="team", at=AT)
    end_holder(citra.holder, at=AT)

    assert set(queries.with_fewer_readers_than(2)) == {one.compartment, passing.compartment, ended.compartment}
    assert set(queries.with_fewer_readers_than(1)) == set()
    assert two.compartment in set(queries.with_fewer_readers_than(3))


def test_waiting_drops_are_counted_until_settled(make, ayu):
    opened = make(ayu)
    sealed = Folder(content=opened.compartment)
    seal(sealed, "story", "biasa", opened)
    sealed.save()
    with transaction.atomic():
        folder = Folder(content=Compartment.objects.get())
        drop(folder, "story", "satu")
        drop(folder, "place", "dua")
        folder.save()

    assert queries.waiting_drops() == 2
    rekey(opened.compartment, keys=opened, at=AT)
    assert queries.waiting_drops() == 0


def test_rekeys_are_found_by_age_and_by_who_can_do_them(make, ayu, budi):
    old, young = make(ayu, budi), make(budi, ayu)
    shut(young.compartment, ayu.holder, by=None, reason="recused", at=AT + DAY)
    shut(old.compartment, budi.holder, by=None, reason="recused", at=AT)

    assert [due.compartment for due in queries.rekeys_older_than(AT + DAY)] == [old.compartment]
    assert [due.compartment for due in queries.rekeys_older_than(AT + 2 * DAY)] == [old.compartment, young.compartment]
    assert [due.compartment for due in queries.rekeys_open_to(ayu.holder.pk, at=AT + DAY)] == [old.compartment]
    assert [due.compartment for due in queries.rekeys_open_to(budi.holder.pk, at=AT + DAY)] == [young.compartment]


def test_values_of_a_past_epoch_are_named(make, ayu):
    opened, other = make(ayu), make(ayu)
    for each in (opened, other):
        folder = Folder(content=each.compartment)
        seal(folder, "story", "isi", each)
        folder.save()
    assert list(queries.of_a_past_epoch()) == []
    stale = Folder.objects.get(content=opened.compartment)
    triggers.uninstall()
    rekey(opened.compartment, keys=opened, at=AT)
    stale.save()
    triggers.install()

    assert list(queries.of_a_past_epoch()) == [StaleCell("example.story", stale.pk, opened.compartment.pk)]
