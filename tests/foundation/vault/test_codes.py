"""Receipt and resume codes: drawn at random, forgiving to read, strict to accept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.vault.codes import ALPHABET, code_of, derive, grouped, new_code, normalise
from foundation.vault.errors import BadCode
from tests.foundation.vault.conftest import PATIENT

CODE = "7QK4ZZ1M0ABCDEFG"
codes = st.text(alphabet=ALPHABET, min_size=16, max_size=16)


def test_new_code_is_sixteen_crockford_characters_and_new_each_time():
    drawn = [new_code() for _ in range(200)]

    assert {len(code) for code in drawn} == {16}
    assert set("".join(drawn)) - set(ALPHABET) == set()
    assert len(set(drawn)) == 200


def test_alphabet_has_no_sign_that_people_confuse():
    assert ALPHABET == "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@PATIENT
@given(codes)
def test_code_survives_the_way_people_write_it(code):
    forgiven = code.replace("0", "o").replace("1", "l").lower()

    assert normalise(grouped(code)) == code
    assert normalise(f" {grouped(forgiven, ' - ')}\n") == code


@pytest.mark.parametrize(
    "typed",
    [
        "7qk4-zz1m-0abc-defg",
        "7QK4 ZZIM OABC DEFG",
        "7qk4\u00a0zzlm\u2013oabc\u2011defg",
        "７ＱＫ４ＺＺ１Ｍ０ＡＢＣＤＥＦＧ",
        "7QK4.ZZ1M.0ABC.DEFG",
        "\u200b7QK4ZZ1M0ABCDEFG\ufeff",
    ],
)
def test_what_people_confuse_is_forgiven(typed):
    assert normalise(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "7QK4ZZ1M0ABCDEF", "7QK4ZZ1M0ABCDEFGH", "7QK4ZZ1M0ABCDEFU", "7QK4ZZ1M0ABCDEF٣", "=" * 16, "\x00" * 16]
)
def test_anything_else_is_refused_without_being_repeated(typed):
    with pytest.raises(BadCode) as refusal:
        normalise(typed)

    assert str(refusal.value) == "a code has sixteen letters and digits"


def test_code_derives_the_same_pair_for_ever():
    derived = derive(CODE, "receipt")

    assert derived.lookup.hex() == "d997dd2b5e21f0046e5719205002000fa58e13874f8b0e5beffdde46e16979ae"
    assert derived.seed.hex() == "de6c68bdab9ccc57bc0587ecd7d6d138577638aeefa2dd594f444a045e6cc036"


def test_secret_bytes_stand_for_one_code_of_every_sign():
    assert code_of(bytes(32)) == "0" * 16
    assert code_of((2**80 - 1).to_bytes(32, "big")) == "Z" * 16
    assert code_of((1 << 80).to_bytes(32, "big")) == "0" * 16
    assert code_of(sum(place << 5 * place for place in range(16)).to_bytes(32, "big")) == "0123456789ABCDEF"


def test_purposes_derive_different_keys_and_look_ups():
    receipt, draft = derive(CODE, "receipt"), derive(CODE, "draft")

    assert len({receipt.lookup, draft.lookup, receipt.seed, draft.seed}) == 4


def test_derived_seed_is_not_printed():
    derived = derive(CODE, "receipt")

    assert repr(derived) == f"Derived(lookup={derived.lookup!r}, seed=<key>)"
