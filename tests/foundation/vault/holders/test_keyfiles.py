"""The recovery and dispatch pairs: written once into a file, only the public half in the database."""

import stat
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from foundation.vault.errors import KeyFileRefused
from foundation.vault.holders import end_holder, fingerprint, make_dispatch_holder, make_recovery_holder, unlock_key_file
from foundation.vault.models import Holder
from foundation.vault.primitives import public_half
from tests.foundation.vault.conftest import AT


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys" / "recovery.key"


def test_private_half_lies_in_the_file_alone(db, path):
    holder = make_recovery_holder(path, at=AT)
    private = unlock_key_file(path).private_key

    stored = Holder.objects.get()
    assert (stored.pk, stored.kind, bytes(stored.public_key)) == (holder.pk, "recovery", public_half(private))
    assert (stored.wrapped_key, stored.salt, stored.lookup) == (None, None, None)


def test_file_is_readable_by_its_owner_alone(db, path):
    make_recovery_holder(path, at=AT)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_file_names_kind_and_fingerprint(db, path):
    holder = make_recovery_holder(path, at=AT)

    lines = path.read_text().splitlines()
    assert lines[:2] == ["pengaduan vault key 1", "kind recovery"]
    assert lines[3] == f"fingerprint {fingerprint(holder.public_key)}"


def test_made_again_it_is_the_same_pair(db, path):
    first = make_recovery_holder(path, at=AT)
    written = path.read_bytes()

    again = make_recovery_holder(path, at=AT + timedelta(days=1))

    assert (again.pk, path.read_bytes(), Holder.objects.count()) == (first.pk, written, 1)


def test_pair_is_taken_from_an_existing_file_for_an_empty_database(db, path):
    unlocked_before = make_recovery_holder(path, at=AT).public_key
    Holder.objects.all().delete()

    assert make_recovery_holder(path, at=AT).public_key == unlocked_before


def test_second_living_recovery_key_is_refused(db, tmp_path, path):
    first = make_recovery_holder(path, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_recovery_holder(tmp_path / "other.key", at=AT)

    end_holder(first, at=AT)
    assert make_recovery_holder(tmp_path / "other.key", at=AT).pk != first.pk


def test_recovery_file_is_no_dispatch_file(db, path):
    make_recovery_holder(path, at=AT)

    with pytest.raises(KeyFileRefused) as refusal:
        make_dispatch_holder(path, at=AT)
    assert str(refusal.value) == f"{path} is a key of another kind"


def test_missing_file_unlocks_nothing(db, path):
    with pytest.raises(KeyFileRefused):
        unlock_key_file(path)


@pytest.mark.parametrize("change", [("private ", "private 0"), ("kind recovery", "kind"), ("fingerprint", "mark"), ("\n", " ")])
def test_damaged_file_is_refused_without_showing_it(db, path, change):
    make_recovery_holder(path, at=AT)
    private = unlock_key_file(path).private_key.hex()
    path.write_text(path.read_text().replace(*change))

    with pytest.raises(KeyFileRefused) as refusal:
        unlock_key_file(path)
    assert str(refusal.value) == f"{path} is not a vault key"
    assert private not in str(refusal.value)


def test_mistyped_key_is_seen_by_its_fingerprint(db, path):
    make_recovery_holder(path, at=AT)
    line = path.read_text().splitlines()[2]
    mistyped = line[:-1] + ("0" if line[-1] != "0" else "1")
    path.write_text(path.read_text().replace(line, mistyped))

    with pytest.raises(KeyFileRefused) as refusal:
        unlock_key_file(path)
    assert str(refusal.value) == f"{path} is damaged: its fingerprint does not fit"


def test_binary_file_is_refused(db, path):
    path.parent.mkdir()
    path.write_bytes(bytes(range(256)))

    with pytest.raises(KeyFileRefused):
        unlock_key_file(path)


def test_key_of_another_database_unlocks_nothing(db, path):
    make_recovery_holder(path, at=AT)
    Holder.objects.all().delete()

    with pytest.raises(KeyFileRefused):
        unlock_key_file(path)
