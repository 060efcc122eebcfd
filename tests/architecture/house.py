"""The house as files: its rooms from the roof down, and the sources of each."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SIX_ROOMS = ("complaints", "channels", "investigations", "protection", "rewards", "reports")
FLOORS = (
    ("law",),
    ("audit",),
    ("ui",),
    ("vault", "jobs", "workdays"),
    ("accounts",),
    ("papers",),
    ("complaints",),
    ("channels", "investigations"),
    ("protection", "rewards"),
    ("reports",),
    ("config",),
)
"""From the ground up; rooms of one floor never meet."""
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def folder_of(room: str) -> Path:
    """Where a room's package lies."""
    return ROOT / room if (ROOT / room).is_dir() else ROOT / "foundation" / room


def sources(*, migrations: bool = False) -> Iterator[tuple[str, Path]]:
    """Every Python file of the product with its room, in a fixed order; migrations only when asked for."""
    for room in FLOOR_OF:
        for path in sorted(folder_of(room).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                yield room, path


def templates() -> Iterator[Path]:
    """Every template of the product, in a fixed order."""
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def shown(path: Path) -> str:
    """A path as people read it: from the project's folder on."""
    return str(path.relative_to(ROOT))


def may_point_at(source: str, target: str) -> bool:
    """Whether something in one room may name something of another: itself, or a room on a lower floor."""
    return source == target or FLOOR_OF[target] < FLOOR_OF[source]
