"""Keys that don't print, and the refusals of what libsodium is asked to open."""

import copy
import pickle

import pytest

from foundation.vault.errors import CannotOpen
from foundation.vault.primitives import Key, decrypt, encrypt, key_pair, new_key, open_box, public_half, same, seal_to, subkey

KEY = Key(bytes(range(32)))


def test_key_shows_itself_nowhere():
    shown = [repr(KEY), str(KEY), f"{KEY}", "%s" % KEY, f"{KEY!r}", repr([KEY]), repr({"key": KEY})]  # noqa: UP031

    assert [text for text in shown if KEY.hex() in text or "\\x00" in text] == []


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_key_is_not_pickled(protocol):
    with pytest.raises(TypeError):
        pickle.dumps(KEY, protocol)


def test_key_copies_to_itself():
    assert copy.copy(KEY) is KEY
    assert copy.deepcopy({"key": KEY})["key"] is KEY


def test_subkeys_differ_by_purpose_and_from_their_key():
    assert len({KEY, subkey(KEY, "vault.box"), subkey(KEY, "vault.field")}) == 3


def test_sealing_twice_gives_different_values():
    assert encrypt(KEY, b"isi", b"tempat") != encrypt(KEY, b"isi", b"tempat")


@pytest.mark.parametrize("sealed", [b"", b"x", b"x" * 24, b"x" * 40, b"x" * 100])
def test_garbage_is_refused(sealed):
    with pytest.raises(CannotOpen):
        decrypt(KEY, sealed, b"tempat")


def test_value_opens_only_with_its_key_and_context():
    sealed = encrypt(KEY, b"isi", b"tempat")

    assert decrypt(KEY, sealed, b"tempat") == b"isi"
    for key, context in [(new_key(), b"tempat"), (KEY, b"lain")]:
        with pytest.raises(CannotOpen):
            decrypt(key, sealed, context)


@pytest.mark.parametrize("box", [b"", b"x" * 47, b"x" * 48, b"x" * 80])
def test_garbage_box_is_refused(box):
    with pytest.raises(CannotOpen):
        open_box(*key_pair(KEY), box)


def test_box_opens_for_its_owner_alone():
    public, private = key_pair(KEY)
    box = seal_to(public, b"isi")

    assert open_box(public, private, box) == b"isi"
    assert public_half(private) == public
    with pytest.raises(CannotOpen):
        open_box(*key_pair(new_key()), box)


def test_comparison_sees_length_and_content():
    assert [same(b"ab", b"ab"), same(b"ab", b"ac"), same(b"ab", b"ab\x00")] == [True, False, False]
