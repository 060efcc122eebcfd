"""Reads about the two circles that keep identities: who may act as custodian of a case, and which wait to be handed over."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from complaints.enums import Routing
from complaints.models import Complaint, CustodyDue
from complaints.permissions import circle_of
from foundation.accounts.models import User
from foundation.accounts.queries import users_with
from foundation.vault.queries import grants_in_force


def keepers_of(complaint: Complaint, *, at: datetime) -> QuerySet[User]:
    """Everybody who holds a lasting key of the reporter's identity at `at` (aware), of whichever circle."""
    held = grants_in_force(at=at).filter(compartment=complaint.identity_id, expires_at__isnull=True)
    return User.objects.filter(holder_id__in=held.values("holder_id"))


def custodians_of(complaint: Complaint, *, at: datetime) -> QuerySet[User]:
    """Who may act as custodian of a case at `at` (aware): of the circle its row asks for, and holding the key (Pasal 15)."""
    circle = users_with(*circle_of(Routing(complaint.routing)), on=timezone.localdate(at))
    return keepers_of(complaint, at=at).filter(pk__in=circle.values("pk"))


def custody_due_since(moment: datetime) -> QuerySet[CustodyDue]:
    """Identities that have waited for the right circle since before a moment (aware), the longest first."""
    return CustodyDue.objects.filter(since__lt=moment).select_related("complaint").order_by("since")
