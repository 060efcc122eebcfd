"""Reads about opened identities: what a person asked, what a custodian is asked, what was opened and until when."""

from collections.abc import Set
from datetime import datetime

from django.db.models import Q, QuerySet

from complaints.enums import IdentityRequestState
from complaints.models import Complaint, IdentityOpening, IdentityRequest, ReceiptRenewal
from complaints.queries.visibility import identity_kept_by
from complaints.rules.confidentiality import SHOWN_FOR
from foundation.accounts.enums import Role
from foundation.accounts.models import User

WAITING_RENEWAL = Q(in_force_at__isnull=True, replaced_at__isnull=True)


def requests_to(user: User, roles: Set[Role], *, at: datetime) -> QuerySet[IdentityRequest]:
    """Requests that a custodian may see: of cases whose identity he keeps, and never his own. Oldest first."""
    kept = identity_kept_by(user, roles, at=at).values("pk")
    found = IdentityRequest.objects.filter(complaint__in=kept).exclude(asked_by=user)
    return found.select_related("complaint", "identity", "asked_by__holder", "decided_by").order_by("asked_at", "id")


def waiting(requests: QuerySet[IdentityRequest]) -> QuerySet[IdentityRequest]:
    """Of these, what nobody has decided."""
    return requests.filter(state=IdentityRequestState.WAITING)


def newest_request(complaint: Complaint, user: User) -> IdentityRequest | None:
    """What a person asked last of a case."""
    return complaint.identity_requests.filter(asked_by=user).select_related("decided_by").order_by("-asked_at", "-id").first()


def request_in_force(complaint: Complaint, user: User, *, at: datetime) -> IdentityRequest | None:
    """The approval that lets a person open the identity at `at`; none from the moment it expires."""
    approved = complaint.identity_requests.filter(asked_by=user, state=IdentityRequestState.APPROVED, expires_at__gt=at)
    return approved.order_by("-expires_at").first()


def opening_in_force(complaint: Complaint, user: User, request: IdentityRequest | None, *, at: datetime) -> IdentityOpening | None:
    """The opening under this approval (None: as a custodian) that still shows the identity at `at`."""
    opened = IdentityOpening.objects.filter(complaint=complaint, opened_by=user, request=request, opened_at__gt=at - SHOWN_FOR)
    return opened.order_by("-opened_at").first()


def waiting_renewal(complaint: Complaint) -> ReceiptRenewal | None:
    """The new receipt code that waits for somebody with the key of the conversation."""
    return complaint.receipt_renewals.filter(WAITING_RENEWAL).first()
