"""When an entry comes so late that the officer must say why."""

from datetime import date

from complaints.rules.deadlines import FORWARD

BASIS = FORWARD.carries_out
"""The term of forwarding runs from receipt, not from entry (Pasal 6 ayat (5))."""


def needs_reason(received_on: date, *, today: date, days_off: frozenset[date]) -> bool:
    """Whether a complaint received on `received_on` (WIB) and entered `today` is already past the term of forwarding."""
    return today > FORWARD.due_on(received_on, days_off)
