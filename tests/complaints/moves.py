"""The lawful moves from a state, for tests that play whole histories."""

from complaints.enums import ComplaintState
from complaints.rules.moves import TABLE, Move


def lawful_moves(state: ComplaintState) -> tuple[Move, ...]:
    """Every move that may start from `state`, in the order of the table."""
    return tuple(move for move, row in TABLE.items() if state in row.sources)
