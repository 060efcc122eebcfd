"""The words of Perwali Bengkulu 24/2020 as a tree of provisions, read once from the data file beside this module."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("perwali_24_2020.toml")

Step = tuple[str, int | str]
"""One step down the tree: ("article", 7), ("paragraph", 3), ("letter", "a") or ("item", 12)."""

LABELS = {"paragraph": "({})", "letter": "{}.", "item": "{}."}
"""How the regulation itself numbers the parts of a provision."""


@dataclass(frozen=True)
class Provision:
    """One place of the regulation: its own opening words and the numbered parts under them, in printed order."""

    words: str
    parts: Mapping[Step, "Provision"]

    def text(self) -> str:
        """The opening words and every part below, each on a line of its own with the number the regulation gives it."""
        lines = [self.words] if self.words else []
        lines += [f"{LABELS[kind].format(number)} {part.text()}" for (kind, number), part in self.parts.items()]
        return "\n".join(lines)

    def leaves(self, above: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
        """The paths of the smallest numbered places below, each beginning with `above`; a place without parts is its own leaf."""
        if not self.parts:
            yield above
        for step, part in self.parts.items():
            yield from part.leaves((*above, step))


@dataclass(frozen=True)
class Regulation:
    """The regulation as a whole: its title, its subject, the day it came into force and its articles."""

    title: str
    subject: str
    in_force_from: date
    articles: Mapping[Step, Provision]

    def place(self, path: tuple[Step, ...]) -> Provision:
        """The provision at the end of a path that begins with an article; KeyError when the regulation has no such place."""
        provision = self.articles[path[0]]
        for step in path[1:]:
            provision = provision.parts[step]
        return provision


def _provision(table: dict[str, Any]) -> Provision:
    parts: dict[Step, Provision] = {}
    for number, below in table.get("paragraph", {}).items():
        parts["paragraph", int(number)] = _provision(below)
    for letter, words in table.get("letter", {}).items():
        parts["letter", letter] = Provision(words, {})
    for number, words in table.get("item", {}).items():
        parts["item", int(number)] = Provision(words, {})
    return Provision(table.get("words", ""), parts)


@lru_cache(maxsize=1)
def perwali() -> Regulation:
    """Peraturan Walikota Bengkulu Nomor 24 Tahun 2020, read from the data file on first use and kept."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    articles: dict[Step, Provision] = {("article", int(number)): _provision(table) for number, table in data["article"].items()}
    return Regulation(data["title"], data["subject"], data["in_force_from"], articles)
