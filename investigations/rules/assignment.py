"""Who issues the assignment, and what must be on record before anybody is given the case."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foundation.law import Pasal, carries_out
from investigations.enums import Signatory
from investigations.rules.faults import Fault

_ECHELON_II = re.compile(r"^II(\.[ab])?$")


@dataclass(frozen=True)
class Standing:
    """Where one accused stands: echelon at the time of the act and now ("II.a", "" when none or unknown), and whether he
    belonged or belongs to the Inspektorat.
    """

    echelon_then: str = ""
    echelon_now: str = ""
    inspectorate_staff: bool = False

    @property
    def echelons(self) -> tuple[str, str]:
        """Both echelons, tidied."""
        return self.echelon_then.strip(), self.echelon_now.strip()


@carries_out(Pasal(7, 3))
def signatory(accused: Iterable[Standing], *, known_from_routing: bool = False) -> Signatory:
    """The Walikota issues the assignment when any accused is an echelon II official or belongs to the Inspektorat.

    Two categories, not their overlap (readings.md 1.3, reading A); the post held at the time of the act and the present one
    count alike; one such accused is enough for the whole case. `known_from_routing`: the complaint was already received as such.
    """
    if known_from_routing or any(person.inspectorate_staff or _holds_echelon_ii(person) for person in accused):
        return Signatory.MAYOR
    return Signatory.INSPECTOR


def rank(accused: Iterable[Standing]) -> str:
    """The highest echelon II among the accused ("II.a" before "II.b"), as the Walikota's list shows it; "" without one."""
    found = sorted(echelon for person in accused for echelon in person.echelons if _ECHELON_II.match(echelon))
    precise = [echelon for echelon in found if "." in echelon]
    return (precise or found or [""])[0]


def _holds_echelon_ii(person: Standing) -> bool:
    return any(_ECHELON_II.match(echelon) for echelon in person.echelons)


def may_assign(signed_by: Signatory, *, mayor_instrument: bool) -> bool:
    """Whether anybody may be given the case: where the Walikota issues the assignment, his instrument is on record first."""
    return signed_by == Signatory.INSPECTOR or mayor_instrument


@dataclass(frozen=True)
class Letter:
    """An assignment letter (surat tugas) or the Walikota's instrument: number, date and period as printed on it (WIB dates)."""

    number: str
    issued_on: date
    starts_on: date
    ends_on: date


def letter_faults(letter: Letter, *, today: date) -> tuple[Fault, ...]:
    """What keeps a letter from being recorded, as sentences that say what to do; empty when it may be."""
    return tuple(
        fault
        for applies, fault in (
            (not letter.number.strip(), Fault("Isi nomor surat tugas persis seperti pada surat.", "number")),
            (letter.issued_on > today, Fault("Tanggal surat tidak boleh sesudah hari ini.", "issued_on")),
            (letter.starts_on < letter.issued_on, Fault("Masa tugas tidak boleh mulai sebelum tanggal surat.", "starts_on")),
            (letter.ends_on < letter.starts_on, Fault("Masa tugas tidak boleh berakhir sebelum mulai.", "ends_on")),
        )
        if applies
    )
