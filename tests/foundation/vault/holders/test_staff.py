"""Staff key pairs: the password unlocks, nothing else does, and what is stored says nothing."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from foundation.vault.errors import WrongPassword
from foundation.vault.holders import end_holder, fingerprint, make_staff_holder, rewrap, staff, unlock
from foundation.vault.models import Holder
from foundation.vault.primitives import public_half
from tests.foundation.vault.conftest import AT


def test_password_unlocks_the_pair(ayu):
    unlocked = unlock(ayu.holder, ayu.password)

    assert unlocked.holder_id == ayu.holder.pk
    assert public_half(unlocked.private_key) == bytes(Holder.objects.get().public_key)


@pytest.mark.parametrize("password", ["", "sandi-ayu-panjang ", "Sandi-ayu-panjang", "🙂" * 20, "\ud800"])
def test_another_password_does_not(ayu, password):
    with pytest.raises(WrongPassword) as refusal:
        unlock(ayu.holder, password)

    assert str(refusal.value) == "the password does not unlock this holder"


def test_any_password_text_can_be_used(db):
    for password in ["kata sandi dengan spasi", "пароль-🔑-密碼", "\ud800 rusak", "x" * 5000]:
        holder = make_staff_holder(password, at=AT)
        assert unlock(Holder.objects.get(pk=holder.pk), password).holder_id == holder.pk


def test_same_password_twice_makes_different_rows(db):
    one, other = make_staff_holder("sandi yang sama", at=AT), make_staff_holder("sandi yang sama", at=AT)

    assert (one.salt != other.salt, one.wrapped_key != other.wrapped_key, one.public_key != other.public_key) == (True, True, True)


def test_rewrap_keeps_the_pair_and_forgets_the_old_password(ayu):
    before = ayu.unlocked

    rewrap(ayu.holder, before, "sandi-baru-ayu")

    again = Holder.objects.get()
    assert unlock(again, "sandi-baru-ayu") == before
    with pytest.raises(WrongPassword):
        unlock(again, ayu.password)


def test_rewrap_takes_no_other_holder(ayu, budi):
    with pytest.raises(WrongPassword):
        rewrap(ayu.holder, budi.unlocked, "sandi-baru")

    assert ayu.unlocked.holder_id == ayu.holder.pk


def test_swapped_rows_do_not_unlock(ayu, budi):
    for name in ("wrapped_key", "salt", "stretch_ops", "stretch_memory"):
        setattr(budi.holder, name, getattr(ayu.holder, name))

    with pytest.raises(WrongPassword):
        unlock(budi.holder, ayu.password)


def test_swapped_public_key_does_not_unlock(ayu, budi):
    Holder.objects.filter(pk=budi.holder.pk).delete()
    ayu.holder.public_key = budi.holder.public_key

    with pytest.raises(WrongPassword):
        unlock(ayu.holder, ayu.password)


def test_ended_holder_does_not_unlock(ayu):
    end_holder(ayu.holder, at=AT + timedelta(days=1))

    with pytest.raises(WrongPassword):
        unlock(Holder.objects.get(), ayu.password)


def test_staff_without_a_wrapped_key_is_refused_by_the_database(ayu):
    with pytest.raises(IntegrityError), transaction.atomic():
        Holder.objects.filter(pk=ayu.holder.pk).update(wrapped_key=None)


def test_stretching_takes_three_passes_over_64_mib_unless_tests_say_otherwise(db, settings):
    del settings.VAULT_PASSWORD_OPS, settings.VAULT_PASSWORD_MEMORY

    holder = make_staff_holder("sandi-sungguhan", at=AT)

    assert (holder.stretch_ops, holder.stretch_memory) == (3, 64 * 1024 * 1024)
    assert unlock(holder, "sandi-sungguhan").holder_id == holder.pk


def test_holder_made_with_other_settings_still_unlocks(ayu, settings):
    settings.VAULT_PASSWORD_OPS = 2

    assert ayu.unlocked.holder_id == ayu.holder.pk


def test_no_more_than_two_stretch_at_once(monkeypatch):
    running, most, gate = [], [], threading.Barrier(2, timeout=20)

    def slow(*args, **kwargs):
        running.append(1)
        most.append(len(running))
        gate.wait()
        running.pop()
        return bytes(32)

    monkeypatch.setattr(staff.argon2id, "kdf", slow)
    threads = [threading.Thread(target=staff._stretch, args=("sandi", bytes(16)), kwargs={"ops": 1, "memory": 8192}) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert max(most) == 2
    assert len(most) == 6


def test_unlocked_holder_shows_no_key(ayu):
    unlocked = ayu.unlocked

    assert repr(unlocked) == f"UnlockedHolder(holder_id={unlocked.holder_id!r})"
    assert unlocked.private_key.hex() not in f"{unlocked} {ayu.keyring()!r} {vars(ayu.keyring())}"


def test_fingerprint_is_four_groups_and_fixed():
    assert fingerprint(bytes(range(32))) == "9Y7G 2DXN E8SB 9Z68"
