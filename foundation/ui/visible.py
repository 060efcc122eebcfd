"""Makes invisible and direction-changing signs of a text visible, so that nothing a screen shows can deceive its reader."""

import unicodedata

KEPT = frozenset("\n\r\t\u200c\u200d")
"""Line ends, tabs, and the joiners that Jawi and emoji need."""


def visible(text: object) -> str:
    """The text with every other control or format sign written as its code point: "⟦U+202E⟧". The stored text stays as it is."""
    return "".join(_shown(sign) for sign in str(text))


def _shown(sign: str) -> str:
    hidden = unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    return f"⟦U+{ord(sign):04X}⟧" if hidden and sign not in KEPT else sign
