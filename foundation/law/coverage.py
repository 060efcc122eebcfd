"""Holds the places the law is meant to have against the marks found in the code, and says what disagrees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from foundation.law.index import Mark
from foundation.law.pasal import Pasal
from foundation.law.pending import PENDING
from foundation.law.places import PLACES, WITHOUT_CODE


class Status(StrEnum):
    """What the map says of one provision."""

    CARRIED_OUT = "carried_out"
    PENDING = "pending"
    MISSING = "missing"
    WITHOUT_CODE = "without_code"


@dataclass(frozen=True)
class Line:
    """One line of the map: a provision, its status, the code found, the file it belongs in, and the reason when there is no code."""

    pasal: Pasal
    status: Status
    marks: tuple[Mark, ...] = ()
    file: str = ""
    reason: str = ""


def chart(marks: Sequence[Mark], *, pending: Mapping[Pasal, str] = PENDING) -> list[Line]:
    """The whole regulation in its own order, each operative provision with its code and each other one with its reason."""
    lines = [Line(place, Status.WITHOUT_CODE, reason=reason) for place, reason in WITHOUT_CODE.items()]
    for place, file in PLACES.items():
        found = tuple(mark for mark in marks if place.overlaps(mark.pasal))
        if found:
            lines.append(Line(place, Status.CARRIED_OUT, found, file))
        elif place in pending:
            lines.append(Line(place, Status.PENDING, file=file, reason=pending[place]))
        else:
            lines.append(Line(place, Status.MISSING, file=file))
    return sorted(lines, key=lambda line: line.pasal)


def faults(marks: Sequence[Mark], *, pending: Mapping[Pasal, str] = PENDING) -> list[str]:
    """What is wrong with the law in the code, one sentence each that says what to do; empty when all is well."""
    return [*_never_carried_out(marks, pending), *_out_of_place(marks), *_still_pending(marks, pending), *_not_operative(pending)]


def _never_carried_out(marks: Sequence[Mark], pending: Mapping[Pasal, str]) -> list[str]:
    return [
        f"{leaf} is carried out nowhere: mark its rule in {file}"
        for place, file in PLACES.items()
        if place not in pending
        for leaf in place.leaves()
        if not any(mark.pasal.covers(leaf) for mark in marks)
    ]


def _out_of_place(marks: Sequence[Mark]) -> list[str]:
    strays = [
        f"{mark.file}:{mark.line} {mark.name} carries out {place}, which has its one place in {file}: cite it there with basis="
        for mark in marks
        for place, file in PLACES.items()
        if place.overlaps(mark.pasal) and mark.file != file
    ]
    idle = [
        f"{mark.file}:{mark.line} {mark.name} carries out {place}, which is listed as needing no code: correct places.py or the mark"
        for mark in marks
        for place in WITHOUT_CODE
        if place.overlaps(mark.pasal)
    ]
    return strays + idle


def _still_pending(marks: Sequence[Mark], pending: Mapping[Pasal, str]) -> list[str]:
    return [
        f"{mark.file}:{mark.line} {mark.name} carries out {place}: remove {place!r} from foundation/law/pending.py"
        for mark in marks
        for place in pending
        if place.overlaps(mark.pasal)
    ]


def _not_operative(pending: Mapping[Pasal, str]) -> list[str]:
    return [f"{place} is pending but has no place in foundation/law/places.py" for place in pending if place not in PLACES]
