"""Reads of the ways in."""

from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from channels.models import Channel


class NoChannel(LookupError):
    """No way in of this code is in force on the day asked for."""


def in_force(on: date) -> QuerySet[Channel]:
    """The ways in that are open on a day (WIB), in their order."""
    return Channel.objects.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def advertised(on: date) -> QuerySet[Channel]:
    """The ways in that the public is told of on a day (WIB)."""
    return in_force(on).filter(advertised=True)


def channel_of(code: str, *, on: date) -> Channel:
    """The way in of this code on a day (WIB). Raises NoChannel."""
    found = in_force(on).filter(code=code).first()
    if found is None:
        raise NoChannel(code)
    return found


def labels() -> list[tuple[str, str]]:
    """Code and name of every way in, ended ones too, in their order; kept by the process once there are any."""
    kept = _kept_labels()
    if not kept:
        forget_labels()
    return kept


@lru_cache(maxsize=1)
def _kept_labels() -> list[tuple[str, str]]:
    return list(Channel.objects.values_list("code", "label"))


def forget_labels() -> None:
    """Read the names anew at the next question; called after a change."""
    _kept_labels.cache_clear()
