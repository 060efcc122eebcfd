"""What a change was, for the log: values that may stand there as they are, words only as their fingerprint."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any


def changed(before: Mapping[str, Any], after: Mapping[str, Any], *, words: Collection[str] = ()) -> dict[str, Any]:
    """The detail of an entry about a change: `fields`, and of each of them `…_before` and `…_after`.

    `before` and `after` have the same keys. `words` are the fields somebody typed in: of them the log keeps the SHA-256 (None
    for nothing), which proves later what stood there without repeating it. Empty when nothing differs.
    """
    fields = [name for name in before if before[name] != after[name]]
    if not fields:
        return {}
    detail: dict[str, Any] = {"fields": fields}
    for name in fields:
        kept = fingerprint if name in words else _as_it_is
        detail |= {f"{name}_before": kept(before[name]), f"{name}_after": kept(after[name])}
    return detail


def fingerprint(words: str) -> str | None:
    """The SHA-256 of a text in UTF-8 as 64 hexadecimal digits; None for an empty one."""
    return hashlib.sha256(words.encode()).hexdigest() if words else None


def _as_it_is(value: Any) -> Any:
    """A value of a fixed vocabulary; an empty code is no code."""
    return None if value == "" else value
