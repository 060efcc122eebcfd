"""The one table of lawful moves of a complaint, each with its article."""

from dataclasses import dataclass
from enum import StrEnum

from complaints.enums import ComplaintState as S
from foundation.law import Pasal


class Move(StrEnum):
    """What can be done to a complaint's state."""

    FORWARD = "forward"
    START_REVIEW = "start_review"
    AWAIT_MAYOR = "await_mayor"
    START_AUDIT = "start_audit"
    CONCLUDE = "conclude"
    DECIDE = "decide"
    POSTPONE = "postpone"
    STOP = "stop"
    RESUME = "resume"
    REFER = "refer"
    PUT_OUT_OF_SCOPE = "put_out_of_scope"
    REOPEN = "reopen"
    CLOSE = "close"


@dataclass(frozen=True)
class Transition:
    """From which states a move may start, where it leads, and which article it rests on."""

    move: Move
    sources: frozenset[S]
    target: S
    basis: Pasal
    label: str


_UNDER_FOLLOW_UP = frozenset({S.FORWARDED, S.IN_REVIEW, S.AWAITING_MAYOR, S.IN_AUDIT})

TABLE: dict[Move, Transition] = {
    row.move: row
    for row in (
        Transition(Move.FORWARD, frozenset({S.RECEIVED}), S.FORWARDED, Pasal(6, 5), "Sampai kepada yang berwenang"),
        Transition(
            Move.START_REVIEW,
            frozenset({S.FORWARDED, S.AWAITING_MAYOR, S.CONCLUDED}),
            S.IN_REVIEW,
            Pasal(7, 1, "a"),
            "Penelaahan dimulai",
        ),
        Transition(
            Move.AWAIT_MAYOR,
            frozenset({S.FORWARDED, S.IN_REVIEW, S.IN_AUDIT, S.CONCLUDED}),
            S.AWAITING_MAYOR,
            Pasal(7, 3),
            "Menunggu penugasan Walikota",
        ),
        Transition(
            Move.START_AUDIT,
            frozenset({S.FORWARDED, S.IN_REVIEW, S.AWAITING_MAYOR, S.CONCLUDED}),
            S.IN_AUDIT,
            Pasal(7, 1, "b"),
            "Audit investigatif dimulai",
        ),
        Transition(Move.CONCLUDE, frozenset({S.IN_REVIEW, S.IN_AUDIT}), S.CONCLUDED, Pasal(7, 1), "Tindak lanjut selesai"),
        Transition(Move.DECIDE, frozenset({S.CONCLUDED}), S.DECIDED, Pasal(13, 2, "a"), "Pengaduan diputus"),
        Transition(Move.POSTPONE, _UNDER_FOLLOW_UP, S.POSTPONED, Pasal(14, 1), "Tindak lanjut ditunda"),
        Transition(
            Move.STOP,
            _UNDER_FOLLOW_UP | {S.POSTPONED, S.CONCLUDED},
            S.STOPPED,
            Pasal(14),
            "Tindak lanjut dihentikan",
        ),
        Transition(Move.RESUME, frozenset({S.POSTPONED, S.STOPPED}), S.FORWARDED, Pasal(14), "Tindak lanjut dilanjutkan"),
        Transition(
            Move.REFER,
            _UNDER_FOLLOW_UP | {S.RECEIVED, S.CONCLUDED},
            S.REFERRED,
            Pasal(8),
            "Dilimpahkan kepada instansi berwenang",
        ),
        Transition(
            Move.PUT_OUT_OF_SCOPE,
            frozenset({S.IN_REVIEW, S.CONCLUDED}),
            S.OUT_OF_SCOPE,
            Pasal(1, item=12),
            "Bukan pelanggaran oleh pegawai; diteruskan",
        ),
        Transition(
            Move.REOPEN,
            frozenset({S.DECIDED, S.OUT_OF_SCOPE, S.CLOSED}),
            S.FORWARDED,
            Pasal(9, 3),
            "Dibuka kembali atas keberatan",
        ),
        Transition(
            Move.CLOSE,
            frozenset({S.DECIDED, S.STOPPED, S.REFERRED, S.OUT_OF_SCOPE}),
            S.CLOSED,
            Pasal(9, 3),
            "Pengaduan ditutup",
        ),
    )
}


def is_lawful(move: Move, state: S) -> bool:
    """Whether `move` may start from `state`."""
    return state in TABLE[move].sources
