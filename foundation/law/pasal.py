"""A citation of Perwali Bengkulu 24/2020 that can be printed, compared, looked up and never points at nothing."""

from dataclasses import dataclass
from functools import total_ordering
from typing import Self

from foundation.law.regulation import Step, perwali


class UnknownPasal(ValueError):
    """The regulation has no such article, paragraph, letter or item."""


@total_ordering
@dataclass(frozen=True, repr=False)
class Pasal:
    """One place of the regulation: `Pasal(7, 3)`, `Pasal(18, 2, "a")`, `Pasal(5, letter="b")`, `Pasal(1, item=12)`.

    Raises UnknownPasal when the place does not exist, so a wrong citation fails where it is written.
    Sorts in the order of the regulation, a whole before its parts.
    """

    article: int
    paragraph: int | None = None
    letter: str | None = None
    item: int | None = None

    def __post_init__(self) -> None:
        try:
            perwali().place(self.path)
        except KeyError as error:
            raise UnknownPasal(f"{self} tidak ada dalam {perwali().title}") from error

    def __str__(self) -> str:
        """The citation as Indonesian law writes it: "Pasal 18 ayat (2) huruf a", "Pasal 1 angka 12"."""
        parts = [f"Pasal {self.article}"]
        if self.paragraph is not None:
            parts.append(f"ayat ({self.paragraph})")
        if self.letter is not None:
            parts.append(f"huruf {self.letter}")
        if self.item is not None:
            parts.append(f"angka {self.item}")
        return " ".join(parts)

    def __repr__(self) -> str:
        """The citation as code writes it: `Pasal(7, 3)`, `Pasal(5, letter='b')`."""
        parts = [repr(self.article)] + ([repr(self.paragraph)] if self.paragraph is not None else [])
        parts += [f"{name}={value!r}" for name, value in (("letter", self.letter), ("item", self.item)) if value is not None]
        return f"Pasal({', '.join(parts)})"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Pasal):
            return NotImplemented
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, str, int]:
        return self.article, self.paragraph or 0, self.letter or "", self.item or 0

    @property
    def path(self) -> tuple[Step, ...]:
        """The way from the article down to this place, as `regulation` numbers it."""
        steps = (("article", self.article), ("paragraph", self.paragraph), ("letter", self.letter), ("item", self.item))
        return tuple((kind, number) for kind, number in steps if number is not None)

    @classmethod
    def at(cls, path: tuple[Step, ...]) -> Self:
        """The citation of the place at the end of a path."""
        return cls(**dict(path))  # type: ignore[arg-type]

    def text(self) -> str:
        """The regulation's own words for this place, parts included, in Indonesian; parts stand on lines of their own."""
        return perwali().place(self.path).text()

    def covers(self, other: "Pasal") -> bool:
        """Whether `other` is this place or lies inside it: Pasal 7 covers Pasal 7 ayat (3)."""
        return other.path[: len(self.path)] == self.path

    def overlaps(self, other: "Pasal") -> bool:
        """Whether one of the two places lies inside the other."""
        return self.covers(other) or other.covers(self)

    def leaves(self) -> tuple["Pasal", ...]:
        """The smallest numbered places inside this one, in printed order; itself when it has no parts."""
        return tuple(Pasal.at(path) for path in perwali().place(self.path).leaves(self.path))
