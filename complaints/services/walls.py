"""Walls: who may never open a case, a named accused or somebody recused, loses every key of it and is given none (Pasal 15)."""

from datetime import datetime

from django.db import transaction

from complaints.enums import Routing
from complaints.models import Complaint, Wall
from complaints.rules.key_work import WhyDropped
from complaints.services.access import keys_taken_out, work_off_rekeys
from complaints.services.identity_ends import take_back_identity
from complaints.services.regrants import forget_case
from complaints.services.routing import keep_held
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.exclusions import exclude
from foundation.vault.keys import Keys
from foundation.vault.sealing import seal

ALL_WALLED = "Semua yang memegang perkara ini sudah ditutup dari perkara ini."
"""The reason on record of a change of row that no person chose; the words of the walls are not repeated in it."""


@transaction.atomic
def build_wall(complaint: Complaint, user: User, *, reason: str, keys: Keys, by: User, at: datetime) -> Wall:
    """Wall a person out for good: a named accused, or somebody recused. The words of `reason` are sealed.

    Who is walled already stays so. Somebody without a key pair is excluded when he makes one. When he was the last reader in
    office the case is sealed to others before his keys go (routing.keep_held). Raises NobodyLeft when there are none.
    """
    # Locked first: of two last readers who leave in the same moment, the second finds that the first is gone.
    case = Complaint.objects.select_for_update().get(pk=complaint.pk)
    wall = put_up_wall(case, user, reason=reason, kind="declared", keys=keys, at=at)
    case = keep_held(case, Routing(case.routing), reason=ALL_WALLED, keys=keys, by=by, at=at)
    close_wall(case, user, keys=keys, by=by, at=at)
    return wall


def put_up_wall(complaint: Complaint, user: User, *, reason: str, kind: str, keys: Keys, at: datetime) -> Wall:
    """The row of a wall with its sealed reason; close_wall takes the keys, in the same transaction. A standing wall stays as it is."""
    standing = Wall.objects.filter(complaint=complaint, user=user).first()
    if standing is not None:
        return standing
    wall = Wall(complaint=complaint, content=complaint.content, user=user, built_at=at)
    seal(wall, "reason", {"kind": kind, "words": reason}, keys)
    wall.save(force_insert=True)
    return wall


@transaction.atomic
def close_wall(complaint: Complaint, user: User, *, keys: Keys, by: User, at: datetime) -> None:
    """Take from a walled person every key of the case he has, and each he could be given; re-key where `keys` open it."""
    held = keys_taken_out(complaint, keys)
    if user.holder:
        exclude(complaint.pk, user.holder, by=by.pk, at=at)
    forget_case(complaint, user, WhyDropped.WALLED, by=by, at=at, names=True)
    take_back_identity(complaint, user, by=by, at=at)
    record("complaint.walled", complaint, by=by, at=at, detail={"user": str(user.pk)})
    work_off_rekeys(complaint, keys=held, at=at)


@transaction.atomic
def recuse(complaint: Complaint, user: User, *, reason: str, keys: Keys, at: datetime) -> Wall:
    """A person declares a conflict of interest and loses the case in the same second. Raises NobodyLeft for the last there is."""
    return build_wall(complaint, user, reason=reason, keys=keys, by=user, at=at)


@transaction.atomic
def exclude_new_key(user: User, *, at: datetime) -> int:
    """Exclude the person's key pair from every case he is walled off from; returns how many. Doing it again changes nothing."""
    if user.holder is None:
        return 0
    cases = list(Wall.objects.filter(user=user).values_list("complaint_id", flat=True))
    for case in cases:
        exclude(case, user.holder, by=None, at=at)
    return len(cases)
