"""Pasal 14: what postpones, what stops, what takes two people, and for whom."""

from datetime import date

import pytest

from complaints.enums import SuspensionGround as Ground
from foundation.law import Pasal
from investigations.enums import Measure
from investigations.rules.suspension import (
    BASIS,
    PersonStop,
    Proposal,
    holds_health_facts,
    needs_second_approver,
    person_stop_faults,
    proposal_faults,
    whole_case_stops,
)

TODAY = date(2026, 11, 23)
LATER = date(2027, 1, 25)
FITS = "Bukti belum cukup berarti ditunda; bukti tidak cukup berarti dihentikan (Pasal 14 ayat (1))."
PER_PERSON = "Alasan Pasal 14 ayat (2) dicatat untuk tiap terlapor, bukan untuk seluruh pengaduan."


@pytest.mark.parametrize(
    ("measure", "ground", "review_on", "expected"),
    [
        (Measure.POSTPONE, Ground.NOT_YET_ENOUGH, LATER, ()),
        (Measure.POSTPONE, Ground.NOT_YET_ENOUGH, None, ("Isi tanggal peninjauan kembali.",)),
        (Measure.POSTPONE, Ground.NOT_YET_ENOUGH, TODAY, ("Isi tanggal peninjauan kembali sesudah hari ini.",)),
        (Measure.STOP, Ground.NOT_YET_ENOUGH, None, (FITS,)),
        (Measure.STOP, Ground.NOT_ENOUGH, None, ()),
        (Measure.STOP, Ground.NOT_ENOUGH, LATER, ("Penghentian tidak memakai tanggal peninjauan: kosongkan.",)),
        (Measure.POSTPONE, Ground.NOT_ENOUGH, LATER, (FITS,)),
        (Measure.POSTPONE, Ground.OTHER, LATER, ()),
        (Measure.STOP, Ground.OTHER, None, ()),
        (Measure.STOP, Ground.PANEL_DECIDED, None, (PER_PERSON,)),
        (Measure.STOP, Ground.DECEASED, None, (PER_PERSON,)),
    ],
)
def test_proposal_faults(measure, ground, review_on, expected):
    assert proposal_faults(Proposal(measure, ground, "Saksi belum ditemukan.", review_on), today=TODAY) == expected


def test_no_reason_no_suspension():
    assert proposal_faults(Proposal(Measure.STOP, Ground.NOT_ENOUGH, "  "), today=TODAY) == ("Isi alasan secara singkat dan jelas.",)


def test_only_other_considerations_take_two_people():
    assert [ground for ground in Ground if needs_second_approver(ground)] == [Ground.OTHER]


@pytest.mark.parametrize("ground", [Ground.PANEL_DECIDED, Ground.REPORT_DECIDED, Ground.DECEASED, Ground.MENTAL_ILLNESS])
def test_person_stop_on_a_document(ground):
    assert person_stop_faults(PersonStop(ground, "Akta kematian 471/12/2026")) == ()


def test_person_stop_without_a_document():
    assert person_stop_faults(PersonStop(Ground.DECEASED, " ")) == (
        "Isi nomor dan tanggal dokumen yang menjadi dasar, misalnya akta kematian atau putusan.",
    )


@pytest.mark.parametrize("ground", [Ground.NOT_YET_ENOUGH, Ground.NOT_ENOUGH, Ground.OTHER])
def test_person_stop_knows_four_grounds_only(ground):
    assert person_stop_faults(PersonStop(ground, "Surat")) == ("Pilih salah satu alasan Pasal 14 ayat (2) huruf a sampai d.",)


@pytest.mark.parametrize(
    ("stopped", "expected"),
    [([], False), ([True], True), ([True, False, True], False), ([True, True], True)],
)
def test_whole_case_stops_only_when_all_accused_are_stopped(stopped, expected):
    assert whole_case_stops(stopped) == expected


def test_each_ground_cites_its_letter():
    assert {
        Ground.NOT_YET_ENOUGH: Pasal(14, 1),
        Ground.NOT_ENOUGH: Pasal(14, 1),
        Ground.OTHER: Pasal(14, 1),
        Ground.PANEL_DECIDED: Pasal(14, 2, "a"),
        Ground.REPORT_DECIDED: Pasal(14, 2, "b"),
        Ground.DECEASED: Pasal(14, 2, "c"),
        Ground.MENTAL_ILLNESS: Pasal(14, 2, "d"),
    } == BASIS


def test_only_illness_is_health_data():
    assert [ground for ground in Ground if holds_health_facts(ground)] == [Ground.MENTAL_ILLNESS]
