"""Reads about cases that somebody left behind."""

from datetime import datetime

from django.db.models import QuerySet

from complaints.enums import ComplaintState
from complaints.models import HandOverDue
from complaints.queries.visibility import openable_by
from foundation.accounts.models import User


def left_to(user: User, *, at: datetime) -> QuerySet[HandOverDue]:
    """The open cases that somebody left and that `user` can open at `at` (aware), the longest waiting first."""
    cases = openable_by(user, at=at).exclude(state=ComplaintState.CLOSED)
    rows = HandOverDue.objects.filter(complaint__in=cases.values("pk")).select_related("complaint", "user")
    return rows.defer("complaint__story", "complaint__summary", "complaint__reporter").order_by("since", "complaint__register_number")
