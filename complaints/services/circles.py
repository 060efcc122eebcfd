"""Keeps a reporter's identity with the circle of custodians that the case's row asks for, also when the row changes (Pasal 15)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from complaints.enums import Routing
from complaints.models import Complaint, CustodyDue
from complaints.queries.custody import custodians_of, keepers_of
from complaints.rules.confidentiality import recipients
from complaints.services.people import custodians_in_office
from foundation.accounts.enums import NoticeKind
from foundation.accounts.models import User
from foundation.accounts.services.notices import notify
from foundation.audit.services import record
from foundation.vault.compartments import grant, rekey, shut
from foundation.vault.keys import Keys, OpenedCompartment
from foundation.vault.models import Compartment


@transaction.atomic
def follow_routing(complaint: Complaint, *, by: User, at: datetime) -> None:
    """After the row was chosen or changed: shut the circle it does not belong to, which needs no key.

    Where nobody of the right circle holds the key, none is shut, because that would lose the name: CustodyDue then bars the
    wrong circle from acting (queries.custody.custodians_of) until one of it hands over.
    """
    leaving = _leaving(complaint, at=at)
    if leaving and not custodians_of(complaint, at=at).exists():
        _, new = CustodyDue.objects.get_or_create(complaint=complaint, defaults={"since": at})
        if new:
            record("identity.handover_due", complaint, by=by, at=at)
            _ask_to_hand_over(complaint, leaving, at=at)
        return
    CustodyDue.objects.filter(complaint=complaint).delete()
    for user in leaving:
        _shut(complaint, user, by=by, at=at)


@transaction.atomic
def hand_over_identity(complaint: Complaint, *, keys: Keys, at: datetime) -> bool:
    """Give the identity to the right circle, shut the wrong one and re-key, showing nothing; whether it was done.

    Worked off by an unlocked session of whoever holds the key. Nothing is done while nobody of the right circle is in
    office, so that the name is never lost, and when `keys` do not open it.
    """
    identity = Compartment.objects.select_for_update().get(pk=complaint.identity_id)
    leaving = _leaving(complaint, at=at)
    walled = set(complaint.walls.values_list("user_id", flat=True))
    right = custodians_in_office(recipients(Routing(complaint.routing)), walled=walled, on=timezone.localdate(at))
    if not leaving or not right or not keys.can_open(identity):
        return False
    opened = OpenedCompartment(identity, keys.key(identity))
    holding = set(keepers_of(complaint, at=at).values_list("pk", flat=True))
    for user in right:
        if user.holder is not None and user.pk not in holding:
            grant(identity, user.holder, keys=opened, by=None, reason="rerouted", at=at)
    for user in leaving:
        _shut(complaint, user, by=None, at=at)
    rekey(identity, keys=opened, at=at)
    CustodyDue.objects.filter(complaint=complaint).delete()
    record("identity.handed_over", complaint, by=None, at=at, detail={"keepers": [str(user.pk) for user in right]})
    return True


def _ask_to_hand_over(complaint: Complaint, keepers: list[User], *, at: datetime) -> None:
    """Tell those who still hold the key that their page waits for them; opening it hands over."""
    for user in keepers:
        notify(user, kind=NoticeKind.ATTENTION, key=f"handover:{complaint.pk}:{complaint.routing}:{user.pk}", at=at)


def _leaving(complaint: Complaint, *, at: datetime) -> list[User]:
    """Who keeps the identity and is not of the circle it belongs to."""
    right = custodians_of(complaint, at=at).values("pk")
    return list(keepers_of(complaint, at=at).exclude(pk__in=right).select_related("holder").order_by("pk"))


def _shut(complaint: Complaint, user: User, *, by: User | None, at: datetime) -> None:
    if user.holder is not None and shut(complaint.identity, user.holder, by=by.pk if by else None, reason="rerouted", at=at):
        record("identity.shut", complaint, by=by, at=at, detail={"user": str(user.pk), "reason": "rerouted"})
