"""Clocks as screens show them: words, cells, holidays, what a recount changed."""

from dataclasses import replace
from datetime import date

import pytest

from complaints.enums import DeadlineKind, Routing
from complaints.queries import Clock
from complaints.rules.deadlines import Standing
from complaints.slots.clocks import deadline_view
from foundation.law import Pasal

RECEIVED = date(2026, 11, 16)
CLOCK = Clock(
    kind=DeadlineKind.FORWARD,
    routing=Routing.NONE,
    due_on=date(2026, 11, 19),
    strict_on=date(2026, 11, 18),
    met_on=None,
    met_by_system=False,
    standing=Standing.SAFE,
    days_left=3,
    days_left_when_met=3,
    received_on=RECEIVED,
    holidays=(),
    history=(),
)


@pytest.mark.parametrize(
    ("changes", "today", "state", "words", "cells"),
    [
        ({}, RECEIVED, "safe", "Sisa 3 hari kerja", ["left", "left", "left"]),
        ({"standing": Standing.NEAR, "days_left": 1}, date(2026, 11, 18), "near", "Sisa 1 hari kerja", ["gone", "today", "left"]),
        ({"standing": Standing.NEAR, "days_left": 0}, date(2026, 11, 19), "near", "Jatuh tempo hari ini", ["gone", "gone", "today"]),
        ({"standing": Standing.LATE, "days_left": -2}, date(2026, 11, 23), "late", "Lewat 2 hari kerja", ["gone", "gone", "gone"]),
        # A Saturday after the date: no working day is gone, and yet it is late.
        ({"standing": Standing.LATE, "days_left": 0}, date(2026, 11, 21), "late", "Lewat 1 hari kerja", ["gone", "gone", "gone"]),
        (
            {"standing": Standing.MET, "met_on": date(2026, 11, 17), "days_left_when_met": 2},
            date(2026, 11, 30),
            "met",
            "Terpenuhi",
            ["gone", "left", "left"],
        ),
        (
            {"standing": Standing.MET, "met_on": date(2026, 11, 17), "days_left_when_met": 2, "met_by_system": True},
            date(2026, 11, 17),
            "met",
            "Terpenuhi oleh sistem",
            ["gone", "left", "left"],
        ),
        (
            {"standing": Standing.MET_LATE, "met_on": date(2026, 11, 23), "days_left_when_met": -2},
            date(2026, 11, 30),
            "late",
            "Terpenuhi lewat batas (23 Nov 2026)",
            ["gone", "gone", "gone"],
        ),
    ],
)
def test_a_clock_reads(changes, today, state, words, cells):
    view = deadline_view(replace(CLOCK, **changes), today=today)

    assert (view.state, view.words, view.cells, view.pasal) == (state, words, cells, Pasal(6, 5))


def test_holidays_and_recounts_are_told():
    many = tuple(date(2027, 3, day) for day in (8, 9, 10, 11, 12))
    history = ({"due_on": "2026-11-18", "strict_on": "2026-11-17", "until": "2026-11-01T00:00:00+00:00"},)
    view = deadline_view(replace(CLOCK, holidays=many, history=history), today=RECEIVED)

    assert view.note == "8 Mar 2027, 9 Mar 2027, 10 Mar 2027 dan 2 hari lain libur, tidak dihitung. Semula 18 Nov 2026"


def test_a_letter_recorded_later_shows_both_days_and_a_breach_on_record_shows_too():
    met = {"met_on": date(2026, 11, 19), "recorded_on": date(2026, 11, 20), "days_left_when_met": 0}
    in_time = deadline_view(replace(CLOCK, standing=Standing.MET, **met), today=date(2026, 11, 23))
    breached = replace(CLOCK, standing=Standing.MET_LATE, breached_on=date(2026, 11, 20), **met)

    assert (in_time.words, in_time.note) == ("Terpenuhi", "Surat bertanggal 19 Nov 2026, dicatat 20 Nov 2026")
    assert deadline_view(breached, today=date(2026, 11, 23)).words == "Terlewat 20 Nov 2026, lalu terpenuhi"


def test_a_clock_of_a_closed_case_says_that_it_ended():
    view = deadline_view(replace(CLOCK, standing=Standing.ENDED, days_left=1), today=date(2026, 12, 1))

    assert (view.state, view.words) == ("paused", "Berakhir saat ditutup")


def test_a_year_without_joint_leave_is_flagged_beside_the_date():
    view = deadline_view(replace(CLOCK, uncertain_years=(2029,)), today=RECEIVED)

    assert view.caution == "Cuti bersama 2029 belum dimuat, tanggal dapat bergeser"
    assert view.note == view.caution


@pytest.mark.parametrize(
    ("routing", "expected"),
    [
        (Routing.NONE, "Sampai kepada Inspektur"),
        (Routing.INSPECTORATE, "Sampai kepada Inspektur"),
        (Routing.UNROUTED, "Sampai kepada Inspektur"),
        (Routing.INSPECTOR, "Sampai kepada delegasi Walikota"),
        (Routing.MAYOR, "Sampai kepada petugas rujukan"),
    ],
)
def test_the_first_clock_names_whom_the_complaint_is_for(routing: Routing, expected: str):
    shown = deadline_view(replace(CLOCK, routing=routing), today=RECEIVED)
    other = deadline_view(replace(CLOCK, routing=routing, kind=DeadlineKind.ANSWER), today=RECEIVED)

    assert (shown.label, other.label) == (expected, "Dijawab kepada pelapor")
