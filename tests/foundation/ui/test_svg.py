"""Geometry of the row of days and of charts."""

from foundation.ui.parts import Bar
from foundation.ui.svg import chart_columns, day_cells


def test_day_cells_are_equally_wide_with_todays_marked():
    assert day_cells(["gone", "today", "left"]) == (
        '<rect x="0.4%" y="1" width="31.9%" height="10" class="gone"/>'
        '<rect x="33.7%" y="1" width="31.9%" height="10" class="today"/>'
        '<rect x="67.1%" y="1" width="31.9%" height="10"/>'
    )


def test_day_cells_of_thirty_days_stand_closer():
    first = day_cells(["left"] * 30).split("/>")[0]

    assert first == '<rect x="0.4%" y="1" width="2.5%" height="10"'


def test_chart_columns_scale_to_the_highest_value():
    first, second = chart_columns([Bar("Sep", "September 2026", 6, 3), Bar("Okt", "Oktober 2026", 12, 0)])

    assert (first.a_height, first.a_y, first.b_height, first.value_y) == (84, 116, 42, 110)
    assert (second.a_height, second.a_y, second.b_height, second.value_y) == (168, 32, 0, 26)
    assert (first.a_x, first.a_width, first.b_x, first.b_width, first.middle) == ("7.0%", "36.0%", "15.0%", "20.0%", "25.0%")


def test_chart_columns_of_nothing_and_of_zeroes():
    assert chart_columns([]) == []
    assert [column.a_height for column in chart_columns([Bar("Okt", "Oktober 2026", 0, 0)])] == [0]


def test_chart_columns_hide_every_second_label_counted_from_the_newest():
    twelve = chart_columns([Bar(str(number), str(number), 1, 1) for number in range(12)])
    six = chart_columns([Bar(str(number), str(number), 1, 1) for number in range(6)])

    assert [column.hidden_on_phones for column in twelve] == [True, False] * 6
    assert [column.hidden_on_phones for column in six] == [False] * 6
