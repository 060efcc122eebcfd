"""Each operative article of the regulation is carried out in exactly one place, and the map of it is honest."""

import re
from pathlib import Path

from foundation.law import Pasal
from foundation.law.coverage import faults
from foundation.law.index import APPS, ROOT, WORD, find, rule_files
from foundation.law.pending import PENDING
from foundation.law.places import PLACES, WITHOUT_CODE

GLOSSARY = ROOT / "docs" / "glossary.md"


def test_each_operative_article_is_carried_out_in_its_one_place():
    """A failure lists what to do, one line each: mark a rule, move it, or remove it from pending.py."""
    wrong = faults(find())

    assert wrong == [], "\n" + "\n".join(wrong)


def test_pending_provisions_are_operative_and_name_the_room_that_lacks():
    rooms = {place: PLACES[place].partition("/")[0] for place in PENDING}

    assert [str(place) for place, room in rooms.items() if f"({room})" not in PENDING[place]] == []


def test_places_name_files_in_the_rules_of_the_apps():
    pattern = re.compile(rf"({'|'.join(APPS)})/rules/[a-z_]+\.py")

    assert [file for file in PLACES.values() if not pattern.fullmatch(file)] == []


def test_articles_that_need_no_code_are_these_and_each_says_why():
    assert list(WITHOUT_CODE) == [Pasal(1), Pasal(2), Pasal(3, letter="a"), Pasal(3, letter="d"), Pasal(4), Pasal(21), Pasal(22)]
    assert [place for place, reason in WITHOUT_CODE.items() if not reason] == []


def test_the_word_stands_nowhere_but_in_rules():
    """Elsewhere an article is cited with `basis=`, never decided again."""
    marked = re.compile(rf"^\s*@(\w+\.)*{WORD}\b|\b{WORD}\s*=\s*Pasal\(", re.MULTILINE)
    rules = set(rule_files())
    rooms = [ROOT / room for room in (*APPS, "config", "foundation")]

    strays = [shown(file) for room in rooms for file in sorted(room.rglob("*.py")) if file not in rules and marked.search(source(file))]

    assert strays == []


def test_glossary_has_the_nineteen_terms_of_pasal_1_with_a_code_name():
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \|", source(GLOSSARY), re.MULTILINE)

    assert [int(item) for item, _, _ in rows] == list(range(1, 20))
    assert [term for item, term, _ in rows if not defines(Pasal(1, item=int(item)), term)] == []
    assert [term for _, term, code in rows if not code.strip()] == []


def defines(definition: Pasal, term: str) -> bool:
    """Whether the regulation's definition begins with the term, its abbreviation in brackets left aside."""
    return definition.text().startswith(term.partition(" (")[0].strip())


def source(file: Path) -> str:
    """The text of a file."""
    return file.read_text(encoding="utf-8")


def shown(file: Path) -> str:
    """A path as people write it."""
    return file.relative_to(ROOT).as_posix()
