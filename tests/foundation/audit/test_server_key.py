"""The server's key: made once, read strictly, one derived key a purpose."""

import hashlib

import pytest

from foundation.audit.server_key import ServerKeyMissing, derived_key, make_server_key


@pytest.fixture
def key_file(tmp_path, settings):
    settings.SERVER_KEY_FILE = tmp_path / "keys" / "server.key"
    return settings.SERVER_KEY_FILE


def test_make_writes_32_bytes_for_the_owner_alone(key_file):
    make_server_key(key_file)

    assert len(key_file.read_bytes()) == 32
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert key_file.parent.stat().st_mode & 0o777 == 0o700


def test_make_keeps_an_existing_key(key_file):
    make_server_key(key_file)
    before = key_file.read_bytes()

    make_server_key(key_file)

    assert key_file.read_bytes() == before


def test_derived_key_is_keyed_blake2b_with_the_purpose_as_person(key_file):
    key_file.parent.mkdir()
    key_file.write_bytes(bytes(range(32)))

    expected = hashlib.blake2b(b"", digest_size=32, key=bytes(range(32)), person=b"audit.checkpoint").digest()

    assert derived_key("audit.checkpoint") == expected
    assert derived_key("other") != expected


@pytest.mark.parametrize("purpose", ["", "seventeen-letters", "kunci-é"])
def test_purpose_that_does_not_fit_is_refused(key_file, purpose):
    make_server_key(key_file)

    with pytest.raises(ValueError, match="a purpose is 1 to 16 ASCII characters"):
        derived_key(purpose)


def test_missing_file_is_named(key_file):
    with pytest.raises(ServerKeyMissing) as refusal:
        derived_key("a")

    assert str(refusal.value) == f"SERVER_KEY_FILE {key_file} can't be read: No such file or directory"


def test_file_of_another_size_is_refused_without_showing_it(key_file):
    key_file.parent.mkdir()
    key_file.write_bytes(b"short")

    with pytest.raises(ServerKeyMissing) as refusal:
        derived_key("a")

    assert str(refusal.value) == f"SERVER_KEY_FILE {key_file} must hold exactly 32 bytes"
