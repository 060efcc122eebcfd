"""Pure decisions of this room: how a number is written, how a signature block reads. No database, no clock."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol, TypeVar

TOKEN: Final = re.compile(r"\{(?:klas|unit|year|roman_month|seq(?::0[1-9]d)?)\}")
BRACE: Final = re.compile(r"[{}]")
SEQUENCE: Final = re.compile(r"\{seq(?::0([1-9])d)?\}")
ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LONGEST_NUMBER: Final = 100


class PatternRefused(ValueError):
    """A pattern of numbers that could give one number twice, or that no one can read; the message says in Indonesian what to do."""


def check_pattern(pattern: str) -> None:
    """Raises PatternRefused unless the pattern holds {seq} once, {year}, and no braces but those of the known tokens."""
    if BRACE.search(TOKEN.sub("", pattern)):
        raise PatternRefused("Pakai hanya {klas}, {seq}, {seq:03d}, {unit}, {roman_month}, dan {year}")
    if len(SEQUENCE.findall(pattern)) != 1:
        raise PatternRefused("Tulis {seq} atau {seq:03d} tepat satu kali")
    if "{year}" not in pattern:
        raise PatternRefused("Tulis {year}: nomor urut mulai dari satu setiap tahun")


def written_number(pattern: str, *, sequence: int, on: date, classification: str = "", unit: str = "") -> str:
    """The number as it is printed, e.g. "700/007/ITDA/2026" for "{klas}/{seq:03d}/{unit}/{year}".

    Only the tokens are replaced; what they stand for is never read as a pattern again. Source: Permendagri 83/2022 and
    1/2023 leave the order to the office. Raises PatternRefused.
    """
    check_pattern(pattern)
    words = {"{klas}": classification, "{unit}": unit, "{year}": str(on.year), "{roman_month}": ROMAN[on.month - 1]}

    def replaced(found: re.Match[str]) -> str:
        token = found.group()
        width = SEQUENCE.fullmatch(token)
        return str(sequence).zfill(int(width.group(1) or 1)) if width else words[token]

    return TOKEN.sub(replaced, pattern)


class Dated(Protocol):
    """Something in force from a day to a day, both included; None is without end."""

    valid_from: date
    valid_to: date | None


D = TypeVar("D", bound=Dated)


def is_in_force(one: Dated, *, on: date) -> bool:
    """Whether it counts on a day."""
    return one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)


def in_force(candidates: Sequence[D], *, on: date) -> D | None:
    """The one that counts on a day: of those in force the one that began last, and None when there is none."""
    counting = [one for one in candidates if is_in_force(one, on=on)]
    return max(counting, key=lambda one: one.valid_from, default=None)


def fingerprint(text: str) -> str:
    """SHA-256 (hex) of a text: tells whether it changed, in a log that repeats no text."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class SignatureBlock:
    """Who signs, as it is printed: the lines above the name, the name, and the lines below it (rank, NIP)."""

    titles: tuple[str, ...]
    name: str
    below: tuple[str, ...] = ()


def title_lines(form: str, post: str, *, on_behalf_of: str = "", through: str = "") -> tuple[str, ...]:
    """The lines above a signer's name. `form`: a value of enums.SignatoryForm.

    a.n.: "a.n. {on_behalf_of}" above the own post. u.b.: below it also "{through}," and "u.b.", as when a section head signs
    for the secretary who would sign for the Inspektur. The last line ends with a comma.
    """
    if form == "plt" or form == "plh":
        return (f"{form.title()}. {post},",)
    if form == "an":
        return (f"a.n. {on_behalf_of}", f"{post},")
    if form == "ub":
        return (f"a.n. {on_behalf_of}", through, "u.b.", f"{post},")
    return (f"{post},",)
