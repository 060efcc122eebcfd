import ast
import re
from pathlib import Path

from tests.architecture.house import FLOOR_OF, ROOT, may_point_at, shown, sources, templates

URL_NAME = re.compile(rf"({'|'.join(FLOOR_OF)}):[a-z_]+")
NAMED_IN_TEMPLATE = re.compile(rf"""["']{URL_NAME.pattern}["']""")


def named_in_python(source: str) -> list[str]:
    """The rooms whose addresses a Python file names: reverse, redirect, url_name and whatever else takes such a string."""
    strings = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [found[1] for value in strings if (found := URL_NAME.fullmatch(value))]


def room_of_template(path: Path) -> str:
    """The room a template belongs to; layouts, components and the like are ui's."""
    folder = path.relative_to(ROOT / "templates").parts[0]
    return folder if folder in FLOOR_OF else "ui"


def test_python_names_addresses_of_its_own_room_or_below():
    upward = [
        f"{shown(path)} names an address of {target}"
        for room, path in sources()
        for target in named_in_python(path.read_text())
        if not may_point_at(room, target)
    ]

    assert upward == []


def test_templates_name_addresses_of_their_own_room_or_below():
    upward = [
        f"{shown(path)} names an address of {target}"
        for path in templates()
        for target in NAMED_IN_TEMPLATE.findall(path.read_text())
        if not may_point_at(room_of_template(path), target)
    ]

    assert upward == []


def test_an_upward_address_is_seen():
    assert named_in_python('redirect("reports:month", 1)\nreverse(name="channels:step")') == ["reports", "channels"]
    assert NAMED_IN_TEMPLATE.findall("{% url 'investigations:review' pk %}") == ["investigations"]
    assert (may_point_at("complaints", "reports"), may_point_at("channels", "investigations")) == (False, False)
    assert (may_point_at("reports", "complaints"), may_point_at("accounts", "accounts")) == (True, True)
