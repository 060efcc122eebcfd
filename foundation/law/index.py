"""The map of the law, read from the source text of the six apps: which rule carries out which article.

Nothing is imported or registered at run time: the syntax tree alone tells, so the map also holds for code that cannot start.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from foundation.law.pasal import Pasal, UnknownPasal

APPS = ("complaints", "channels", "investigations", "protection", "rewards", "reports")
ROOT = Path(__file__).resolve().parent.parent.parent
WORD = "carries_out"


class UnreadableMark(ValueError):
    """A mark whose articles are not written out as Pasal(...) with plain numbers, so that no reader of the text can find it."""


@dataclass(frozen=True, order=True)
class Mark:
    """One article carried out by one name: `investigations/rules/assignment.py`, line 12, `signatory`."""

    pasal: Pasal
    file: str
    line: int
    name: str

    @property
    def module(self) -> str:
        """The file as Python imports it: `investigations.rules.assignment`."""
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def find(root: Path = ROOT) -> list[Mark]:
    """Every mark in the rules of the six apps under `root`, in the order of the regulation.

    Raises UnreadableMark for a mark that cannot be read from the text, UnknownPasal for one that cites no existing place.
    """
    return sorted(mark for file in rule_files(root) for mark in marks_in(file, root))


def rule_files(root: Path = ROOT) -> list[Path]:
    """The Python files where rules stand: `<app>/rules.py` and everything under `<app>/rules/`."""
    return sorted(file for app in APPS for pattern in ("rules.py", "rules/**/*.py") for file in (root / app).glob(pattern))


def marks_in(file: Path, root: Path = ROOT) -> list[Mark]:
    """The marks of one source file, its path told relative to `root`; raises as `find` does."""
    tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
    shown = file.relative_to(root).as_posix()
    return [
        Mark(_pasal(citation, shown), shown, citation.lineno, name)
        for name, marking in _markings(tree, "")
        for citation in _citations(marking, shown)
    ]


def _markings(node: ast.AST, name: str) -> Iterator[tuple[str, ast.Call | ast.keyword]]:
    """Each `carries_out(...)` call and `carries_out=` keyword below a node, with the name it belongs to."""
    for child in ast.iter_child_nodes(node):
        if (isinstance(child, ast.Call) and _called(child) == WORD) or (isinstance(child, ast.keyword) and child.arg == WORD):
            yield name, child
        else:
            yield from _markings(child, _name_below(child, name))


def _name_below(node: ast.AST, name: str) -> str:
    """The name that whatever stands inside a node belongs to: the function, class or constant it defines, or the one around it."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return f"{name}.{node.name}" if name else node.name
    if isinstance(node, ast.Assign | ast.AnnAssign):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        return f"{name}.{ast.unparse(target)}" if name else ast.unparse(target)
    return name


def _called(call: ast.Call) -> str:
    """The last word of what is called: `carries_out` for both `carries_out(...)` and `law.carries_out(...)`."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _citations(marking: ast.Call | ast.keyword, file: str) -> list[ast.Call]:
    """The Pasal(...) calls of one marking; a keyword may hold one or a tuple or list of them."""
    if isinstance(marking, ast.Call):
        values = marking.args
    elif isinstance(marking.value, ast.Tuple | ast.List):
        values = marking.value.elts
    else:
        values = [marking.value]
    citations = [value for value in values if isinstance(value, ast.Call) and _called(value) == "Pasal"]
    if not citations or len(citations) != len(values):
        raise UnreadableMark(f"{file}:{marking.lineno}: {WORD} takes Pasal(...) written out, so that the text can be searched")
    return citations


def _pasal(citation: ast.Call, file: str) -> Pasal:
    """The citation a Pasal(...) call writes."""
    try:
        numbers = [ast.literal_eval(value) for value in citation.args]
        named = {str(word.arg): ast.literal_eval(word.value) for word in citation.keywords}
        return Pasal(*numbers, **named)
    except UnknownPasal as error:
        raise UnknownPasal(f"{file}:{citation.lineno}: {error}") from error
    except (ValueError, TypeError) as error:
        raise UnreadableMark(f"{file}:{citation.lineno}: Pasal(...) takes plain numbers and letters here") from error
