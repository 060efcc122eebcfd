"""Whose complaints a monthly report counts: the Inspektur's, the delegates' as one total, nobody else's.

What counts is who may read the complaint now, not the number it was once given: one that was handed back
to its rightful readers moves with them.
"""

from complaints.enums import Routing

INSPECTORATE = frozenset({Routing.NONE, Routing.ECHELON_II, Routing.INSPECTORATE, Routing.UNROUTED})
"""Complaints that the Inspektur line works on; every figure of the report is about these."""

NOT_COUNTED = frozenset(Routing) - INSPECTORATE
"""All others; few, so that leaving them out is cheaper than looking at every complaint."""

OUTSIDE = frozenset({Routing.INSPECTOR})
"""Complaints about the Inspektur, which the delegates hold: one total on the Walikota's report, never shown to the Inspektur.

Complaints about the Walikota, the Wakil or the DPRD (Routing.MAYOR) are counted by nothing in this room: they appear
on no screen, line or narrative of the Walikota.
"""
