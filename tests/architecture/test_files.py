import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import FLOOR_OF, ROOT, folder_of, shown, sources, templates

LONGEST_FILE = 300
LONGEST_SETTINGS = 200
LONGEST_TEMPLATE = 120
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc", "core", "managers", "constants"}
NAMED_SO_ON_PURPOSE = {"config/settings/base.py"}


def length(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_no_file_is_too_long():
    assert [f"{shown(path)}: {length(path)}" for _, path in sources() if length(path) > LONGEST_FILE] == []


def test_no_settings_file_is_too_long():
    settings = sorted((ROOT / "config" / "settings").rglob("*.py"))

    assert [f"{shown(path)}: {length(path)}" for path in settings if length(path) > LONGEST_SETTINGS] == []


def test_no_template_is_too_long():
    assert [f"{shown(path)}: {length(path)}" for path in templates() if length(path) > LONGEST_TEMPLATE] == []


def test_each_file_opens_with_a_sentence_about_what_it_is_for():
    silent = [shown(path) for _, path in sources() if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text()))]

    assert silent == []


def names() -> Iterator[tuple[Path, str]]:
    for _, path in sources():
        yield path, path.parent.name if path.name == "__init__.py" else path.stem


def test_no_module_has_a_name_that_says_nothing():
    assert [shown(path) for path, name in names() if name in EMPTY_NAMES and shown(path) not in NAMED_SO_ON_PURPOSE] == []


def test_no_top_level_package_shadows_the_standard_library():
    """A top-level `calendar/` or `statistics/` breaks Django at import."""
    top = {path.name.removesuffix(".py") for path in ROOT.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}

    assert sorted(top & sys.stdlib_module_names) == []


def test_foundation_holds_eight_rooms():
    rooms = {path.name for path in (ROOT / "foundation").iterdir() if (path / "__init__.py").is_file()}

    assert rooms == {room for room in FLOOR_OF if folder_of(room).parent.name == "foundation"}
    assert len(rooms) == 8
