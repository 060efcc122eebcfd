"""Any two shares have all, one has nothing, and a wrong line is named."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.vault.codes import ALPHABET
from foundation.vault.primitives import public_half
from foundation.vault.recovery import shares
from foundation.vault.recovery.shares import LineWrong, SharesDoNotFit, combined, make_pair, pieces_in, read_line


def printed(share) -> list[str]:
    return [line for number in share.pieces for line in share.lines(number)]


def read(lines):
    return pieces_in(map(read_line, lines))


def test_any_two_of_three_shares_open_and_no_single_one_does():
    pair = make_pair()

    for one, other in itertools.combinations(pair.shares, 2):
        assert public_half(bytes(combined(read(printed(one) + printed(other))))) == pair.public_key
    for share in pair.shares:
        with pytest.raises(SharesDoNotFit):
            combined(read(printed(share) * 2))


def test_a_share_has_eight_lines_of_sixteen_signs_under_its_own_labels():
    for share in make_pair().shares:
        lines = printed(share)

        assert [line.split(" ")[0] for line in lines] == shares.labels_of(share.letter)
        assert [[len(group) for group in line.split(" ")[1:]] for line in lines] == [[4, 4, 4, 4]] * 8


@given(piece=st.binary(min_size=32, max_size=32), number=st.sampled_from([1, 2, 3]))
def test_every_piece_comes_back_as_it_was_printed(piece, number):
    share = shares.Share("A", {number: bytearray(piece)})

    assert read(share.lines(number)) == {number: bytearray(piece)}


@given(piece=st.binary(min_size=32, max_size=32), line=st.integers(0, 3), place=st.integers(0, 15), sign=st.sampled_from(ALPHABET))
def test_one_wrong_sign_names_its_line(piece, line, place, sign):
    printed_line = shares.Share("A", {2: bytearray(piece)}).lines(2)[line]
    label, signs = printed_line.split(" ", 1)
    plain = signs.replace(" ", "")
    changed = plain[:place] + sign + plain[place + 1 :]

    if changed == plain:
        assert read_line(f"{label} {changed}")[0] == label
    else:
        # 15 bits of checksum: the example database is derandomised, so no collision comes and goes.
        with pytest.raises(LineWrong) as wrong:
            read_line(f"{label} {changed}")
        assert (wrong.value.label, plain in str(wrong.value)) == (f"2-{line + 1}", False)


def test_what_people_confuse_is_forgiven_and_a_line_in_the_wrong_place_is_not():
    line = shares.Share("A", {1: bytearray(32)}).lines(1)[0]
    label, signs = line.split(" ", 1)

    assert read_line(f" 1 . 1: {signs.lower().replace('0', 'o')} ") == read_line(line)
    assert read_line(signs, expected=label) == read_line(line)
    with pytest.raises(LineWrong) as wrong:
        read_line(signs, expected="1-2")
    assert wrong.value.label == "1-2"


@pytest.mark.parametrize("text", ["", "1-1", "1-1 ABC", "9-9 ABCD", "x" * 500])
def test_nonsense_is_a_wrong_line(text):
    with pytest.raises(LineWrong):
        read_line(text, expected="1-1")


def test_shares_of_two_ceremonies_do_not_fit():
    first, second = make_pair(), make_pair()

    with pytest.raises(SharesDoNotFit):
        read(printed(first.shares[0]) + printed(second.shares[1]))


def test_wiping_leaves_nothing_and_printing_shows_nothing():
    pair = make_pair()
    piece = pair.shares[0].pieces[1]
    shown = repr(pair) + repr(pair.shares[0])

    assert piece.hex() not in shown
    assert str(bytes(piece)) not in shown
    pair.wipe()
    assert {bytes(piece) for share in pair.shares for piece in share.pieces.values()} == {bytes(32)}
