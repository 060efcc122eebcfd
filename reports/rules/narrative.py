"""What in letter c looks like somebody's identity: asked before the report goes out (Pasal 15, 19(1) c)."""

import re
from collections.abc import Iterable

_NIP = re.compile(r"(?<!\d)(?:\d[ .-]?){17}\d(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?!\d)")
SHORTEST_NAME = 4
"""Characters below which a name stands in too many words to mean anything."""


def warnings_about(text: str, *, register: re.Pattern[str], names: Iterable[str]) -> tuple[str, ...]:
    """What letter c seems to hold, in words for its approver; empty when nothing was found.

    `register` is how this office writes its register numbers, `names` the accused of the cases the approver can open. Found
    by form alone: a hint, never a refusal, since a street may bear a person's name.
    """
    found = [words for pattern, words in ((_NIP, "nomor 18 angka seperti NIP"), (_PHONE, "nomor telepon")) if pattern.search(text)]
    if register.search(text):
        found.append("nomor register pengaduan")
    plain = f" {_plain(text)} "
    named = {name.strip() for name in names if len(_plain(name)) >= SHORTEST_NAME and f" {_plain(name)} " in plain}
    return (*found, *(f"nama terlapor: {name}" for name in sorted(named)))


def _plain(text: str) -> str:
    """Words in lower case with one space between them, without marks."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
