"""`manage.py pasal` prints the map of the law for people and for machines."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.management.commands.pasal import as_json, as_text
from foundation.law import Pasal
from foundation.law.coverage import Line, Status
from foundation.law.index import Mark

SIGNATORY = Mark(Pasal(7, 3), "investigations/rules/assignment.py", 12, "signatory")
LINES = [
    Line(Pasal(2), Status.WITHOUT_CODE, reason="maksud"),
    Line(Pasal(7, 3), Status.CARRIED_OUT, marks=(SIGNATORY,), file="investigations/rules/assignment.py"),
    Line(Pasal(16), Status.MISSING, file="complaints/rules/deadlines.py"),
    Line(Pasal(20, 1), Status.PENDING, file="rewards/rules/eligibility.py", reason="penghargaan belum ada"),
]


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("pasal", *arguments, stdout=out)
    return out.getvalue()


def test_text_for_people():
    assert as_text(LINES, with_words=False) == [
        "Peraturan Walikota Bengkulu Nomor 24 Tahun 2020",
        "",
        "Pasal 2",
        "  tanpa kode: maksud",
        "",
        "Pasal 7 ayat (3)",
        "  investigations/rules/assignment.py:12  signatory",
        "",
        "Pasal 16",
        "  TIDAK ADA KODE: seharusnya complaints/rules/deadlines.py",
        "",
        "Pasal 20 ayat (1)",
        "  belum ada kode: penghargaan belum ada; tempatnya nanti rewards/rules/eligibility.py",
    ]


def test_mark_of_a_wider_place_is_shown_with_it():
    lines = [Line(Pasal(18, 1), Status.CARRIED_OUT, marks=(Mark(Pasal(18), "complaints/rules/answer.py", 3, "refusal"),))]

    assert as_text(lines, with_words=False)[-1] == "  complaints/rules/answer.py:3  refusal  (Pasal 18)"


def test_json_for_machines():
    assert as_json(LINES[1:2]) == {
        "regulation": "Peraturan Walikota Bengkulu Nomor 24 Tahun 2020",
        "provisions": [
            {
                "pasal": "Pasal 7 ayat (3)",
                "article": 7,
                "status": "carried_out",
                "file": "investigations/rules/assignment.py",
                "reason": "",
                "code": [
                    {
                        "pasal": "Pasal 7 ayat (3)",
                        "module": "investigations.rules.assignment",
                        "name": "signatory",
                        "file": "investigations/rules/assignment.py",
                        "line": 12,
                    }
                ],
            }
        ],
    }


def test_one_article_is_printed_with_the_regulations_words():
    lines = printed("16").splitlines()

    assert lines[:4] == [
        "Peraturan Walikota Bengkulu Nomor 24 Tahun 2020",
        "",
        "Pasal 16",
        (
            "    Inspektorat memberikan jawaban kepada Pelapor sebagaimana dimaksud dalam pasal 9 ayat (3) paling lambat 30 (tiga puluh) "
            "hari kerja terhitung sejak pengaduan diterima."
        ),
    ]


def test_whole_regulation_is_printed_when_no_article_is_named():
    articles = {provision["article"] for provision in json.loads(printed("--json"))["provisions"]}

    assert articles == set(range(1, 23))


def test_article_that_does_not_exist_is_refused():
    with pytest.raises(CommandError) as refusal:
        printed("23")

    assert str(refusal.value) == "Pasal 23 tidak ada dalam Peraturan Walikota Bengkulu Nomor 24 Tahun 2020"
