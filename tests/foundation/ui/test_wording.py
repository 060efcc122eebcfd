"""Dates, hours, numbers and sizes in the words of the office."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils import translation

from foundation.ui import wording
from foundation.ui.fields import PartialDate

SUNDAY_NIGHT_UTC = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("write", "value", "words"),
    [
        (wording.long_date, MONDAY, "Senin, 23 November 2026"),
        (wording.long_date, SUNDAY_NIGHT_UTC, "Senin, 23 November 2026"),
        (wording.plain_date, MONDAY, "23 November 2026"),
        (wording.short_date, date(2026, 8, 7), "7 Agu 2026"),
        (wording.short_date, date(2026, 10, 31), "31 Okt 2026"),
        (wording.month, date(2026, 10, 1), "Oktober 2026"),
        (wording.hour, SUNDAY_NIGHT_UTC, "00.30 WIB"),
        (wording.moment, SUNDAY_NIGHT_UTC, "Senin, 23 November 2026, pukul 00.30 WIB"),
        (wording.number, 1234, "1.234"),
        (wording.number, 1234567, "1.234.567"),
        (wording.number, None, ""),
        (wording.size, 1, "1 KB"),
        (wording.size, 421_888, "412 KB"),
        (wording.size, 1_258_291, "1,2 MB"),
    ],
)
def test_words(write, value, words):
    assert write(value) == words


def test_words_follow_the_language():
    with translation.override("en"):
        assert (wording.long_date(MONDAY), wording.number(1234)) == ("Monday, 23 November 2026", "1,234")


@pytest.mark.parametrize(
    ("source", "value", "words"),
    [
        ("{{ value|tanggal }}", MONDAY, "Senin, 23 November 2026"),
        ("{{ value|tanggal }}", None, ""),
        ("{{ value|tanggal }}", PartialDate(2026, 11), "November 2026"),
        ("{{ value|tanggal_biasa }}", MONDAY, "23 November 2026"),
        ("{{ value|tanggal_pendek }}", MONDAY, "23 Nov 2026"),
        ("{{ value|bulan }}", MONDAY, "November 2026"),
        ("{{ value|pukul }}", SUNDAY_NIGHT_UTC, "00.30 WIB"),
        ("{{ value|waktu }}", SUNDAY_NIGHT_UTC, "Senin, 23 November 2026, pukul 00.30 WIB"),
        ("{{ value|waktu }}", MONDAY, "Senin, 23 November 2026"),
        ("{{ value|angka }}", 12345, "12.345"),
        ("{{ value|ukuran }}", 49152, "48 KB"),
    ],
)
def test_filter(source, value, words):
    assert engines["django"].from_string(source).render({"value": value}) == words
