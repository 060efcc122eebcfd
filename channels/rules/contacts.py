"""Where a way in can be tapped: the number or address in its words, and the link a telephone understands."""

import re
from dataclasses import dataclass

from channels.enums import Way

_NUMBER = re.compile(r"\+?[(]?\d[\d\s().-]{5,}\d")
_MAIL = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,.]+")
_COUNTRY = "62"
"""Indonesia, which WhatsApp wants in place of the leading zero."""


@dataclass(frozen=True)
class Contact:
    """The words before, the linked words with their address, and the words after; no address, and all stands in `before`."""

    before: str
    linked: str = ""
    href: str = ""
    after: str = ""


def contact_of(way: str, words: str) -> Contact:
    """The contact of a way in (its code) with what can be tapped in it, by the kind of way; "0800-0000-0110" for a message is "sms:"."""
    pattern = _MAIL if way == Way.EMAIL else _NUMBER if way in (Way.MESSAGE, Way.WHATSAPP, Way.PHONE) else None
    found = pattern.search(words) if pattern else None
    if found is None:
        return Contact(words)
    return Contact(words[: found.start()], found[0], _address(way, found[0]), words[found.end() :])


def _address(way: str, text: str) -> str:
    if way == Way.EMAIL:
        return f"mailto:{text}"
    number = ("+" if text.startswith("+") else "") + "".join(sign for sign in text if sign.isdecimal())
    if way == Way.WHATSAPP:
        return f"https://wa.me/{_COUNTRY + number[1:] if number.startswith('0') else number.lstrip('+')}"
    return f"{'sms' if way == Way.MESSAGE else 'tel'}:{number}"
