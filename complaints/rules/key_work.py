"""What becomes of a key that somebody waits for: it is given, or it is no longer his to have."""

from enum import StrEnum

RECOVERED = "recovered"
"""The institution's recovery key opened it for somebody whose office carries it."""
BY_OFFICE = frozenset({"registered", "forwarded", "rerouted", "office", RECOVERED})
"""Reasons of grants that came with an office; every other grant came with a task."""


class WhyDropped(StrEnum):
    """Why somebody gets a key no more that he waited for; the code stands in the log."""

    PERSON_ENDED = "person_ended"
    WALLED = "walled"
    NOT_ENTITLED = "not_entitled"
    DESTROYED = "destroyed"
    RELEASED = "released"
    CLOSED = "closed"


def why_dropped(*, ended: bool, walled: bool, entitled: bool, destroyed: bool, closed: bool) -> WhyDropped | None:
    """Whether the wait for a key is over without it, or None while it is still his.

    `ended`: the person has left; `walled`: an exclusion stands between him and the case; `entitled`: his roles in force at this
    moment still carry the key, whatever they were when it was lost; `destroyed`: there is no key any more; `closed`: he never held
    it, and the case was closed before anybody gave it to him.
    """
    if ended:
        return WhyDropped.PERSON_ENDED
    if walled:
        return WhyDropped.WALLED
    if destroyed:
        return WhyDropped.DESTROYED
    if not entitled:
        return WhyDropped.NOT_ENTITLED
    return WhyDropped.CLOSED if closed else None
