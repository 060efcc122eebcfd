"""Shows a clock: state by shape and words, one cell per working day, the holidays that moved it, its article."""

from datetime import date
from typing import assert_never

from complaints.enums import ARRIVAL_NAMES, DeadlineKind
from complaints.queries import Clock
from complaints.rules.deadlines import TERMS, Standing
from foundation.ui.parts import Cell, DeadlineView, State
from foundation.ui.wording import short_date


def deadline_view(clock: Clock, *, today: date) -> DeadlineView:
    """One clock for the components `clock` and `deadline_badge`, as it stands on `today` (WIB)."""
    return DeadlineView(
        kind=str(clock.kind),
        label=label(clock),
        state=_state(clock.standing),
        words=words(clock),
        due_on=clock.due_on,
        strict_on=clock.strict_on,
        met_on=clock.met_on,
        pasal=TERMS[clock.kind].carries_out,
        cells=_cells(clock, today=today),
        note=_note(clock),
        caution=uncertain(clock),
    )


def label(clock: Clock) -> str:
    """What the clock waits for; who is meant by "sampai" depends on who may open the case."""
    if clock.kind == DeadlineKind.FORWARD and clock.routing in ARRIVAL_NAMES:
        return ARRIVAL_NAMES[clock.routing]
    return str(clock.kind.label)


def words(clock: Clock) -> str:
    """The chip: how many working days are left or gone."""
    match clock.standing:
        case Standing.MET:
            return "Terpenuhi oleh sistem" if clock.met_by_system else "Terpenuhi"
        case Standing.MET_LATE:
            if clock.met_on is not None and clock.met_on <= clock.due_on:
                return f"Terlewat {short_date(clock.breached_on or clock.due_on)}, lalu terpenuhi"
            return f"Terpenuhi lewat batas ({short_date(clock.met_on or clock.due_on)})"
        case Standing.ENDED:
            return "Berakhir saat ditutup"
        case Standing.LATE:
            gone = max(1, -clock.days_left)
            return f"Lewat {gone} hari kerja"
        case Standing.NEAR | Standing.SAFE:
            return "Jatuh tempo hari ini" if clock.days_left <= 0 else f"Sisa {clock.days_left} hari kerja"
    assert_never(clock.standing)


def uncertain(clock: Clock) -> str:
    """That the date may still move: the joint leave of a year it touches is not loaded; "" when it is."""
    years = ", ".join(str(year) for year in clock.uncertain_years)
    return f"Cuti bersama {years} belum dimuat, tanggal dapat bergeser" if years else ""


def _state(standing: Standing) -> State:
    states: dict[Standing, State] = {
        Standing.SAFE: "safe",
        Standing.NEAR: "near",
        Standing.LATE: "late",
        Standing.MET: "met",
        Standing.MET_LATE: "late",
        Standing.ENDED: "paused",
    }
    return states[standing]


def _cells(clock: Clock, *, today: date) -> list[Cell]:
    """One cell per working day of the term; days up to the day it was met, or up to today, are gone."""
    total = TERMS[clock.kind].days
    if clock.met_on is not None:
        return _row(total - clock.days_left_when_met, total)
    if today > clock.due_on:
        return _row(total, total)
    place = max(0, min(total, total - clock.days_left))
    cells = _row(place, total)
    if place:
        cells[place - 1] = "today"
    return cells


def _row(gone: int, total: int) -> list[Cell]:
    """So many days gone of so many in all."""
    gone = max(0, min(total, gone))
    past: list[Cell] = ["gone"] * gone
    return past + ["left"] * (total - gone)


def _note(clock: Clock) -> str:
    """Which holidays the term skips, what a recount changed or still may, and when a document was recorded that counts earlier."""
    parts = []
    if clock.met_on and clock.recorded_on and clock.met_on != clock.recorded_on:
        parts.append(f"Surat bertanggal {short_date(clock.met_on)}, dicatat {short_date(clock.recorded_on)}")
    if clock.uncertain_years:
        parts.append(uncertain(clock))
    if clock.holidays:
        shown = ", ".join(short_date(day) for day in clock.holidays[:3])
        more = f" dan {len(clock.holidays) - 3} hari lain" if len(clock.holidays) > 3 else ""
        parts.append(f"{shown}{more} libur, tidak dihitung")
    if clock.history:
        parts.append(f"Semula {short_date(date.fromisoformat(clock.history[-1]['due_on']))}")
    return ". ".join(parts)
