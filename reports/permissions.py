"""Questions about people: who may read, write, approve and publish the monthly report."""

from collections.abc import Collection

from foundation.accounts.enums import Role

WRITERS = frozenset({Role.INSPECTOR, Role.DEPUTY_INSPECTOR})
"""The Inspektur line: sees the figures and writes letter c."""
APPROVERS = frozenset({Role.INSPECTOR})
"""The Inspektur, Plt. and Plh. included: a report is approved by who signs for the Inspektorat."""
ADDRESSEES = frozenset({Role.MAYOR})
READERS_OF_NARRATIVE = WRITERS | ADDRESSEES
WATCHERS = WRITERS | ADDRESSEES | {Role.PUBLISHER}
"""Who may see that a month's report exists and how far it is."""


def may_list(roles: Collection[Role]) -> bool:
    """Whether somebody with these roles sees the list of reports."""
    return not WATCHERS.isdisjoint(roles)


def may_write(roles: Collection[Role]) -> bool:
    """Whether somebody with these roles sees drafts and writes the narrative."""
    return not WRITERS.isdisjoint(roles)


def may_read(roles: Collection[Role]) -> bool:
    """Whether somebody with these roles reads letter c and the signed paper, as far as his keys open them."""
    return not READERS_OF_NARRATIVE.isdisjoint(roles)


def may_approve(roles: Collection[Role]) -> bool:
    """Whether somebody with these roles approves, delivers and publishes."""
    return not APPROVERS.isdisjoint(roles)


def is_addressee(roles: Collection[Role]) -> bool:
    """Whether the report is delivered to somebody with these roles."""
    return not ADDRESSEES.isdisjoint(roles)
