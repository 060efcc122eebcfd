"""Ends what was opened: approvals that have expired, and those of people who lose the case. Needs no key."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from complaints.enums import IdentityRequestState
from complaints.models import Complaint, IdentityRequest
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.compartments import shut
from foundation.vault.enums import CompartmentKind
from foundation.vault.models import Compartment, Grant

UNFINISHED = (IdentityRequestState.WAITING, IdentityRequestState.APPROVED)


@transaction.atomic
def take_back_identity(complaint: Complaint, user: User, *, by: User | None, at: datetime) -> None:
    """Whoever loses a case loses its opened identity in the same transaction, and what he asked lapses.

    The identity then waits for a new epoch, which its custodian makes. A custodian's own key, which never expires, stays.
    """
    # Locked whether or not a key is there: an approval in flight then sees that the case is gone, or is seen here.
    Compartment.objects.select_for_update().only("pk").get(pk=complaint.identity_id)
    opened = Grant.objects.filter(compartment=complaint.identity_id, holder=user.holder_id, expires_at__isnull=False)
    if user.holder is not None and opened.exists():
        running = opened.filter(expires_at__gt=at).exists()
        shut(complaint.identity, user.holder, by=by.pk if by else None, reason="case_left", at=at, rekey_due=running)
        record("identity.ended", complaint, by=by, at=at, detail={"user": str(user.pk), "reason": "case_left"})
    IdentityRequest.objects.filter(complaint=complaint, asked_by=user, state__in=UNFINISHED).update(state=IdentityRequestState.LAPSED)


def end_expired_identities(*, at: datetime) -> int:
    """Take the keys whose time is over at `at` (aware); returns how many. They open nothing since then, so no new epoch is due."""
    over = Grant.objects.filter(compartment__kind=CompartmentKind.IDENTITY, expires_at__lte=at).values_list("compartment", "holder")
    return sum(_end(compartment, holder, at=at) for compartment, holder in list(over))


@transaction.atomic
def _end(compartment_id: UUID, holder_id: UUID, *, at: datetime) -> bool:
    compartment = Compartment.objects.select_for_update().get(pk=compartment_id)
    # Read again under the lock: a custodian may have approved anew meanwhile.
    grant = Grant.objects.filter(compartment=compartment, holder=holder_id, expires_at__lte=at).select_related("holder").first()
    if grant is None:
        return False
    shut(compartment, grant.holder, by=None, reason="expired", at=at, rekey_due=False)
    case = Complaint.objects.filter(identity=compartment).first()
    user = User.objects.filter(holder=holder_id).values_list("pk", flat=True).first()
    if case is not None and user is not None:
        record("identity.ended", case, by=None, at=at, detail={"user": str(user), "reason": "expired"})
    return True
