"""What screens hand to the components: small frozen records, so that a template decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from foundation.law import Pasal

State = Literal["safe", "near", "late", "met", "paused"]
Cell = Literal["gone", "today", "left"]


@dataclass(frozen=True)
class DeadlineView:
    """One legal term as shown: `state` gives shape and colour, `words` the chip ("Sisa 4 hari kerja").

    `due_on` is the legal date, `strict_on` the stricter reading, `met_on` the day it was met; `cells` has one entry per
    working day of the term; `note` is one short remark ("24 dan 25 Desember libur, tidak dihitung"), `caution` the part of it
    that lists must show, too.
    """

    kind: str
    label: str
    state: State
    words: str
    due_on: date
    pasal: Pasal
    strict_on: date | None = None
    met_on: date | None = None
    cells: Sequence[Cell] = ()
    note: str = ""
    caution: str = ""


@dataclass(frozen=True)
class Task:
    """A line of a task list. Without `url` it is text: then `words` says what it waits for ("Setelah penelaahan").

    `state`: "done" (tick), "now" (bold), "todo", "wait" (pale).
    """

    label: str
    words: str
    url: str = ""
    state: Literal["done", "now", "todo", "wait"] = "todo"


@dataclass(frozen=True)
class TaskGroup:
    """Tasks under one heading."""

    title: str
    tasks: Sequence[Task]


@dataclass(frozen=True)
class TimelineEntry:
    """One event. `kind`: "legal" (diamond), "message" (ring), "access" (an identity was opened), "todo" (still to come).

    `at` may be a date or an aware datetime (then the hour is shown) or None for what is still to come; `title` is printed
    bold, `actor` after a comma, `text` after a colon; `state` and `words` make a chip, `note` a small remark.
    """

    title: str
    kind: Literal["legal", "message", "access", "todo"] = "legal"
    at: date | datetime | None = None
    actor: str = ""
    text: str = ""
    state: State | None = None
    words: str = ""
    note: str = ""

    @property
    def iso(self) -> str:
        """The moment for machines, as exact as it is known."""
        return self.at.isoformat() if self.at else ""


@dataclass(frozen=True)
class Figure:
    """A big number with its words; `state` "late" draws it as a warning; with `url` the label is a link."""

    value: int | str
    label: str
    note: str = ""
    state: Literal["", "late"] = ""
    url: str = ""


@dataclass(frozen=True)
class Counter:
    """A number that filters the list when followed."""

    value: int | str
    label: str
    url: str
    state: Literal["", "near", "late"] = ""
    current: bool = False


@dataclass(frozen=True)
class Tab:
    """A tab is a plain link; `current` marks the one being read."""

    label: str
    url: str
    current: bool = False
    icon: str = ""


@dataclass(frozen=True)
class Bar:
    """One group of a chart: a short label under it, its full name for the table, and two values (`b` inside `a`)."""

    label: str
    name: str
    a: int
    b: int


@dataclass(frozen=True)
class Promise:
    """One promised term on a receipt: the number of working days, the date, what is promised, and the article."""

    days: int
    due_on: date
    words: str
    pasal: Pasal


@dataclass(frozen=True)
class SummaryRow:
    """A line of a summary list; `hidden` completes the action for a screen reader ("Ubah" + " uraian")."""

    label: str
    value: str
    url: str = ""
    action: str = "Ubah"
    hidden: str = ""
