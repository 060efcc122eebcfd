"""Questions about people: may somebody with these roles do this to this case? Facts are asked of rules, keys of the vault."""

from collections.abc import Set

from complaints.permissions import may_decide
from foundation.accounts.enums import Role


def may_order(roles: Set[Role]) -> bool:
    """Who decides the case orders, assigns, suspends and rules on it (Pasal 7, 14): the Inspektur line, or who stands in its place."""
    return may_decide(roles)


def may_write_sheet(roles: Set[Role], *, in_team: bool) -> bool:
    """A reviewer or auditor of the team writes and signs the sheet; who decides does not review."""
    return Role.AUDITOR in roles and in_team


def may_hand_to_mayor(roles: Set[Role], *, in_team: bool) -> bool:
    """Whoever works on the case says so the moment he learns that Pasal 7(3) applies."""
    return may_order(roles) or may_write_sheet(roles, in_team=in_team)
