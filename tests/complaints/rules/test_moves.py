"""Every state against every move: the table is the whole of what is lawful."""

import pytest

from complaints.enums import ComplaintState as S
from complaints.rules.moves import TABLE, Move, is_lawful
from foundation.law import Pasal

LAWFUL = {
    S.RECEIVED: {Move.FORWARD, Move.REFER},
    S.FORWARDED: {Move.START_REVIEW, Move.AWAIT_MAYOR, Move.START_AUDIT, Move.POSTPONE, Move.STOP, Move.REFER},
    S.IN_REVIEW: {Move.AWAIT_MAYOR, Move.START_AUDIT, Move.CONCLUDE, Move.POSTPONE, Move.STOP, Move.REFER, Move.PUT_OUT_OF_SCOPE},
    S.AWAITING_MAYOR: {Move.START_REVIEW, Move.START_AUDIT, Move.POSTPONE, Move.STOP, Move.REFER},
    S.IN_AUDIT: {Move.AWAIT_MAYOR, Move.CONCLUDE, Move.POSTPONE, Move.STOP, Move.REFER},
    S.CONCLUDED: {
        Move.START_REVIEW,
        Move.AWAIT_MAYOR,
        Move.START_AUDIT,
        Move.DECIDE,
        Move.STOP,
        Move.REFER,
        Move.PUT_OUT_OF_SCOPE,
    },
    S.DECIDED: {Move.REOPEN, Move.CLOSE},
    S.POSTPONED: {Move.STOP, Move.RESUME},
    S.STOPPED: {Move.RESUME, Move.CLOSE},
    S.REFERRED: {Move.CLOSE},
    S.OUT_OF_SCOPE: {Move.REOPEN, Move.CLOSE},
    S.CLOSED: {Move.REOPEN},
}


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("move", list(Move))
def test_every_move_from_every_state(state: S, move: Move):
    assert is_lawful(move, state) == (move in LAWFUL[state])


def test_every_state_but_the_first_is_reached_by_some_move():
    assert {row.target for row in TABLE.values()} == set(S) - {S.RECEIVED}


def test_each_move_cites_an_article():
    assert {move: row.basis for move, row in TABLE.items()} == {
        Move.FORWARD: Pasal(6, 5),
        Move.START_REVIEW: Pasal(7, 1, "a"),
        Move.AWAIT_MAYOR: Pasal(7, 3),
        Move.START_AUDIT: Pasal(7, 1, "b"),
        Move.CONCLUDE: Pasal(7, 1),
        Move.DECIDE: Pasal(13, 2, "a"),
        Move.POSTPONE: Pasal(14, 1),
        Move.STOP: Pasal(14),
        Move.RESUME: Pasal(14),
        Move.REFER: Pasal(8),
        Move.PUT_OUT_OF_SCOPE: Pasal(1, item=12),
        Move.REOPEN: Pasal(9, 3),
        Move.CLOSE: Pasal(9, 3),
    }
