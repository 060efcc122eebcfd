"""Questions about people at the desks where complaints come in."""

from collections.abc import Set

from channels.rules.receivers import accountable_to
from complaints.permissions import may_register
from foundation.accounts.enums import Role


def may_take_in(roles: Set[Role]) -> bool:
    """Whether a person with these roles in force registers what comes to his own desk (Pasal 6 ayat (3) huruf g, ayat (4))."""
    return accountable_to(roles) is not None and may_register(roles)


def may_read_channels(roles: Set[Role]) -> bool:
    """Whether a person with these roles sees the legal basis of each way in."""
    return bool(roles & {Role.ADMINISTRATOR, Role.INSPECTOR, Role.DEPUTY_INSPECTOR, Role.CHANNEL_OFFICER})
