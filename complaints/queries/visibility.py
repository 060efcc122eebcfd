"""Who sees which case: every list and every page starts here."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from complaints.models import Complaint
from foundation.accounts.models import User
from foundation.vault.models import Exclusion, Grant


def visible_to(user: User, *, at: datetime) -> QuerySet[Complaint]:
    """The complaints a person may see at `at`: those whose contents he holds a living grant on, and what went through his hands.

    Walled people see nothing at all, not even their own registrations. This is the only start of a list or a lookup.
    """
    if user.holder_id is None:
        return Complaint.objects.none()
    return Complaint.objects.filter(Exists(_grants(user, at)) | _through_hands_of(user)).exclude(_walled(user))


def openable_by(user: User, *, at: datetime) -> QuerySet[Complaint]:
    """Of what is visible, the cases whose contents the person can open now; after forwarding an officer sees receipt and status only."""
    if user.holder_id is None:
        return Complaint.objects.none()
    return Complaint.objects.filter(Exists(_grants(user, at))).exclude(_walled(user))


def handed_on_by(user: User, *, at: datetime) -> QuerySet[Complaint]:
    """Of what is visible, what the person registered or forwarded and can no longer open: receipts and their status."""
    return received_by(user, at=at).filter(~Exists(_grants(user, at)))


def received_by(user: User, *, at: datetime) -> QuerySet[Complaint]:
    """Of what is visible, what the person registered or forwarded, whether or not he can still open it."""
    return visible_to(user, at=at).filter(_through_hands_of(user))


def _through_hands_of(user: User) -> Q:
    """Registered by the person, or handled by him: what came by the web form has no registrar, but an officer who forwarded it."""
    return Q(registered_by=user) | Q(handling_officer=user)


def _walled(user: User) -> Exists:
    return Exists(Exclusion.objects.filter(group=OuterRef("pk"), holder=user.holder_id))


def _grants(user: User, at: datetime) -> QuerySet[Grant]:
    return Grant.objects.filter(compartment=OuterRef("content"), holder=user.holder_id).filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=at),
    )
