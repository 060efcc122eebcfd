"""Which roles one person may never hold at the same time, and when two terms overlap."""

from dataclasses import dataclass
from datetime import date

INSPECTION = frozenset({"inspector", "deputy_inspector", "auditor"})
CUSTODIANS = frozenset({"custodian_inside", "custodian_outside"})
ADMINISTRATION = frozenset({"administrator"})
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


def incompatible_with(role: str) -> frozenset[str]:
    """The roles that whoever holds `role` may not hold at the same time.

    A custodian keeps identities from those who inspect (four eyes); an administrator manages people and reads nothing.
    """
    barred: frozenset[str] = frozenset()
    if role in CUSTODIANS:
        barred |= INSPECTION | ADMINISTRATION
    if role in INSPECTION:
        barred |= CUSTODIANS
    if role in READERS:
        barred |= ADMINISTRATION
    if role in ADMINISTRATION:
        barred |= READERS
    return barred


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
