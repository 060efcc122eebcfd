"""The map is read from source text: decorators, keywords and nothing that cannot be read."""

from pathlib import Path

import pytest

from foundation.law import Pasal, UnknownPasal
from foundation.law.index import Mark, UnreadableMark, find, marks_in


def house(root: Path, **files: str) -> Path:
    """A folder with rule files; `complaints__rules__deadlines` names complaints/rules/deadlines.py."""
    for name, source in files.items():
        path = root / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return root


def test_decorated_function_is_found(tmp_path: Path):
    root = house(tmp_path, investigations__rules__assignment="import nowhere\n\n@carries_out(Pasal(7, 3))\ndef signatory(): ...\n")

    assert find(root) == [Mark(Pasal(7, 3), "investigations/rules/assignment.py", 3, "signatory")]
    assert find(root)[0].module == "investigations.rules.assignment"


def test_constant_with_the_keyword_is_found(tmp_path: Path):
    root = house(tmp_path, complaints__rules__deadlines="ANSWER: Term = Term(30, carries_out=Pasal(16))\n")

    assert find(root) == [Mark(Pasal(16), "complaints/rules/deadlines.py", 1, "ANSWER")]


def test_several_decorators_and_several_articles_are_each_found(tmp_path: Path):
    source = '@law.carries_out(Pasal(5, letter="b"))\n@carries_out(Pasal(17, 1), Pasal(17, 2))\ndef forbid(): ...\n'
    root = house(tmp_path, protection__rules__retaliation=source)

    assert find(root) == [
        Mark(Pasal(5, letter="b"), "protection/rules/retaliation.py", 1, "forbid"),
        Mark(Pasal(17, 1), "protection/rules/retaliation.py", 2, "forbid"),
        Mark(Pasal(17, 2), "protection/rules/retaliation.py", 2, "forbid"),
    ]


def test_keyword_with_several_articles_is_found(tmp_path: Path):
    root = house(tmp_path, channels__rules="WAYS = Ways(carries_out=(Pasal(6, 1), Pasal(6, 3)))\n")

    assert find(root) == [Mark(Pasal(6, 1), "channels/rules.py", 1, "WAYS"), Mark(Pasal(6, 3), "channels/rules.py", 1, "WAYS")]


def test_name_tells_the_class_and_the_constant_around_a_mark(tmp_path: Path):
    source = (
        "class Ground(Enum):\n"
        '    PRIVATE = Reason(carries_out=Pasal(18, 2, "c"))\n'
        "    @carries_out(Pasal(18, 1))\n"
        "    def may_refuse(self): ...\n"
        "RIGHTS = [Right(carries_out=Pasal(9, 1))]\n"
    )
    root = house(tmp_path, complaints__rules__answer=source)

    assert [(mark.pasal, mark.name) for mark in find(root)] == [
        (Pasal(9, 1), "RIGHTS"),
        (Pasal(18, 1), "Ground.may_refuse"),
        (Pasal(18, 2, "c"), "Ground.PRIVATE"),
    ]


def test_citation_with_basis_is_not_a_mark(tmp_path: Path):
    root = house(tmp_path, complaints__rules__moves="FORWARD = Move(basis=Pasal(6, 5))\n")

    assert find(root) == []


def test_only_rules_of_the_six_apps_are_searched(tmp_path: Path):
    source = "@carries_out(Pasal(16))\ndef late(): ...\n"
    root = house(tmp_path, complaints__services__late=source, foundation__rules__late=source, rewards__rules__deep__late=source)

    assert [mark.file for mark in find(root)] == ["rewards/rules/deep/late.py"]


@pytest.mark.parametrize(
    "source",
    [
        "@carries_out(PASAL)\ndef rule(): ...\n",
        "@carries_out(*PASALS)\ndef rule(): ...\n",
        "@carries_out(Pasal(number))\ndef rule(): ...\n",
        "@carries_out(Pasal(7, 3, 'a', 1, 2))\ndef rule(): ...\n",
        "@carries_out()\ndef rule(): ...\n",
        "TERM = Term(carries_out=the_article)\n",
    ],
)
def test_mark_that_cannot_be_read_from_the_text_is_refused(tmp_path: Path, source: str):
    root = house(tmp_path, complaints__rules__deadlines=source)

    with pytest.raises(UnreadableMark) as refusal:
        find(root)

    assert str(refusal.value).startswith("complaints/rules/deadlines.py:1: ")


def test_mark_that_cites_no_existing_place_says_where_it_stands(tmp_path: Path):
    root = house(tmp_path, reports__rules__contents="\n@carries_out(Pasal(19, 3))\ndef contents(): ...\n")

    with pytest.raises(UnknownPasal) as refusal:
        marks_in(root / "reports/rules/contents.py", root)

    assert str(refusal.value) == (
        "reports/rules/contents.py:2: Pasal 19 ayat (3) tidak ada dalam Peraturan Walikota Bengkulu Nomor 24 Tahun 2020"
    )
