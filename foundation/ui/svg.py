"""Geometry of the drawings: x in per cent and no viewBox, so that text keeps its size on a 320 px screen."""

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString, mark_safe

from foundation.ui.parts import Bar, Cell

BASELINE = 200
"""y of a chart's axis, in px."""
TALLEST = 168
"""Height of the tallest bar, in px; the value stands above it."""


def day_cells(cells: Sequence[Cell]) -> SafeString:
    """One rectangle per working day, equally wide, with a gap that shrinks when there are many."""
    step = 100 / len(cells)
    width = step - (1.4 if len(cells) <= 10 else 0.8)
    drawn = []
    for index, cell in enumerate(cells):
        mark = "" if cell == "left" else f' class="{cell}"'
        drawn.append(f'<rect x="{index * step + 0.4:.1f}%" y="1" width="{width:.1f}%" height="10"{mark}/>')
    return mark_safe("".join(drawn))  # noqa: S308 - numbers and the three words of Cell


@dataclass(frozen=True)
class Column:
    """One drawn group of a chart; lengths in px, positions and widths as SVG percentages."""

    bar: Bar
    a_x: str
    a_width: str
    a_y: int
    a_height: int
    b_x: str
    b_width: str
    b_y: int
    b_height: int
    middle: str
    value_y: int
    hidden_on_phones: bool


def chart_columns(bars: Sequence[Bar]) -> list[Column]:
    """The bars placed side by side, scaled so that the highest value is TALLEST px high.

    With more than six groups every second label hides on phones, counted from the newest (the last) one.
    """
    step = 100 / max(len(bars), 1)
    highest = max((max(bar.a, bar.b) for bar in bars), default=0) or 1
    columns = []
    for index, bar in enumerate(bars):
        left = index * step
        a_height, b_height = round(bar.a / highest * TALLEST), round(bar.b / highest * TALLEST)
        columns.append(
            Column(
                bar=bar,
                a_x=f"{left + step * 0.14:.1f}%",
                a_width=f"{step * 0.72:.1f}%",
                a_y=BASELINE - a_height,
                a_height=a_height,
                b_x=f"{left + step * 0.3:.1f}%",
                b_width=f"{step * 0.4:.1f}%",
                b_y=BASELINE - b_height,
                b_height=b_height,
                middle=f"{left + step / 2:.1f}%",
                value_y=BASELINE - max(a_height, b_height) - 6,
                hidden_on_phones=len(bars) > 6 and (len(bars) - 1 - index) % 2 == 1,
            )
        )
    return columns


def qr_code(text: str) -> SafeString:
    """A QR code (ISO/IEC 18004, error correction M) as inline SVG, dark on white whatever the colours of the screen."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(scale=4, border=4, dark="#000", light="#fff", svgclass="qr", omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - segno draws rectangles; the text is in none of its attributes
