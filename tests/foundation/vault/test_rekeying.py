"""New epochs: everything readable before is readable after, to exactly those who stay."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from foundation.vault import rekeying
from foundation.vault.compartments import create_compartment, grant, shut
from foundation.vault.envelopes import epoch_of, is_drop
from foundation.vault.errors import CannotOpen, NoAccess
from foundation.vault.exclusions import exclude
from foundation.vault.holders import end_holder, make_recovery_holder, make_reporter_holder, unlock_key_file, unlock_receipt
from foundation.vault.keys import Keyring
from foundation.vault.models import Compartment, Grant, RekeyDue
from foundation.vault.rekeying import rekey, settle_drops
from foundation.vault.sealing import drop, open_sealed, seal
from tests.foundation.vault.conftest import AT, Person
from tests.sealing_example.models import Folder, Letter

LATER = AT + timedelta(days=1)


@pytest.fixture
def case(make, ayu, budi):
    """A compartment open to Ayu and Budi with two folders and a letter, and a field of another compartment beside it."""
    opened, other = make(ayu, budi), make(ayu, kind="identity")
    for number in range(2):
        folder = Folder(content=opened.compartment)
        seal(folder, "story", f"cerita {number}", opened)
        seal(folder, "place", {"number": number}, opened)
        folder.save()
    letter = Letter(thread=opened.compartment, identity=other.compartment)
    seal(letter, "body", "isi surat", opened)
    seal(letter, "sender", "pengirim", other)
    letter.save()
    return opened


def contents(keys) -> list[object]:
    folders = [[open_sealed(row, "story", keys), open_sealed(row, "place", keys)] for row in Folder.objects.select_related("content")]
    return [*sorted(folders, key=str), *(open_sealed(row, "body", keys) for row in Letter.objects.select_related("thread"))]


ALL = [["cerita 0", {"number": 0}], ["cerita 1", {"number": 1}], "isi surat"]


def test_those_who_stay_read_everything_as_before(case, ayu, tmp_path):
    rekey(case.compartment, keys=ayu.keyring(), at=LATER)

    assert contents(ayu.keyring()) == ALL
    assert contents(Keyring(unlock_key_file(tmp_path / "keys" / "recovery.key"), at=LATER)) == ALL


def test_every_value_is_at_the_new_epoch_and_other_compartments_are_not_touched(case, ayu):
    sender = bytes(Letter.objects.get().sender)

    rekey(case.compartment, keys=ayu.keyring(), at=LATER)

    values = [value for row in Folder.objects.values_list("story", "place") for value in row] + [Letter.objects.get().body]
    assert {epoch_of(bytes(value)) for value in values} == {2}
    assert bytes(Letter.objects.get().sender) == sender
    assert list(Compartment.objects.order_by("epoch").values_list("kind", "epoch")) == [("identity", 1), ("content", 2)]


def test_old_key_opens_nothing_of_the_new_epoch(case, ayu):
    rekey(case.compartment, keys=ayu.keyring(), at=LATER)
    folder = Folder.objects.select_related("content").first()

    with pytest.raises(NoAccess):
        open_sealed(folder, "story", case)
    folder.content.epoch = 1
    with pytest.raises(CannotOpen):
        open_sealed(folder, "story", case)


def test_who_was_shut_reads_nothing_after(case, ayu, budi):
    kept = budi.keyring()
    kept.key(case.compartment)
    shut(case.compartment, budi.holder, by=None, reason="recused", at=LATER)

    rekey(Compartment.objects.get(pk=case.compartment.pk), keys=ayu.keyring(), at=LATER)

    for keyring in (budi.keyring(), kept):
        with pytest.raises(NoAccess):
            contents(keyring)
    assert contents(ayu.keyring()) == ALL
    assert RekeyDue.objects.count() == 0


def test_grants_keep_their_giver_reason_and_expiry(case, ayu, budi):
    by = uuid.uuid4()
    grant(case.compartment, budi.holder, keys=case, by=by, reason="identity", at=AT, expires_at=LATER)

    rekey(case.compartment, keys=ayu.keyring(), at=AT)

    kept = Grant.objects.get(compartment=case.compartment, holder=budi.holder)
    assert (kept.epoch, kept.by, kept.reason, kept.granted_at, kept.expires_at) == (2, by, "identity", AT, LATER)


def test_expired_excluded_and_ended_holders_are_not_carried_over(make, ayu, budi):
    citra, dedi = Person("sandi-citra"), Person("sandi-dedi")
    opened = make(ayu, budi, citra, dedi)
    grant(opened.compartment, budi.holder, keys=opened, by=None, reason="identity", at=AT, expires_at=LATER)
    exclude(opened.compartment.group, citra.holder, by=None, at=AT)
    end_holder(dedi.holder, at=AT)

    rekey(opened.compartment, keys=opened, at=LATER)

    kinds = Grant.objects.filter(compartment=opened.compartment).values_list("holder_id", "epoch")
    recovery = Grant.objects.get(holder__kind="recovery").holder_id
    assert set(kinds) == {(ayu.holder.pk, 2), (recovery, 2)}


def test_reporter_keeps_the_conversation(recovery, ayu, budi):
    code = "7QK4ZZ1M0ABCDEFG"
    reporter = make_reporter_holder(code, at=AT)
    thread = create_compartment("thread", group=uuid.uuid4(), holders=[ayu.holder, budi.holder, reporter], by=None, reason="intake", at=AT)
    letter = Letter(thread=thread.compartment)
    seal(letter, "body", "Laporan Anda kami terima", thread)
    letter.save()
    shut(thread.compartment, budi.holder, by=None, reason="recused", at=LATER)

    rekey(thread.compartment, keys=ayu.keyring(), at=LATER)

    assert open_sealed(Letter.objects.get(), "body", Keyring(unlock_receipt(code), at=LATER)) == "Laporan Anda kami terima"


def test_new_recovery_key_takes_the_place_of_an_ended_one(case, ayu, recovery, tmp_path):
    end_holder(recovery, at=LATER)
    replacement = make_recovery_holder(tmp_path / "new.key", at=LATER)

    rekey(case.compartment, keys=ayu.keyring(), at=LATER)

    assert list(Grant.objects.filter(compartment=case.compartment, holder__kind="recovery").values_list("holder", flat=True)) == [
        replacement.pk
    ]
    assert contents(Keyring(unlock_key_file(tmp_path / "new.key"), at=LATER)) == ALL


def test_who_can_not_open_can_not_rekey(case, ayu, budi):
    shut(case.compartment, budi.holder, by=None, reason="recused", at=LATER)

    with pytest.raises(NoAccess):
        rekey(case.compartment, keys=budi.keyring(), at=LATER)

    assert contents(ayu.keyring()) == ALL
    assert RekeyDue.objects.count() == 1


def test_one_damaged_value_stops_the_whole_and_is_named(case, ayu):
    damaged = Folder.objects.first()
    Folder.objects.filter(pk=damaged.pk).update(story=bytes(damaged.story)[:-1] + b"x")

    with pytest.raises(CannotOpen) as refusal:
        rekey(case.compartment, keys=ayu.keyring(), at=LATER)

    assert str(refusal.value) == f"example.story of row {damaged.pk} is damaged; nothing was changed"
    assert Compartment.objects.get(pk=case.compartment.pk).epoch == 1
    assert open_sealed(Letter.objects.get(), "body", ayu.keyring()) == "isi surat"


def test_value_that_does_not_come_back_the_same_stops_the_whole(case, ayu, monkeypatch):
    before = sorted(bytes(value) for value in Folder.objects.values_list("story", flat=True))
    monkeypatch.setattr(rekeying, "same", lambda one, other: False)

    with pytest.raises(CannotOpen):
        rekey(case.compartment, keys=ayu.keyring(), at=LATER)

    assert sorted(bytes(value) for value in Folder.objects.values_list("story", flat=True)) == before
    assert contents(ayu.keyring()) == ALL


def test_rekey_that_is_interrupted_changes_nothing(case, ayu, monkeypatch):
    def interrupted(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(rekeying, "_carry_over", interrupted)

    with pytest.raises(ConnectionError):
        rekey(case.compartment, keys=ayu.keyring(), at=LATER)

    assert contents(ayu.keyring()) == ALL


def test_instance_in_hand_follows_to_the_new_epoch(case, ayu):
    opened = rekey(case.compartment, keys=ayu.keyring(), at=LATER)

    assert (case.compartment.epoch, opened.epoch, opened.can_open(case.compartment)) == (2, 2, True)
    assert bytes(case.compartment.public_key) == bytes(Compartment.objects.get(pk=case.compartment.pk).public_key)


def dropped(opened, value: object) -> Folder:
    with transaction.atomic():
        folder = Folder(content=Compartment.objects.get(pk=opened.compartment.pk))
        drop(folder, "story", value)
        folder.save()
    return folder


def test_settled_drop_is_an_ordinary_value(make, ayu):
    opened = make(ayu)
    dropped(opened, "balasan")
    compartment = Compartment.objects.get()

    settled = settle_drops(compartment, keys=ayu.keyring())

    folder = Folder.objects.get()
    assert (settled, is_drop(bytes(folder.story)), compartment.has_drops, Compartment.objects.get().has_drops) == (1, False, False, False)
    assert open_sealed(folder, "story", ayu.keyring()) == "balasan"


def test_settling_nothing_asks_nothing(make, ayu, django_assert_num_queries):
    opened = make(ayu)

    with django_assert_num_queries(0):
        assert settle_drops(opened.compartment, keys=opened) == 0


def test_drop_that_does_not_open_keeps_nobody_out(make, ayu):
    opened = make(ayu)
    good, bad = dropped(opened, "baik"), dropped(opened, "rusak")
    Folder.objects.filter(pk=bad.pk).update(story=bytes(bad.story)[:-1] + b"x")

    assert settle_drops(Compartment.objects.get(), keys=ayu.keyring()) == 1
    assert open_sealed(Folder.objects.get(pk=good.pk), "story", ayu.keyring()) == "baik"
    assert is_drop(bytes(Folder.objects.get(pk=bad.pk).story))
    assert Compartment.objects.get().has_drops is True


def test_who_can_not_open_settles_nothing(make, ayu, budi):
    dropped(make(ayu), "balasan")

    with pytest.raises(NoAccess):
        settle_drops(Compartment.objects.get(), keys=budi.keyring())


def test_rekey_settles_drops_too(make, ayu):
    opened = make(ayu)
    dropped(opened, "balasan")

    rekey(Compartment.objects.get(), keys=ayu.keyring(), at=LATER)

    folder = Folder.objects.get()
    assert (is_drop(bytes(folder.story)), Compartment.objects.get().has_drops) == (False, False)
    assert open_sealed(folder, "story", ayu.keyring()) == "balasan"


def test_drop_after_a_rekey_is_sealed_to_the_new_epoch(make, ayu):
    opened = make(ayu)
    stale = Compartment.objects.get()
    rekey(opened.compartment, keys=opened, at=LATER)

    with transaction.atomic():
        folder = Folder(content=stale)
        drop(folder, "story", "setelah kunci baru")
        folder.save()

    assert open_sealed(Folder.objects.get(), "story", ayu.keyring()) == "setelah kunci baru"
