"""A staff key under a printed code: opens for this code and this holder alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.vault import holders
from foundation.vault.codes import ALPHABET, LENGTH, new_code
from foundation.vault.errors import BadCode
from tests.factories.accounts import HIRED_AT, PASSWORD

pytestmark = pytest.mark.django_db
CODE = "7K4P9XQ2M6HDR3TB"


def made():
    holder = holders.make_staff_holder(PASSWORD, at=HIRED_AT)
    return holder, holders.unlock(holder, PASSWORD)


def test_code_opens_the_same_key_as_the_password():
    holder, unlocked = made()

    wrapped = holders.wrap_under_code(holder, unlocked, CODE)

    assert holders.unlock_with_code(holder, wrapped, CODE) == unlocked


def test_each_wrapping_differs():
    holder, unlocked = made()

    assert len({holders.wrap_under_code(holder, unlocked, CODE) for _ in range(5)}) == 5


@settings(max_examples=30, deadline=None)
@given(position=st.integers(0, LENGTH - 1), sign=st.sampled_from(ALPHABET))
def test_any_other_code_opens_nothing(position, sign):
    holder, unlocked = made()
    other = CODE[:position] + sign + CODE[position + 1 :]

    opened = holders.unlock_with_code(holder, holders.wrap_under_code(holder, unlocked, CODE), other)

    assert (opened == unlocked) == (other == CODE)
    assert opened is None or other == CODE


@pytest.mark.parametrize("typed", ["", "7K4P", "bukan kode sama sekali", CODE + "0", "\x00" * 16])
def test_malformed_code_opens_nothing(typed):
    holder, unlocked = made()

    assert holders.unlock_with_code(holder, holders.wrap_under_code(holder, unlocked, CODE), typed) is None


def test_wrapping_moved_to_another_holder_opens_nothing():
    holder, unlocked = made()
    other, _ = made()

    assert holders.unlock_with_code(other, holders.wrap_under_code(holder, unlocked, CODE), CODE) is None


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-1], lambda raw: raw[:30] + bytes([raw[30] ^ 1]) + raw[31:], lambda _: b""])
def test_changed_or_cut_value_opens_nothing(spoil):
    holder, unlocked = made()

    assert holders.unlock_with_code(holder, spoil(holders.wrap_under_code(holder, unlocked, CODE)), CODE) is None


def test_ended_holder_opens_nothing():
    holder, unlocked = made()
    wrapped = holders.wrap_under_code(holder, unlocked, CODE)
    holders.end_holder(holder, at=HIRED_AT)

    assert holders.unlock_with_code(holder, wrapped, CODE) is None


def test_somebody_elses_key_is_not_wrapped():
    holder, _ = made()
    _, other = made()

    with pytest.raises(ValueError, match="another holder is unlocked"):
        holders.wrap_under_code(holder, other, new_code())


def test_bad_code_wraps_nothing():
    holder, unlocked = made()

    with pytest.raises(BadCode):
        holders.wrap_under_code(holder, unlocked, "1234")
