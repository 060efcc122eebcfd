"""What the fonts of a paper can print, and how everything else is shown: PDF/A refuses a sign without a glyph.

The fonts are those inside typst: Libertinus Serif (SIL Open Font License 1.1) and, for what it lacks, such as Arabic letters,
DejaVu Sans Mono (Bitstream Vera licence). Both licences allow the fonts to be embedded in documents.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from foundation.ui.visible import visible

GLYPHS = Path(__file__).resolve().parent.parent / "data" / "glyphs.txt"
LONGEST_WORD = 60
"""A longer run of signs without a space may be broken over lines, or it would leave the sheet."""
MOST_MARKS = 4
"""More marks on one letter are written as code points: no language needs them, and readers of PDF files choke on them."""
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
LINE_ENDS = re.compile(r"\r\n|\r|\u2028|\u2029")


@cache
def covered() -> frozenset[str]:
    """The signs that have a glyph, regular and bold."""
    lines = [line for line in GLYPHS.read_text(encoding="ascii").splitlines() if not line.startswith("#")]
    found: set[str] = set()
    for part in " ".join(lines).split():
        first, _, last = part.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


def printable(text: str, *, plain: bool = False) -> str:
    """The text as a paper prints it, line ends as LF; the stored text stays as it is.

    Control and direction signs are written as their code point, "⟦U+202E⟧", and so is whatever has no glyph, unless a
    compatible form has one (full-width digits become digits). A long word gets places where a line may break.
    `plain` also writes joiners and combining marks as code points: for the rare sequence that no font can put together.
    """
    shown = visible(LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))).replace("\t", " ")
    signs, marks = [], 0
    for sign in shown:
        marks = marks + 1 if _joins(sign) else 0
        signs.append(_sign(sign, plain=plain or marks > MOST_MARKS))
    return LONG_WORD.sub(_with_breaks, "".join(signs))


def _sign(sign: str, *, plain: bool) -> str:
    if sign == "\n" or (sign in covered() and not (plain and _joins(sign))):
        return sign
    compatible = unicodedata.normalize("NFKC", sign)
    if compatible != sign and all(one in covered() and not _joins(one) for one in compatible):
        return compatible
    return f"⟦U+{ord(sign):04X}⟧"


def _joins(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "MC"


def _with_breaks(word: re.Match[str]) -> str:
    """The word with a zero-width space after every so many letters; a mark stays with the letter it combines with."""
    parts, length = [], 0
    for sign in word.group():
        length += not _joins(sign)
        if length > LONGEST_WORD:
            parts.append("\u200b")
            length = 1
        parts.append(sign)
    return "".join(parts)
