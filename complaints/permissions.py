"""Questions about people: may somebody with these roles do this to this case? Facts are asked of rules, keys of the vault.

`roles` are the roles in force today, as the request carries them (`request.roles`) or `accounts.queries.roles_of` finds them.
"""

from collections.abc import Set
from uuid import UUID

from complaints.enums import ComplaintState
from complaints.models import Complaint
from foundation.accounts.enums import Role

FORWARDING_ROLES = frozenset({Role.RECEIVING_OFFICER, Role.CHANNEL_OFFICER})
DECIDING_ROLES = frozenset({Role.INSPECTOR, Role.DEPUTY_INSPECTOR, Role.DELEGATE, Role.REFERRAL_OFFICER})
READING_ROLES = FORWARDING_ROLES | DECIDING_ROLES | {Role.AUDITOR}
"""Roles that can hold a case at all."""
CUSTODIANS = frozenset({Role.CUSTODIAN_INSIDE, Role.CUSTODIAN_OUTSIDE})


def may_register(roles: Set[Role]) -> bool:
    """Only an officer with an appointment in force receives complaints (Pasal 1 angka 19)."""
    return bool(roles & FORWARDING_ROLES)


def may_forward(user_id: UUID, roles: Set[Role], complaint: Complaint) -> bool:
    """The officer who handles the complaint, or a channel officer of the Inspektorat, hands it to the Inspektur (Pasal 6(5))."""
    if complaint.state != ComplaintState.RECEIVED:
        return False
    return Role.CHANNEL_OFFICER in roles or (Role.RECEIVING_OFFICER in roles and complaint.handling_officer_id == user_id)


def may_decide(roles: Set[Role]) -> bool:
    """The Inspektur line decides; in a case sealed away from it, the delegates; in one about the Walikota, the referral officers.

    Who cannot open the case never reaches this question, so a role is enough here.
    """
    return bool(roles & DECIDING_ROLES)


def may_acknowledge(roles: Set[Role], complaint: Complaint) -> bool:
    """Who decides the case notes its arrival, once, after it was handed to him."""
    return may_decide(roles) and complaint.state != ComplaintState.RECEIVED and complaint.acknowledged_at is None


def may_answer(roles: Set[Role], complaint: Complaint) -> bool:
    """Who decides the case, from the moment it reached them until it is closed (Pasal 16)."""
    return may_decide(roles) and complaint.state not in {ComplaintState.RECEIVED, ComplaintState.CLOSED}


def may_reroute(user_id: UUID, roles: Set[Role], complaint: Complaint) -> bool:
    """Whoever holds the case corrects a wrong tick, until it is decided."""
    if complaint.state in {ComplaintState.CLOSED, ComplaintState.DECIDED}:
        return False
    return may_forward(user_id, roles, complaint) or may_decide(roles)
