"""What somebody leaves behind: the open cases he worked on, until whoever decides them gives them to another."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from complaints.enums import ComplaintState
from complaints.models import Complaint, HandOverDue
from complaints.permissions import DECIDING_ROLES
from complaints.queries.key_work import lasting_grants
from complaints.rules.key_work import BY_OFFICE
from foundation.accounts.enums import NoticeKind
from foundation.accounts.models import User
from foundation.accounts.queries import users_with
from foundation.accounts.services.notices import notify


@transaction.atomic
def note_hand_overs(user: User, *, at: datetime, cases: Iterable[UUID] | None = None) -> int:
    """Note the open cases (of `cases`, or all) that `user` is about to lose and somebody must take up; returns how many.

    Called while his grants still stand. What he read by his office alone, beside others of that office, is nobody's to take up.
    Those who decide a case and hold it are told; nobody else hears of it.
    """
    grants = lasting_grants(at=at).filter(compartment=OuterRef("content"))
    own, others = grants.filter(holder=user.holder_id), grants.exclude(holder=user.holder_id)
    by_task, beside = own.exclude(reason__in=BY_OFFICE), others.filter(reason__in=BY_OFFICE)
    at_his_desk = Q(handling_officer=user, state=ComplaintState.RECEIVED)
    his = Exists(by_task) | ~Exists(beside) | at_his_desk
    left = Complaint.objects.filter(Exists(own), his).exclude(state=ComplaintState.CLOSED)
    if cases is not None:
        left = left.filter(pk__in=cases)
    rows = [HandOverDue(complaint_id=pk, user=user, since=at) for pk in left.values_list("pk", flat=True)]
    HandOverDue.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    if rows:
        _tell_deciders(user, [row.complaint_id for row in rows], at=at)
    return len(rows)


def _tell_deciders(user: User, cases: list[UUID], *, at: datetime) -> None:
    """Once a person who left and a day, however many cases it is."""
    on = timezone.localdate(at)
    holders = lasting_grants(at=at).filter(compartment__complaint_contents__in=cases).exclude(holder=user.holder_id).values("holder")
    for decider in users_with(*DECIDING_ROLES, on=on).filter(holder__in=holders):
        notify(decider, kind=NoticeKind.ATTENTION, key=f"left:{user.pk}:{on.isoformat()}:{decider.pk}", at=at)
