"""Reminds of the days the office named itself: word promised to a reporter (Pasal 16), a postponement to be looked at (Pasal 14(1))."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from complaints.enums import ComplaintState
from complaints.models import Complaint
from foundation.accounts.enums import NoticeKind
from foundation.accounts.models import Notice, User
from foundation.accounts.services.notices import notify
from foundation.vault.models import Grant

KINDS = ("word_on", "review_on")
"""The columns of a case that name such a day."""


@transaction.atomic
def remind_of_promises(*, at: datetime) -> int:
    """Tell everybody who holds a case that such a day has come, and once more when it has passed; returns how many notices.

    A notice carries no case, so people hear of a day once, however many cases it is about and however often this runs.
    """
    today = timezone.localdate(at)
    told = 0
    for kind in KINDS:
        for day, contents in _reached(kind, today).items():
            stage, notice = ("passed", NoticeKind.ESCALATION) if day < today else ("today", NoticeKind.REMINDER)
            keys = {f"promise:{kind}:{day.isoformat()}:{stage}:{user.pk}": user for user in _holding(contents)}
            known = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
            for key in sorted(keys.keys() - known):
                notify(keys[key], kind=notice, key=key, at=at)
                told += 1
    return told


def _reached(kind: str, today: date) -> dict[date, set[UUID]]:
    """The contents of the open cases whose day has come, by that day."""
    rows = Complaint.objects.filter(**{f"{kind}__lte": today}).exclude(state=ComplaintState.CLOSED).order_by()
    found: dict[date, set[UUID]] = defaultdict(set)
    for day, content in rows.values_list(kind, "content_id"):
        found[day].add(content)
    return found


def _holding(contents: set[UUID]) -> list[User]:
    holders = Grant.objects.filter(compartment__in=contents).values("holder_id")
    return list(User.objects.filter(holder_id__in=holders, ended_on__isnull=True).order_by("pk"))
