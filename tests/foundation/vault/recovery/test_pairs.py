"""Installing a pair, and one pair taking the place of another as compartments are opened."""

from datetime import date, timedelta

import pytest

from foundation.audit.models import AuditEntry
from foundation.vault import queries
from foundation.vault.compartments import rekey, shut
from foundation.vault.models import Grant, Holder, RecoveryPair, RekeyDue
from foundation.vault.recovery import public
from foundation.vault.recovery.custodians import ShareHolder
from foundation.vault.recovery.pairs import NothingToRotate, PairKnown, PairStands, Progress, install, living_pair, progress
from foundation.vault.recovery.public import PublicFileRefused
from foundation.vault.recovery.shares import make_pair
from tests.factories.ceremony import HOLDERS
from tests.foundation.vault.conftest import AT

ON = date(2026, 11, 20)
LATER = AT + timedelta(days=30)


def half() -> public.PublicHalf:
    return public.read(public.written(make_pair().public_key, HOLDERS, on=ON))


def test_a_pair_is_installed_with_its_ceremony_and_audited(db):
    given = half()

    install(given, rotate=False, at=AT)

    holder, pair = living_pair()
    assert (bytes(holder.public_key), holder.kind, pair.held_on, pair.replaces) == (given.public_key, "recovery", ON, None)
    assert [one["office"] for one in pair.custodians] == ["Sekretaris Daerah", "Kepala Bagian Hukum", "Inspektur"]
    entry = AuditEntry.objects.get(action="vault.recovery_installed")
    assert (entry.target_id, entry.detail) == (holder.pk, {"public_key": given.public_key.hex(), "held_on": "2026-11-20", "replaces": None})


def test_a_standing_key_is_not_replaced_silently(recovery):
    with pytest.raises(PairStands):
        install(half(), rotate=False, at=AT)

    assert (list(Holder.objects.filter(kind="recovery")), RecoveryPair.objects.count()) == ([recovery], 0)


def test_the_same_pair_is_installed_once_and_a_rotation_needs_something_to_rotate(db):
    given = half()
    with pytest.raises(NothingToRotate):
        install(given, rotate=True, at=AT)
    install(given, rotate=False, at=AT)
    for rotate in (False, True):
        with pytest.raises(PairKnown):
            install(given, rotate=rotate, at=AT)


def test_a_rotation_reaches_a_compartment_when_it_is_next_opened(make, recovery, ayu):
    opened, other = make(ayu), make(ayu)
    assert progress() == Progress(2, 2)

    new = install(half(), rotate=True, at=LATER)

    assert (progress(), progress().percent, progress().left) == (Progress(0, 2), 0, 2)
    assert list(queries.without_recovery_seal()) == []
    assert list(queries.rekeys_older_than(LATER + timedelta(days=90))) == []
    due = queries.rekeys_open_to(ayu.holder.pk, at=LATER).values_list("pk", flat=True)
    assert set(due) == {opened.compartment.pk, other.compartment.pk}

    rekey(opened.compartment, keys=ayu.keyring(LATER), at=LATER)

    assert (progress().percent, progress().left) == (50, 1)
    seals = Grant.objects.filter(holder__kind="recovery").values_list("compartment", "holder")
    assert set(seals) == {(opened.compartment.pk, new.holder_id), (other.compartment.pk, recovery.pk)}
    assert make(ayu).compartment.grants.filter(holder=new.holder).exists()


def test_a_loss_after_a_rotation_presses_as_ever(make, ayu, budi):
    opened = make(ayu, budi)
    install(half(), rotate=True, at=AT)

    shut(opened.compartment, budi.holder, by=None, reason="recused", at=LATER)

    assert RekeyDue.objects.values_list("reason", "since").get() == ("recused", LATER)
    install(half(), rotate=True, at=LATER)
    assert RekeyDue.objects.values_list("reason", "since").get() == ("recused", LATER)


def test_a_second_rotation_before_the_first_was_done_keeps_the_oldest_shares_good(make, recovery, ayu):
    make(ayu)
    install(half(), rotate=True, at=AT)
    install(half(), rotate=True, at=LATER)

    assert (list(queries.without_recovery_seal()), progress().left) == ([], 1)


def test_an_empty_office_is_done(recovery):
    assert (progress().percent, progress().left) == (100, 0)


@pytest.mark.parametrize(
    "change",
    [
        ("recovery public 1", "recovery public 2"),
        ('"held_on"', '"held"'),
        ("Sekretaris Daerah", "Sekretaris Inspektorat"),
        ("{", "["),
        ("2026-11-20", "x"),
    ],
)
def test_a_changed_public_file_is_refused(change):
    holders = (HOLDERS[0], ShareHolder("B", "Irban I", of_inspectorate=True), HOLDERS[2])
    text = public.written(make_pair().public_key, holders, on=ON)

    with pytest.raises(PublicFileRefused):
        public.read(text.replace(*change))


def test_a_public_file_with_another_key_is_refused():
    one, other = make_pair().public_key, make_pair().public_key

    with pytest.raises(PublicFileRefused):
        public.read(public.written(one, HOLDERS, on=ON).replace(one.hex(), other.hex()))
