"""The regulation as an object: Pasal(7, 3), its words, and where the code carries it out.

A plain package without Django; owns no table and imports nothing of the house.
Others call `Pasal`, `carries_out` and, for the map of the law, `index` and `coverage`.
"""

from foundation.law.marks import carries_out
from foundation.law.pasal import Pasal, UnknownPasal

__all__ = ["Pasal", "UnknownPasal", "carries_out"]
