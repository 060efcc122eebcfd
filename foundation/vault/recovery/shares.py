"""The private half of the recovery pair in three shares of which any two suffice, as lines that people print and type.

Three random pieces are XORed into the key: s = s1 ⊕ s2 ⊕ s3. Share A holds s1 and s2, B s2 and s3, C s3 and s1: any two
hold all three pieces, and one alone lacks a piece that could be anything. A piece is four lines of sixteen characters of
Crockford's base 32: thirteen of the piece, three of a checksum that also covers the line's label.

Pieces are kept in bytearrays and overwritten when done with. That is as far as Python goes: libsodium is handed copies,
and so is whatever prints; a ceremony is therefore held on a machine that is switched off afterwards and has no disk.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import nacl.utils

from foundation.vault.codes import ALPHABET, BITS, grouped, normalise
from foundation.vault.errors import BadCode, VaultError
from foundation.vault.primitives import KEY_BYTES, digest, public_half

PIECES_OF: Final[Mapping[str, tuple[int, int]]] = {"A": (1, 2), "B": (2, 3), "C": (3, 1)}
"""Which two pieces each share holds."""
LINES: Final = 4
SIGNS: Final = 13
CHECK_SIGNS: Final = 3
SPARE_BITS: Final = LINES * SIGNS * BITS - KEY_BYTES * 8
LABEL: Final = re.compile(r"\s*(?P<label>[1-3]\s*[-–.]\s*[1-4])\s*[:.)]?\s+(?P<signs>\S.*)")


class LineWrong(VaultError):
    """A typed line is not what was printed; `label` says which. The message holds nothing that was typed."""

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(f"line {label} is wrong")


class SharesDoNotFit(VaultError):
    """The lines hold fewer than three pieces, or pieces of different ceremonies."""


@dataclass(frozen=True)
class Share:
    """What one holder keeps: a letter and two pieces, by number. Printing it shows no piece."""

    letter: str
    pieces: Mapping[int, bytearray] = field(repr=False)

    def lines(self, number: int) -> list[str]:
        """The four lines of one piece, as "1-1 7Q3K …"."""
        return [f"{label} {grouped(signs)}" for label, signs in _lines(number, self.pieces[number])]


@dataclass(frozen=True)
class NewPair:
    """The public half of a new recovery pair and the three shares of its private half."""

    public_key: bytes
    shares: tuple[Share, ...] = field(repr=False)

    def wipe(self) -> None:
        """Overwrite the pieces."""
        for share in self.shares:
            wipe(*share.pieces.values())


def make_pair() -> NewPair:
    """A new pair out of libsodium's random numbers; the whole private half exists for the moment of one call."""
    pieces = {number: bytearray(nacl.utils.random(KEY_BYTES)) for number in (1, 2, 3)}
    private = combined(pieces)
    try:
        public = public_half(bytes(private))
    finally:
        wipe(private)
    return NewPair(public, tuple(Share(letter, {number: pieces[number] for number in held}) for letter, held in PIECES_OF.items()))


def labels_of(letter: str) -> list[str]:
    """The labels of the eight lines of a share, in the order in which they are printed."""
    return [f"{number}-{line}" for number in PIECES_OF[letter] for line in range(1, LINES + 1)]


def read_line(text: str, *, expected: str = "") -> tuple[str, str]:
    """(label, thirteen characters) of a line as typed or scanned; `expected` is its label where none was typed.

    Spaces, case, O for 0 and I or L for 1 are forgiven. Raises LineWrong.
    """
    found = LABEL.fullmatch(text)
    label = re.sub(r"\s", "", found["label"]).replace("–", "-").replace(".", "-") if found else expected
    try:
        signs = normalise(found["signs"] if found else text)
    except BadCode:
        raise LineWrong(label or text.strip()[:3]) from None
    data, check = signs[:SIGNS], signs[SIGNS:]
    if not label or check != _check(label, data):
        raise LineWrong(label or "?")
    return label, data


def pieces_in(lines: Iterable[tuple[str, str]]) -> dict[int, bytearray]:
    """The pieces that are complete among lines read by `read_line`, by number.

    Raises SharesDoNotFit when the same line is there twice and differs: the shares are of different ceremonies.
    """
    held: dict[str, str] = {}
    for label, data in lines:
        if held.setdefault(label, data) != data:
            raise SharesDoNotFit(f"line {label} differs between the shares")
    pieces = {}
    for number in (1, 2, 3):
        parts = [held.get(f"{number}-{line}") for line in range(1, LINES + 1)]
        if all(parts):
            pieces[number] = _piece("".join(part for part in parts if part), number)
    return pieces


def combined(pieces: Mapping[int, bytearray]) -> bytearray:
    """The private half out of its three pieces. Raises SharesDoNotFit for fewer."""
    if set(pieces) != {1, 2, 3}:
        raise SharesDoNotFit("two different shares are needed")
    return bytearray(one ^ two ^ three for one, two, three in zip(pieces[1], pieces[2], pieces[3], strict=True))


def wipe(*secrets: bytearray) -> None:
    """Overwrite in place; copies that libraries made stay until the process ends."""
    for secret in secrets:
        secret[:] = bytes(len(secret))


def _lines(number: int, piece: bytearray) -> list[tuple[str, str]]:
    bits = int.from_bytes(piece) << SPARE_BITS
    signs = "".join(ALPHABET[bits >> place * BITS & len(ALPHABET) - 1] for place in reversed(range(LINES * SIGNS)))
    parts = [(f"{number}-{line + 1}", signs[line * SIGNS : (line + 1) * SIGNS]) for line in range(LINES)]
    return [(label, data + _check(label, data)) for label, data in parts]


def _piece(signs: str, number: int) -> bytearray:
    bits = 0
    for sign in signs:
        bits = bits << BITS | ALPHABET.index(sign)
    if bits & (1 << SPARE_BITS) - 1:
        raise LineWrong(f"{number}-{LINES}")
    return bytearray((bits >> SPARE_BITS).to_bytes(KEY_BYTES))


def _check(label: str, data: str) -> str:
    bits = int.from_bytes(digest(f"{label} {data}".encode("ascii"), "share.line", 2))
    return "".join(ALPHABET[bits >> place * BITS & len(ALPHABET) - 1] for place in reversed(range(CHECK_SIGNS)))
