"""Reads of the ways in."""

import time
from datetime import date

from django.db.models import Q, QuerySet

from channels.models import Channel

KEPT_SECONDS = 60
"""How long another process may still show the old name of a way in."""


class NoChannel(LookupError):
    """No way in of this code is in force on the day asked for."""


def in_force(on: date) -> QuerySet[Channel]:
    """The ways in that are open on a day (WIB), in their order."""
    return Channel.objects.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def advertised(on: date) -> QuerySet[Channel]:
    """The ways in that the public is told of on a day (WIB)."""
    return in_force(on).filter(advertised=True)


def named_by_law(on: date) -> QuerySet[Channel]:
    """The ways in that the Perwali names itself, open on a day (WIB): what another medium may be treated as."""
    return in_force(on).filter(under__isnull=True)


def channel_of(code: str, *, on: date) -> Channel:
    """The way in of this code on a day (WIB). Raises NoChannel."""
    found = in_force(on).filter(code=code).first()
    if found is None:
        raise NoChannel(code)
    return found


def labels() -> list[tuple[str, str]]:
    """Code and name of every way in, ended ones too, in their order; kept by the process for KEPT_SECONDS once there are any."""
    if not _kept.rows or _kept.until <= time.monotonic():
        _kept.rows = list(Channel.objects.values_list("code", "label"))
        _kept.until = time.monotonic() + KEPT_SECONDS
    return _kept.rows


def forget_labels() -> None:
    """Read the names anew at the next question; called after a change. Other processes see it when what they keep is too old."""
    _kept.until = 0.0


class _Kept:
    """The names as they were last read."""

    rows: list[tuple[str, str]] = []
    until = 0.0


_kept = _Kept()
