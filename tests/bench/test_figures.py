"""Verdicts, the printed table and the growth between two runs."""

import pytest

from bench.figures import Figure, Spent, Target, as_json, growth, middle, shown, table

RATE = Target("inbox", "/s", 60, 120)
TIME = Target("last step", "ms", 100, 50)


@pytest.mark.parametrize(
    ("target", "value", "verdict"),
    [
        (RATE, 120.0, "aim reached"),
        (RATE, 119.9, "above the floor"),
        (RATE, 60.0, "above the floor"),
        (RATE, 59.9, "BELOW THE FLOOR"),
        (TIME, 50.0, "aim reached"),
        (TIME, 50.1, "above the floor"),
        (TIME, 100.1, "BELOW THE FLOOR"),
        (Target("landing", "/s", 900), 5000.0, "above the floor"),
        (Target("bare view", "/s"), 2000.0, ""),
    ],
)
def test_verdict_of_a_figure(target, value, verdict):
    assert Figure(target, value).verdict == verdict


@pytest.mark.parametrize(("value", "words"), [(1234.5, "1,234 ms"), (42.25, "42.2 ms"), (4.256, "4.26 ms"), (None, "–")])
def test_figures_are_shown_with_as_many_digits_as_they_deserve(value, words):
    assert shown(value, "ms") == words


def test_middle_of_rounds_is_their_median():
    assert middle([9.0, 1.0, 2.0]) == 2.0


def test_table_has_columns_as_wide_as_their_widest_cell():
    figures = [Figure(RATE, 80.0, "plain SQL 1.0 ms", Spent(8.0, 1.5, 0.5)), Figure(Target("bare view", "/s"), 2000.0)]

    assert table(figures).splitlines() == [
        "work       figure    floor    aim     processor time             on idle cores  verdict          beside",
        "inbox      80.0 /s   60.0 /s  120 /s  8.0 web + 1.5 db + 0.5 ms  200 /s         above the floor  plain SQL 1.0 ms",
        "bare view  2,000 /s",
    ]


def test_results_say_what_was_measured_on():
    written = as_json([Figure(RATE, 80.12345, spent=Spent(8.0, 1.5, 0.5))], about={"complaints": 100})

    assert written == {
        "schema": 1,
        "complaints": 100,
        "figures": [
            {
                "work": "inbox",
                "unit": "/s",
                "floor": 60,
                "aim": 120,
                "value": 80.123,
                "beside": "",
                "spent_ms": {"web": 8.0, "database": 1.5, "clients": 0.5},
                "verdict": "above the floor",
            }
        ],
    }


def test_growth_compares_the_processor_time_of_one_page():
    earlier = as_json([Figure(RATE, 80.0, spent=Spent(8.0, 1.5, 0.5)), Figure(TIME, 30.0)], about={"complaints": 100_000})

    grown = growth(earlier, [Figure(RATE, 50.0, spent=Spent(9.0, 6.5, 0.5)), Figure(TIME, 90.0)])

    assert [(figure.target.work, figure.value, figure.verdict) for figure in grown] == [
        ("growth of inbox since 100,000 complaints", 1.6, "BELOW THE FLOOR"),
    ]
