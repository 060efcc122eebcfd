"""`due_dates`: the promised answer for scripts, and what it says to people."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from foundation.workdays.models import Holiday
from tests.factories.complaints import Office


def asked(*arguments: str) -> str:
    said = StringIO()
    call_command("due_dates", *arguments, stdout=said)
    return said.getvalue()


def test_the_promised_json(office: Office):
    assert json.loads(asked("2026-11-06T10:15+07:00", "--json")) == {
        "received_on": "2026-11-06",
        "forward": {"legal": "2026-11-11", "strict": "2026-11-10"},
        "follow_up": {"legal": "2026-11-20", "strict": "2026-11-19"},
        "answer": {"legal": "2026-12-18", "strict": "2026-12-17"},
        "holidays": [],
        "years_without_joint_leave": [],
    }


def test_the_holidays_that_moved_the_dates_are_named(office: Office):
    answer = json.loads(asked("2026-12-18T09:00", "--json"))

    assert answer["holidays"][:2] == [
        {"date": "2026-12-24", "name": Holiday.objects.get(date="2026-12-24").name, "kind": "joint_leave", "certainty": "sure"},
        {"date": "2026-12-25", "name": Holiday.objects.get(date="2026-12-25").name, "kind": "national", "certainty": "sure"},
    ]


@pytest.mark.parametrize(
    ("written", "received_on"),
    [
        ("2026-11-06T23:59", "2026-11-06"),
        ("2026-11-06T16:59Z", "2026-11-06"),
        ("2026-11-06T17:00Z", "2026-11-07"),
        ("2026-11-07T00:00+07:00", "2026-11-07"),
    ],
)
def test_the_day_of_receipt_is_a_day_of_wib(office: Office, written: str, received_on: str):
    assert json.loads(asked(written, "--json"))["received_on"] == received_on


def test_in_words_with_the_article_of_each_term(office: Office):
    lines = asked("2026-11-06T10:15+07:00").splitlines()

    assert lines[0] == "Diterima 2026-11-06"
    assert [line.partition(": ")[2] for line in lines[1:4]] == [
        "2026-11-11 (aman 2026-11-10)",
        "2026-11-20 (aman 2026-11-19)",
        "2026-12-18 (aman 2026-12-17)",
    ]


def test_garbage_is_refused_with_an_example(office: Office):
    with pytest.raises(CommandError, match="Tulis waktu seperti 2026-11-06T10:15"):
        asked("kemarin")


def test_without_holidays_it_says_what_to_do_instead_of_computing_wrong_dates(db: None):
    with pytest.raises(CommandError, match=r"jalankan manage\.py prepare"):
        asked("2026-11-06T10:15+07:00")
