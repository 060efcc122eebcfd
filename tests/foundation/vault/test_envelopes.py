"""The bytes of a sealed value: bound to their place, padded to a class, and pinned so that old ones always open."""

import dataclasses
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.vault import envelopes
from foundation.vault.envelopes import Place
from foundation.vault.epochs import box_pair
from foundation.vault.errors import CannotOpen
from foundation.vault.primitives import Key, new_key
from tests.foundation.vault.conftest import PATIENT

KEY = Key(bytes(range(32)))
PLACE = Place(tag="example.story", row=uuid.UUID(int=7), compartment=uuid.UUID(int=9), epoch=3)
ELSEWHERE = [
    dataclasses.replace(PLACE, tag="example.place"),
    dataclasses.replace(PLACE, row=uuid.UUID(int=8)),
    dataclasses.replace(PLACE, compartment=uuid.UUID(int=10)),
    dataclasses.replace(PLACE, epoch=4),
]
STORED_BY_THE_FIRST_RELEASE = (
    "010100000003f375ad28a11b60a137dbe54f5e8c86f2ffaf8cfb0a7cf502ca35f2beea53c74d22a4567ed2b0e884a357b606135fdbf30b"
    "f623e91accfc7f25c9cf22437b14ee582d1c596585a17bd9c550b2352d0163857b89539ad28468b124b52c3c521a99e5a02cd0940bf3d3"
)


def sealed_both_ways(text: bytes) -> list[bytes]:
    public, _ = box_pair(KEY)
    return [envelopes.lock(text, KEY, PLACE), envelopes.lock_drop(text, public, PLACE)]


def test_value_stored_by_the_first_release_still_opens():
    assert envelopes.unlock(bytes.fromhex(STORED_BY_THE_FIRST_RELEASE), KEY, PLACE) == b'[1,"Pungutan liar"]'


@PATIENT
@given(st.binary(max_size=5000))
def test_any_text_comes_back_both_ways(text):
    assert [envelopes.unlock(sealed, KEY, PLACE) for sealed in sealed_both_ways(text)] == [text, text]


@pytest.mark.parametrize("place", ELSEWHERE)
def test_value_moved_elsewhere_does_not_open(place):
    for sealed in sealed_both_ways(b"isi"):
        with pytest.raises(CannotOpen):
            envelopes.unlock(sealed, KEY, place)


def test_value_whose_front_is_rewritten_for_another_epoch_does_not_open():
    later = dataclasses.replace(PLACE, epoch=4)
    for mode, sealed in zip([envelopes.DIRECT, envelopes.DROP], sealed_both_ways(b"isi"), strict=True):
        with pytest.raises(CannotOpen):
            envelopes.unlock(later.front(mode) + sealed[envelopes.FRONT_BYTES :], KEY, later)


def test_value_under_another_key_does_not_open():
    for sealed in sealed_both_ways(b"isi"):
        with pytest.raises(CannotOpen):
            envelopes.unlock(sealed, new_key(), PLACE)


def test_every_changed_byte_is_noticed():
    opened = []
    for sealed in sealed_both_ways(b"isi"):
        for place in range(len(sealed)):
            try:
                opened.append(envelopes.unlock(sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :], KEY, PLACE))
            except CannotOpen:
                continue

    assert opened == []


def test_every_cut_is_noticed():
    opened = []
    for sealed in sealed_both_ways(b"isi"):
        for length in range(len(sealed)):
            try:
                opened.append(envelopes.unlock(sealed[:length], KEY, PLACE))
            except CannotOpen:
                continue

    assert opened == []


@pytest.mark.parametrize(
    ("length", "size"),
    [
        (0, 64),
        (63, 64),
        (64, 128),
        (127, 128),
        (128, 256),
        (4095, 4096),
        (65535, 65536),
        (65536, 131072),
        (131071, 131072),
        (200_000, 262_144),
    ],
)
def test_size_classes(length, size):
    assert envelopes.size_class(length) == size
    assert len(envelopes.padded(b"x" * length)) == size


def test_texts_of_one_class_look_alike():
    assert {len(envelopes.lock(b"x" * length, KEY, PLACE)) for length in range(64)} == {6 + 24 + 64 + 16}
    assert {len(sealed_both_ways(b"x" * length)[1]) for length in range(64)} == {6 + 80 + 24 + 64 + 16}
