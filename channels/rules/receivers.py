"""Who receives complaints at a desk, and to whom alone he answers for them."""

from collections.abc import Set

from foundation.accounts.enums import Role
from foundation.law import Pasal, carries_out

RECEIVERS = frozenset({Role.RECEIVING_OFFICER, Role.CHANNEL_OFFICER})
"""Officers appointed to a way in, and the Inspektorat's own channel officer where nobody is appointed (readings.md, Pasal 1(19))."""


@carries_out(Pasal(6, 4))
def accountable_to(roles: Set[Role]) -> Role | None:
    """To whom a person with these roles in force answers for what he receives: the Inspektur directly, or nobody when he receives nothing.

    The head of the officer's own unit stands in no line of it: a receipt is sealed to the officer and the Inspektur line
    (complaints.rules.confidentiality), so whoever is his superior elsewhere sees no row, no count and no content.
    """
    return Role.INSPECTOR if roles & RECEIVERS else None
