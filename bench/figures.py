"""What was measured, held against the floors and aims of docs/performance.md: verdicts, the printed table, the results file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

SCHEMA = 1
CORES = 2
"""The figures are promised for a machine with so many."""
GROWTH_LIMIT = 1.5
GROWING = ("inbox", "case page")
"""The works that may cost at most GROWTH_LIMIT times as much when there are more complaints."""
HEADS = ("work", "figure", "floor", "aim", "processor time", "on idle cores", "verdict", "beside")


@dataclass(frozen=True)
class Target:
    """What one work should reach. `unit` "/s" counts up, every other unit counts down; None is no target."""

    work: str
    unit: str
    floor: float | None = None
    aim: float | None = None

    @property
    def more_is_better(self) -> bool:
        """Rates rise, times and sizes fall."""
        return self.unit in {"/s", "×"}


@dataclass(frozen=True)
class Spent:
    """Processor milliseconds of one turn: it says what a work costs even while others use the machine."""

    web: float
    database: float
    clients: float

    @property
    def total(self) -> float:
        """All that one turn costs the machine."""
        return self.web + self.database + self.clients


@dataclass(frozen=True)
class Figure:
    """One measured work. `beside` says what it is compared with."""

    target: Target
    value: float
    beside: str = ""
    spent: Spent | None = None

    @property
    def idle_rate(self) -> float | None:
        """Turns a second that the processor time of one turn would allow on CORES cores with nothing else to do."""
        return CORES * 1000 / self.spent.total if self.spent and self.spent.total else None

    @property
    def verdict(self) -> str:
        """In words: "aim reached", "above the floor", "BELOW THE FLOOR", or "" where nothing is asked."""
        if self.target.floor is None:
            return ""
        if self._reaches(self.target.aim):
            return "aim reached"
        return "above the floor" if self._reaches(self.target.floor) else "BELOW THE FLOOR"

    def _reaches(self, wanted: float | None) -> bool:
        if wanted is None:
            return False
        return self.value >= wanted if self.target.more_is_better else self.value <= wanted


def middle(values: Iterable[float]) -> float:
    """The median of several rounds."""
    return float(median(values))


def shown(value: float | None, unit: str) -> str:
    """A figure as "512 /s", "4.2 ms", "0.61 ×"; "–" for none."""
    if value is None:
        return "–"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def row_of(figure: Figure) -> tuple[str, ...]:
    """One line of the table."""
    target, spent = figure.target, figure.spent
    cost = f"{spent.web:.1f} web + {spent.database:.1f} db + {spent.clients:.1f} ms" if spent else ""
    bounds = [shown(bound, target.unit) if target.floor is not None else "" for bound in (target.floor, target.aim)]
    idle = shown(figure.idle_rate, "/s") if spent else ""
    return (target.work, shown(figure.value, target.unit), *bounds, cost, idle, figure.verdict, figure.beside)


def table(figures: Sequence[Figure]) -> str:
    """All lines under their heads, in columns as wide as their widest cell."""
    lines = [HEADS, *(row_of(figure) for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def as_json(figures: Sequence[Figure], *, about: Mapping[str, Any]) -> dict[str, Any]:
    """The results file: what was measured on, and each figure with its target and verdict."""
    rows = [{**asdict(figure.target), **_measured(figure), "verdict": figure.verdict} for figure in figures]
    return {"schema": SCHEMA, **about, "figures": rows}


def _measured(figure: Figure) -> dict[str, Any]:
    spent = {name: round(value, 3) for name, value in asdict(figure.spent).items()} if figure.spent else None
    return {"value": round(figure.value, 3), "beside": figure.beside, "spent_ms": spent}


def growth(earlier: Mapping[str, Any], figures: Sequence[Figure]) -> list[Figure]:
    """How much more processor time, of server and database, a page costs than in an earlier results file with fewer complaints."""
    before = {row["work"]: Spent(**row["spent_ms"]) for row in earlier["figures"] if row["spent_ms"]}
    found = []
    for figure in figures:
        work = figure.target.work
        if work in GROWING and figure.spent and work in before:
            target = Target(f"growth of {work} since {earlier['complaints']:,} complaints", "times", GROWTH_LIMIT, GROWTH_LIMIT)
            found.append(Figure(target, figure.spent.total / before[work].total))
    return found
