"""Questions about people: may this user do this to this case? Facts are asked of rules, keys of the vault."""

from datetime import date

from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of

from complaints.models import Complaint

FORWARDING_ROLES = frozenset({Role.RECEIVING_OFFICER, Role.CHANNEL_OFFICER})
DECIDING_ROLES = frozenset({Role.INSPECTOR, Role.DEPUTY_INSPECTOR})
STANDING_IN_ROLES = frozenset({Role.DELEGATE, Role.REFERRAL_OFFICER})


def may_register(user: User, *, on: date) -> bool:
    """Only an officer with an appointment in force receives complaints (Pasal 1 angka 19)."""
    return bool(roles_of(user, on=on) & FORWARDING_ROLES)


def may_forward(user: User, complaint: Complaint, *, on: date) -> bool:
    """The officer who handles the complaint, or a channel officer of the Inspektorat, hands it to the Inspektur (Pasal 6(5))."""
    roles = roles_of(user, on=on)
    return Role.CHANNEL_OFFICER in roles or (Role.RECEIVING_OFFICER in roles and complaint.handling_officer_id == user.pk)


def may_decide(user: User, complaint: Complaint, *, on: date) -> bool:
    """The Inspektur line decides; in a case sealed away from it, the delegates; in one about the Walikota, the referral officers.

    Who cannot open the case never reaches this question, so a role is enough here.
    """
    del complaint
    return bool(roles_of(user, on=on) & (DECIDING_ROLES | STANDING_IN_ROLES))


def may_converse(user: User, complaint: Complaint, *, on: date) -> bool:
    """Everyone who can open the contents may write to the reporter."""
    del complaint
    return bool(roles_of(user, on=on) & (DECIDING_ROLES | STANDING_IN_ROLES | FORWARDING_ROLES | {Role.AUDITOR}))
