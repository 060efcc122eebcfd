"""Who may not be given a case because he stands too near to it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SHORTENED = {"kec": "kecamatan", "kel": "kelurahan", "setda": "sekretariat daerah", "dinkes": "dinas kesehatan"}
"""How people shorten the names of offices in writing."""

GENERIC = frozenset(
    [
        "badan",
        "bagian",
        "balai",
        "bengkulu",
        "bidang",
        "daerah",
        "dinas",
        "kantor",
        "kecamatan",
        "kelurahan",
        "kota",
        "pemerintah",
        "puskesmas",
        "sd",
        "sekolah",
        "sekretariat",
        "seksi",
        "smp",
        "unit",
        "upt",
        "uptd",
    ]
)
"""Words that many offices share: a name made of these alone tells nothing."""


class Conflict(StrEnum):
    """Why somebody may not be picked, in the words the screen shows."""

    WALLED = "Tidak dapat dipilih: tercatat berbenturan kepentingan"
    ACCUSED = "Tidak dapat dipilih: namanya sama dengan terlapor"
    SAME_UNIT = "Satu unit dengan terlapor: tidak dapat dipilih"
    NO_APPOINTMENT = "Tidak dapat dipilih: penetapan sebagai penelaah/auditor tidak berlaku"
    NO_KEY = "Belum memiliki kunci: minta ia masuk dan memilih kata sandi"


@dataclass(frozen=True)
class Candidate:
    """What is known of somebody who might be given the case. Names are compared in their plain form (see `plain`)."""

    name: str
    units: frozenset[str]
    """Names of his unit, and of the units above and below it."""
    walled: bool = False
    is_auditor: bool = True
    has_key: bool = True


@dataclass(frozen=True)
class AccusedFacts:
    """What is known of one accused: the name and the unit as the reporter wrote them, and as the review found them."""

    names: frozenset[str]
    units: frozenset[str]


def conflict_of(candidate: Candidate, accused: Iterable[AccusedFacts]) -> Conflict | None:
    """The first reason why the candidate may not be given the case, or None.

    Being of the accused's unit bars from the team. When in doubt the answer bars: somebody wrongly barred is replaced, a
    colleague of the accused who has read the case is not unread.
    """
    people = tuple(accused)
    if not candidate.is_auditor:
        return Conflict.NO_APPOINTMENT
    if not candidate.has_key:
        return Conflict.NO_KEY
    if candidate.walled:
        return Conflict.WALLED
    if any(plain(candidate.name) in {plain(name) for name in person.names} for person in people):
        return Conflict.ACCUSED
    if any(same_unit(described, unit) for person in people for described in person.units for unit in candidate.units):
        return Conflict.SAME_UNIT
    return None


def same_unit(described: str, unit: str) -> bool:
    """Whether a unit as somebody described it is this unit: one name stands, word by word, inside the other."""
    left, right = plain(described).split(), plain(unit).split()
    if left == right:
        return bool(left)
    if not _tells(left) or not _tells(right):
        return False
    return _inside(right, left) or _inside(left, right)


def speaks_of_inspectorate(text: str) -> bool:
    """Whether a post or unit as somebody described it names the Inspektorat, by whichever of its names."""
    return "inspektorat" in plain(text).split()


def _tells(words: list[str]) -> bool:
    return any(word not in GENERIC for word in words)


def _inside(needle: list[str], words: list[str]) -> bool:
    return any(words[start : start + len(needle)] == needle for start in range(len(words) - len(needle) + 1))


def plain(text: str) -> str:
    """Words only, in lower case and without shortenings, for comparing names of people and units."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(character if character.isalnum() else " " for character in folded if unicodedata.category(character) != "Cf").split()
    return " ".join(SHORTENED.get(word, word) for word in words)
