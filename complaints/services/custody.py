"""What a custodian's page owes the identities he keeps: handing over to the right circle, due re-keying, settling of drops."""

from collections.abc import Set
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from complaints.models import Complaint
from complaints.permissions import CUSTODIAN_ROLES, routings_kept_by
from complaints.services.circles import hand_over_identity
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.vault.keys import Keys, OpenedCompartment
from foundation.vault.models import RekeyDue
from foundation.vault.queries import grants_in_force
from foundation.vault.rekeying import rekey, settle_drops

AT_ONCE = 20
"""Cases that one opening of the page works off; the next opening goes on."""


def tend_custody(user: User, roles: Set[Role], *, keys: Keys, at: datetime) -> int:
    """Do what is due for identities whose key a custodian holds at `at`; returns for how many cases something was done.

    Opens no transaction when nothing is owed. `roles` are those in force.
    """
    if user.holder_id is None or not roles & CUSTODIAN_ROLES:
        return 0
    held = grants_in_force(at=at).filter(compartment=OuterRef("identity"), holder=user.holder_id, expires_at__isnull=True)
    owes = Q(Exists(RekeyDue.objects.filter(compartment=OuterRef("identity")))) | Q(identity__has_drops=True)
    strayed = ~Q(routing__in=routings_kept_by(roles))
    cases = Complaint.objects.filter(Exists(held)).filter(owes | strayed).select_related("identity").order_by("received_at", "pk")
    return sum(_tend(case, keys=keys, at=at) for case in cases[:AT_ONCE])


@transaction.atomic
def _tend(complaint: Complaint, *, keys: Keys, at: datetime) -> bool:
    if not keys.can_open(complaint.identity):
        return False
    opened = OpenedCompartment(complaint.identity, keys.key(complaint.identity))
    if hand_over_identity(complaint, keys=opened, at=at):
        return True
    if RekeyDue.objects.filter(compartment=complaint.identity_id).exists():
        rekey(complaint.identity, keys=opened, at=at)
        return True
    return bool(settle_drops(complaint.identity, keys=opened))
