import ast

from tests.architecture.house import ROOT, shown, sources

TIMELESS = ("rules", "services", "queries", "permissions", "enums", "models", "arithmetic")
"""Shelves to which time is handed in."""
CLOCKS = {
    "timezone.now", "timezone.localtime", "timezone.localdate", "datetime.now", "datetime.today", "datetime.utcnow", "date.today",
    "time.time", "now", "localtime", "localdate",
}  # fmt: skip
TOLD_THE_MOMENT = {"timezone.localtime", "timezone.localdate", "localtime", "localdate"}
"""Given an argument, these only convert it."""


def clocks_read(source: str) -> list[int]:
    """The lines that read the clock, or hand it on as a default."""
    return sorted(node.lineno for node in ast.walk(ast.parse(source)) if reads_clock(node))


def reads_clock(node: ast.AST) -> bool:
    """Whether a node calls a clock, hands one on (`default=timezone.now`) or makes the database column read one."""
    if isinstance(node, ast.keyword):
        return name_of(node.value) in CLOCKS or node.arg in ("auto_now", "auto_now_add")
    if not isinstance(node, ast.Call):
        return False
    called = name_of(node.func)
    return called in CLOCKS and not (called in TOLD_THE_MOMENT and (node.args or node.keywords))


def name_of(node: ast.expr) -> str:
    """`timezone.now` for `django.utils.timezone.now`; one word for a bare name."""
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value).rpartition('.')[2]}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_time_is_handed_in():
    readers = [
        f"{shown(path)}:{line}"
        for _, path in sources()
        if set(path.relative_to(ROOT).with_suffix("").parts) & set(TIMELESS)
        for line in clocks_read(path.read_text())
    ]

    assert readers == []


def test_a_clock_is_seen():
    source = """
at = timezone.now()
today = date.today()
day = localdate()
fine = timezone.localdate(at)
made_at = DateTimeField(default=timezone.now)
changed_at = DateTimeField(auto_now=True)
moment = datetime.datetime.now(tz=UTC)
"""

    assert clocks_read(source) == [2, 3, 4, 6, 7, 8]
