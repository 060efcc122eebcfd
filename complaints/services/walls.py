"""Walls against people who had no key yet when they were built: the key pair is excluded in the second it comes to be (Pasal 15)."""

from datetime import datetime

from django.db import transaction

from complaints.models import Wall
from foundation.accounts.models import User
from foundation.vault.exclusions import exclude


@transaction.atomic
def exclude_new_key(user: User, *, at: datetime) -> int:
    """Exclude the person's key pair from every case he is walled off from; returns how many. Doing it again changes nothing."""
    if user.holder is None:
        return 0
    cases = list(Wall.objects.filter(user=user).values_list("complaint_id", flat=True))
    for case in cases:
        exclude(case, user.holder, by=None, at=at)
    return len(cases)
