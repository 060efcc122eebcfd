"""How numbers and signature blocks are written, and what is in force on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.papers.rules import PatternRefused, check_pattern, in_force, is_in_force, title_lines, written_number

PATIENT = settings(deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
DAY = date(2026, 11, 16)
USUAL = "{klas}/{seq:03d}/{unit}/{year}"


@dataclass(frozen=True)
class Term:
    valid_from: date
    valid_to: date | None = None


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        (USUAL, "700/007/ITDA/2026"),
        ("{seq}/{unit}/{roman_month}/{year}", "7/ITDA/XI/2026"),
        ("{seq:05d}/KPA.{klas}/I/{year}", "00007/KPA.700/I/2026"),
    ],
)
def test_a_number_is_written_as_its_pattern_says(pattern, written):
    assert written_number(pattern, sequence=7, on=DAY, classification="700", unit="ITDA") == written


def test_what_a_token_stands_for_is_not_read_again():
    assert written_number(USUAL, sequence=7, on=DAY, classification="{seq}", unit="{0.__class__}") == "{seq}/007/{0.__class__}/2026"


@pytest.mark.parametrize(
    "pattern",
    [
        "", "700/{year}", "{seq}", "{seq}/{seq}/{year}", "{seq}/{year}/{nama}", "{seq:d}/{year}", "{seq!r}/{year}", "{seq.real}/{year}",
        "{seq}/{year}{", "{seq:00d}/{year}",
    ],
)  # fmt: skip
def test_a_pattern_that_could_give_a_number_twice_or_names_something_else_is_refused(pattern):
    with pytest.raises(PatternRefused):
        check_pattern(pattern)


@PATIENT
@given(
    st.text(alphabet="/.-ABC7", max_size=8),
    st.text(alphabet="/.-ABC7", max_size=8),
    st.lists(st.tuples(st.integers(1, 99_999), st.integers(2020, 2099)), min_size=2, max_size=2, unique=True),
)
def test_two_places_in_two_series_never_give_one_number(before, between, places):
    pattern = f"{before}{{seq:03d}}/{between}/{{year}}"

    written = [written_number(pattern, sequence=sequence, on=date(year, 1, 1)) for sequence, year in places]

    assert len(set(written)) == 2


@PATIENT
@given(st.lists(st.tuples(st.integers(0, 60), st.none() | st.integers(0, 30)), max_size=5), st.integers(-5, 70))
def test_in_force_is_the_one_of_those_running_that_began_last(terms, offset):
    on = DAY + timedelta(offset)
    rows = [Term(DAY + timedelta(start), None if length is None else DAY + timedelta(start + length)) for start, length in terms]

    found = in_force(rows, on=on)

    running = [row for row in rows if row.valid_from <= on <= (row.valid_to or date.max)]
    assert (found is None) == (running == [])
    assert found is None or (is_in_force(found, on=on), found.valid_from) == (True, max(row.valid_from for row in running))


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        ("definitive", ("Inspektur,",)),
        ("plt", ("Plt. Inspektur,",)),
        ("plh", ("Plh. Inspektur,",)),
        ("an", ("a.n. Walikota", "Inspektur,")),
        ("ub", ("a.n. Walikota", "Sekretaris Daerah", "u.b.", "Inspektur,")),
    ],
)
def test_the_lines_above_a_name_say_how_the_post_is_held(form, lines):
    assert title_lines(form, "Inspektur", on_behalf_of="Walikota", through="Sekretaris Daerah") == lines
