"""Names of the ways in: a registry the room `channels` fills, because a case knows its channel by code only."""

from collections.abc import Callable

_source: list[Callable[[], list[tuple[str, str]]]] = []


def name_channels(source: Callable[[], list[tuple[str, str]]]) -> None:
    """Say where the names of channels come from; called once by the room `channels` when it starts."""
    _source[:] = [source]


def channel_labels() -> list[tuple[str, str]]:
    """Code and name of every channel, in their order; empty before the room above has started."""
    return _source[0]() if _source else []
