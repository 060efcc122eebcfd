"""Who stands too near to a case: same name, same unit however it is written, a wall, no appointment, no key."""

import pytest

from investigations.rules.conflict import AccusedFacts, Candidate, Conflict, conflict_of, same_unit, speaks_of_inspectorate

CLERK = AccusedFacts(frozenset({"Hendro P."}), frozenset({"Kecamatan Tanjung Arum"}))
FREE = Candidate("Rina Anjani", frozenset({"Inspektorat Daerah"}))


@pytest.mark.parametrize(
    ("described", "unit", "expected"),
    [
        ("Dinas Kesehatan", "Dinas Kesehatan", True),
        ("DINAS  kesehatan Kota Bengkulu", "Dinas Kesehatan", True),
        ("Kec. Tanjung Arum", "Kecamatan Tanjung Arum", True),
        ("kepala seksi pada Dinas Kesehatan", "Dinas Kesehatan", True),
        ("Tanjung Arum", "Kecamatan Tanjung Arum", True),
        ("Inspektorat", "Inspektorat Daerah", True),
        ("Inspektorat Daerah Kota", "Inspektorat", True),
        ("Dinas", "Dinas Kesehatan", False),
        ("Setda", "Sekretariat Daerah", True),
        ("", "", False),
        ("Dinas Pendidikan", "Dinas Kesehatan", False),
        ("Dinas Kesehatan", "Dinas Kesehatan Hewan", True),
        ("", "Dinas Kesehatan", False),
        ("Dinas Kesehatan", "", False),
    ],
)
def test_same_unit(described, unit, expected):
    assert same_unit(described, unit) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Auditor pada Inspektorat Kota", True), ("INSPEKTORAT", True), ("Inspektur kebersihan", False), ("", False)],
)
def test_speaks_of_inspectorate(text, expected):
    assert speaks_of_inspectorate(text) == expected


def test_nobody_stands_near():
    assert conflict_of(FREE, [CLERK]) is None


def test_nothing_known_of_the_accused_bars_nobody():
    assert conflict_of(FREE, [AccusedFacts(frozenset(), frozenset())]) is None


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        (Candidate("Camat Contoh", frozenset({"Kecamatan Tanjung Arum"})), Conflict.SAME_UNIT),
        (Candidate("Lurah Contoh", frozenset({"Kelurahan Arum Baru", "Kecamatan Tanjung Arum"})), Conflict.SAME_UNIT),
        (Candidate("HENDRO  P", frozenset({"Inspektorat Daerah"})), Conflict.ACCUSED),
        (Candidate("Hendro\u200b P.", frozenset()), Conflict.ACCUSED),
        (Candidate("Rina Anjani", frozenset(), walled=True), Conflict.WALLED),
        (Candidate("Rina Anjani", frozenset(), is_auditor=False), Conflict.NO_APPOINTMENT),
        (Candidate("Rina Anjani", frozenset(), has_key=False), Conflict.NO_KEY),
    ],
)
def test_conflict_of(candidate, expected):
    assert conflict_of(candidate, [CLERK]) == expected


def test_the_second_accused_counts_too():
    other = AccusedFacts(frozenset(), frozenset({"Inspektorat Daerah"}))

    assert conflict_of(FREE, [CLERK, other]) == Conflict.SAME_UNIT
