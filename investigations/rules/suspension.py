"""When a follow-up is postponed or stopped, by whom, and for whom among the accused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from complaints.enums import SuspensionGround as Ground
from foundation.law import Pasal, carries_out
from investigations.enums import Measure
from investigations.rules.faults import Fault

DISCRETIONARY = frozenset({Ground.NOT_YET_ENOUGH, Ground.NOT_ENOUGH, Ground.OTHER})
"""Pasal 14(1): the Inspektorat may, and it concerns the whole case."""

BASIS: dict[Ground, Pasal] = {
    Ground.NOT_YET_ENOUGH: Pasal(14, 1),
    Ground.NOT_ENOUGH: Pasal(14, 1),
    Ground.OTHER: Pasal(14, 1),
    Ground.PANEL_DECIDED: Pasal(14, 2, "a"),
    Ground.REPORT_DECIDED: Pasal(14, 2, "b"),
    Ground.DECEASED: Pasal(14, 2, "c"),
    Ground.MENTAL_ILLNESS: Pasal(14, 2, "d"),
}

_MEASURES: dict[Ground, frozenset[Measure]] = {
    Ground.NOT_YET_ENOUGH: frozenset({Measure.POSTPONE}),
    Ground.NOT_ENOUGH: frozenset({Measure.STOP}),
    Ground.OTHER: frozenset({Measure.POSTPONE, Measure.STOP}),
}


@dataclass(frozen=True)
class Proposal:
    """A postponement or a stop of the whole case before it takes effect; `review_on` is a WIB date."""

    measure: Measure
    ground: Ground
    reason: str
    review_on: date | None = None


@carries_out(Pasal(14, 1))
def proposal_faults(proposal: Proposal, *, today: date) -> tuple[Fault, ...]:
    """What keeps a case from being postponed or stopped at the Inspektorat's discretion, as sentences that say what to do.

    Evidence not yet sufficient postpones, with the date on which it is looked at again; evidence insufficient stops; other
    considerations may do either (and take two people, see needs_second_approver). No clock stops for any of it.
    """
    fitting = _MEASURES.get(proposal.ground, frozenset())
    return tuple(
        fault
        for applies, fault in (
            (not fitting, Fault("Alasan Pasal 14 ayat (2) dicatat untuk tiap terlapor, bukan untuk seluruh pengaduan.", "ground")),
            (
                bool(fitting) and proposal.measure not in fitting,
                Fault("Bukti belum cukup berarti ditunda; bukti tidak cukup berarti dihentikan (Pasal 14 ayat (1)).", "measure"),
            ),
            (not proposal.reason.strip(), Fault("Isi alasan secara singkat dan jelas.", "reason")),
            (proposal.measure == Measure.POSTPONE and proposal.review_on is None, Fault("Isi tanggal peninjauan kembali.", "review_on")),
            (
                proposal.review_on is not None and proposal.review_on <= today,
                Fault("Isi tanggal peninjauan kembali sesudah hari ini.", "review_on"),
            ),
            (
                proposal.measure == Measure.STOP and proposal.review_on is not None,
                Fault("Penghentian tidak memakai tanggal peninjauan: kosongkan.", "review_on"),
            ),
        )
        if applies
    )


def needs_second_approver(ground: Ground) -> bool:
    """Whether a second person must approve: "pertimbangan lainnya" is a blank cheque, so two sign it and it is counted."""
    return ground == Ground.OTHER


@dataclass(frozen=True)
class PersonStop:
    """A mandatory stop for one accused: the ground of Pasal 14(2) and the document it rests on."""

    ground: Ground
    document: str


@carries_out(Pasal(14, 2))
def person_stop_faults(stop: PersonStop) -> tuple[Fault, ...]:
    """What keeps the follow-up against one accused from being stopped, as sentences that say what to do.

    The four grounds are the only ones, each speaks of the accused and not of the case, and each rests on a document. A
    duplicate, a withdrawal, retirement, resignation or transfer is none of them.
    """
    return tuple(
        fault
        for applies, fault in (
            (stop.ground in DISCRETIONARY, Fault("Pilih salah satu alasan Pasal 14 ayat (2) huruf a sampai d.", "ground")),
            (
                not stop.document.strip(),
                Fault("Isi nomor dan tanggal dokumen yang menjadi dasar, misalnya akta kematian atau putusan.", "document"),
            ),
        )
        if applies
    )


def whole_case_stops(stopped: Iterable[bool]) -> bool:
    """Whether the follow-up as a whole stops: only when it is stopped for every one of the accused."""
    people = tuple(stopped)
    return bool(people) and all(people)


def holds_health_facts(ground: Ground) -> bool:
    """Whether the words are health data, which is shown to those alone who decide."""
    return ground == Ground.MENTAL_ILLNESS
