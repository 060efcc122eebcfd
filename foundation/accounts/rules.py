"""Which roles one person may never hold at the same time or in which unit, and when two terms overlap."""

from dataclasses import dataclass
from datetime import date

INSPECTION = frozenset({"inspector", "deputy_inspector", "auditor"})
CUSTODIANS = frozenset({"custodian_inside", "custodian_outside"})
READERS = frozenset(
    {
        *INSPECTION,
        *CUSTODIANS,
        "receiving_officer",
        "channel_officer",
        "protection_officer",
        "delegate",
        "referral_officer",
        "mayor",
    }
)
"""Roles that read what is sealed; whoever holds none of them is handed no key."""


CONTENT = frozenset({*INSPECTION, "channel_officer", "receiving_officer", "delegate", "referral_officer"})
"""Roles that read what is complained of."""
OUTSIDE = frozenset({"delegate", "referral_officer", "custodian_outside"})
"""Roles that exist because the Inspektorat itself may be complained of."""
INSIDE = frozenset({"custodian_inside"})

_EXCLUDES: dict[str, frozenset[str]] = {
    # Four eyes: who keeps names reads no contents, and no name is kept by both circles in one hand.
    "custodian_inside": CONTENT | {"custodian_outside"},
    "custodian_outside": CONTENT,
    "delegate": INSPECTION | {"channel_officer"},
    # The referral officers are none of those they read about, and none who answers to them.
    "referral_officer": INSPECTION | {"channel_officer", "delegate", "mayor"},
    "protection_officer": INSPECTION,
    # An administrator manages people and reads nothing.
    "administrator": READERS,
}
"""Each pair that no person holds at once, written once."""


def incompatible_with(role: str) -> frozenset[str]:
    """The roles that whoever holds `role` may not hold at the same time."""
    return _EXCLUDES.get(role, frozenset()) | {other for other, barred in _EXCLUDES.items() if role in barred}


def fits_unit(role: str, *, inspectorate: bool) -> bool:
    """Whether somebody may hold `role` by the unit he works in; `inspectorate`: it is the Inspektorat."""
    return not inspectorate if role in OUTSIDE else inspectorate or role not in INSIDE


@dataclass(frozen=True)
class Term:
    """When an appointment has effect: `valid_to` is the last day, `ended_on` the first day without effect."""

    valid_from: date
    valid_to: date | None = None
    ended_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the term has effect on `day` (a local date)."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to) and (self.ended_on is None or day < self.ended_on)

    def overlaps(self, other: "Term") -> bool:
        """Whether some day belongs to both terms: the later of the two beginnings does, or no day does."""
        begins = max(self.valid_from, other.valid_from)
        return self.covers(begins) and other.covers(begins)
