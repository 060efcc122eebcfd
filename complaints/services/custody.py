"""What a custodian's page owes the identities he keeps: handing over to the right circle, due re-keying, settling of drops."""

from collections.abc import Set
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from complaints.enums import Routing
from complaints.models import Complaint
from complaints.permissions import CUSTODIAN_ROLES, circle_of, routings_kept_by
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import users_with
from foundation.audit.services import record
from foundation.vault.compartments import grant, shut
from foundation.vault.keys import Keys, OpenedCompartment
from foundation.vault.models import Exclusion, RekeyDue
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
    strayed = _hand_over(complaint, keys=opened, at=at)
    if strayed or RekeyDue.objects.filter(compartment=complaint.identity_id).exists():
        rekey(complaint.identity, keys=opened, at=at)
        return True
    return bool(settle_drops(complaint.identity, keys=opened))


def _hand_over(complaint: Complaint, *, keys: Keys, at: datetime) -> bool:
    """After a wrong tick was corrected: the right circle gets the key and the other one loses it; whether anything changed.

    While nobody of the right circle can receive it, the key stays where it is, so that it is never lost.
    """
    right = users_with(*circle_of(Routing(complaint.routing)), on=timezone.localdate(at)).select_related("holder")
    walled = set(Exclusion.objects.filter(group=complaint.pk).values_list("holder_id", flat=True))
    keepers = {user.holder_id: user for user in right if user.holder and user.holder_id not in walled}
    held = grants_in_force(at=at).filter(compartment=complaint.identity, expires_at__isnull=True)
    holding = set(held.values_list("holder_id", flat=True))
    leaving = [user for user in User.objects.filter(holder_id__in=holding).select_related("holder") if user.holder_id not in keepers]
    if not keepers or not leaving:
        return False
    for holder_id, user in keepers.items():
        if holder_id not in holding and user.holder is not None:
            grant(complaint.identity, user.holder, keys=keys, by=None, reason="rerouted", at=at)
    for user in leaving:
        if user.holder is not None:
            shut(complaint.identity, user.holder, by=None, reason="rerouted", at=at)
    record("identity.handed_over", complaint, by=None, at=at, detail={"keepers": [str(user.pk) for user in keepers.values()]})
    return True
