"""Whose complaints a monthly report counts: the Inspektur's, the delegates' as one total, nobody else's.

What counts is who may read the complaint now, not the number it was once given: one that was handed back
to its rightful readers moves with them.
"""

from collections.abc import Set

from complaints.enums import Routing

INSPECTORATE = frozenset({Routing.NONE, Routing.ECHELON_II, Routing.INSPECTORATE, Routing.UNROUTED})
"""Complaints that the Inspektur line works on; every figure of the report is about these."""

OPEN_TO_THE_LINE = INSPECTORATE - {Routing.INSPECTORATE}
"""Without complaints about people of the Inspektorat, which only the Inspektur and one delegate may know of.

A deputy reads a month's figures so until they appear: a lone number by kind or channel would tell him of a case about himself.
"""

OUTSIDE = frozenset({Routing.INSPECTOR})
"""Complaints about the Inspektur, which the delegates hold: one total on the Walikota's report, never shown to the Inspektur.

Complaints about the Walikota, the Wakil or the DPRD (Routing.MAYOR) are counted by nothing in this room: they appear
on no screen, line or narrative of the Walikota.
"""


def not_counted(counted: Set[Routing]) -> frozenset[Routing]:
    """All others; few, so that leaving them out is cheaper than looking at every complaint."""
    return frozenset(Routing) - counted
