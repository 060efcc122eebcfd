"""Pasal 7(3) as it is read: two categories, then or now, one accused is enough."""

from datetime import date

import pytest

from investigations.enums import Signatory
from investigations.rules.assignment import Letter, Standing, letter_faults, may_assign, rank, signatory

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("accused", "expected"),
    [
        ([], Signatory.INSPECTOR),
        ([Standing()], Signatory.INSPECTOR),
        ([Standing(echelon_now="III.a")], Signatory.INSPECTOR),
        ([Standing(echelon_now="IV.b", echelon_then="III.b")], Signatory.INSPECTOR),
        ([Standing(echelon_now="I.a")], Signatory.INSPECTOR),
        ([Standing(echelon_now="II.a")], Signatory.MAYOR),
        ([Standing(echelon_now="II.b")], Signatory.MAYOR),
        ([Standing(echelon_now="II")], Signatory.MAYOR),
        ([Standing(echelon_now=" II.b ")], Signatory.MAYOR),
        ([Standing(inspectorate_staff=True)], Signatory.MAYOR),
    ],
)
def test_signatory_by_post(accused, expected):
    assert signatory(accused) == expected


def test_signatory_post_at_the_time_of_the_act_counts_though_pensioned_now():
    assert signatory([Standing(echelon_then="II.b", echelon_now="")]) == Signatory.MAYOR


def test_signatory_post_reached_after_the_act_counts():
    assert signatory([Standing(echelon_then="III.a", echelon_now="II.b")]) == Signatory.MAYOR


def test_signatory_one_of_two_accused_is_enough():
    assert signatory([Standing(echelon_now="IV.a"), Standing(echelon_now="II.b")]) == Signatory.MAYOR


def test_signatory_known_from_the_routing():
    assert signatory([], known_from_routing=True) == Signatory.MAYOR


@pytest.mark.parametrize(
    ("accused", "expected"),
    [
        ([], ""),
        ([Standing(inspectorate_staff=True)], ""),
        ([Standing(echelon_now="III.a")], ""),
        ([Standing(echelon_now="II.b"), Standing(echelon_then="II.a")], "II.a"),
        ([Standing(echelon_now="II"), Standing(echelon_then="II.b")], "II.b"),
        ([Standing(echelon_now="II")], "II"),
    ],
)
def test_rank_is_the_highest_echelon_two(accused, expected):
    assert rank(accused) == expected


@pytest.mark.parametrize(
    ("signed_by", "instrument", "expected"),
    [
        (Signatory.INSPECTOR, False, True),
        (Signatory.INSPECTOR, True, True),
        (Signatory.MAYOR, False, False),
        (Signatory.MAYOR, True, True),
    ],
)
def test_may_assign_waits_for_the_mayors_instrument(signed_by, instrument, expected):
    assert may_assign(signed_by, mayor_instrument=instrument) == expected


def test_letter_complete():
    letter = Letter("700.1.2/123/ITDA.IR/2026", date(2026, 11, 20), date(2026, 11, 23), date(2026, 12, 4))

    assert letter_faults(letter, today=TODAY) == ()


def test_letter_everything_wrong():
    letter = Letter("  ", date(2026, 11, 24), date(2026, 11, 22), date(2026, 11, 21))

    assert letter_faults(letter, today=TODAY) == (
        "Isi nomor surat tugas persis seperti pada surat.",
        "Tanggal surat tidak boleh sesudah hari ini.",
        "Masa tugas tidak boleh mulai sebelum tanggal surat.",
        "Masa tugas tidak boleh berakhir sebelum mulai.",
    )
    assert [fault.about for fault in letter_faults(letter, today=TODAY)] == ["number", "issued_on", "starts_on", "ends_on"]
