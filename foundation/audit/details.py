"""What may stand in a log or a queue: ids, codes, dates and numbers, and never a word anybody typed."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
LARGEST_NUMBER = 999_999_999
"""Nine digits: a phone number, a NIP and a NIK are longer, so none slips in as a number."""
LONGEST_LIST = 500
MOST_KEYS = 20

SHAPES = (
    # code: an enum's value or a model's label, "in_audit", "complaints.complaint", "v2"
    re.compile(r"(?=.{1,60}\Z)[a-z]+[0-9]{0,3}(?:[._-][a-z]*[0-9]{0,3})*"),
    # an article or an echelon: "7.3", "20.2.a", "II.a"
    re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?(?:\.[a-z])?"),
    re.compile(r"[IV]{1,3}\.[a-e]"),
    # a register or decree number: always with a stroke, "700/0001/2026", "SK-12/INSP/2026"
    re.compile(r"(?=.{3,60}\Z)(?!.*[0-9]{9})[0-9A-Z][0-9A-Z.-]*(?:/[0-9A-Z.-]+)+"),
    # a month, a date, a moment with its offset
    re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?)?"),
    # a UUID, a SHA-256
    re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    re.compile(r"[0-9a-f]{64}"),
)


class DetailRefused(ValueError):
    """A detail holds something that could be content. The message names the key, never the value."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")


def checked(detail: Mapping[str, Any] | None) -> dict[str, Any]:
    """A JSON object with the same facts, or a refusal.

    Keys are lower-case identifiers. Values are None, booleans, integers of up to nine digits, UUIDs, dates, aware
    moments (written in UTC), enum members with such a value, strings of one of SHAPES, or a flat list of these.

    Raises DetailRefused for anything else: free text, floats (they read back differently), nested objects.
    """
    detail = detail or {}
    if len(detail) > MOST_KEYS:
        raise DetailRefused("detail", f"more than {MOST_KEYS} keys")
    return {_checked_key(key): _checked_value(key, value) for key, value in detail.items()}


def _checked_key(key: Any) -> str:
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise DetailRefused("a key", "not a lower-case identifier of up to 40 letters")
    return key


def _checked_value(key: str, value: Any) -> Any:
    if isinstance(value, list | tuple | set | frozenset):
        if len(value) > LONGEST_LIST:
            raise DetailRefused(key, f"more than {LONGEST_LIST} values")
        scalars = [_checked_scalar(key, one) for one in value]
        return sorted(scalars, key=str) if isinstance(value, set | frozenset) else scalars
    return _checked_scalar(key, value)


def _checked_scalar(key: str, value: Any) -> Any:
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _checked_number(key, value)
    text = _written(key, value)
    if any(shape.fullmatch(text) for shape in SHAPES):
        return text
    raise DetailRefused(key, "not a code, id, date or number")


def _checked_number(key: str, value: int) -> int:
    if abs(value) > LARGEST_NUMBER:
        raise DetailRefused(key, "a number of more than nine digits")
    return int(value)


def _written(key: str, value: Any) -> str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise DetailRefused(key, "a moment without a time zone")
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    raise DetailRefused(key, f"a {type(value).__name__} is not an id, code, date or number")
