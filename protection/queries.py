"""Reads of protection cases; only what a protection officer holds a key for."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from foundation.accounts.models import User
from foundation.vault.keys import grants_in_force
from protection.models import ProtectionRequest


def visible_to(user: User, *, at: datetime) -> QuerySet[ProtectionRequest]:
    """The wishes whose compartment `safety` this person can open at `at`, newest first."""
    if user.holder_id is None:
        return ProtectionRequest.objects.none()
    held = grants_in_force(at=at).filter(compartment=OuterRef("safety"), holder=user.holder_id)
    return ProtectionRequest.objects.filter(Exists(held)).select_related("safety", "case__complaint")
