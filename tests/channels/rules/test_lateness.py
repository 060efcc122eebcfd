from datetime import date

import pytest

from channels.rules.lateness import needs_reason
from channels.rules.limits import words_in


@pytest.mark.parametrize(
    ("received", "today", "late"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), False),
        (date(2026, 11, 23), date(2026, 11, 26), False),
        (date(2026, 11, 23), date(2026, 11, 27), True),
        (date(2026, 11, 20), date(2026, 11, 25), False),
        (date(2026, 11, 20), date(2026, 11, 26), True),
    ],
)
def test_an_entry_after_the_third_working_day_needs_a_reason(received, today, late):
    assert needs_reason(received, today=today, days_off=frozenset()) == late


def test_a_holiday_gives_one_more_day():
    christmas = frozenset({date(2026, 12, 24), date(2026, 12, 25)})

    assert needs_reason(date(2026, 12, 23), today=date(2026, 12, 30), days_off=christmas) is False


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), (" \u00a0\u3000\n\t", 0), ("satu", 1), ("satu  dua\r\n\r\ntiga\u3000empat", 4), ("A" * 20_000, 1)]
)
def test_words_are_parted_by_any_white_space(text, count):
    assert words_in(text) == count
