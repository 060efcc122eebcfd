"""Gives a case to people and takes it back: joining the team is the key grant, leaving it ends the grant."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from complaints.enums import Routing
from complaints.models import Complaint
from complaints.services.access import share, shut_out
from foundation.accounts.enums import NoticeKind
from foundation.accounts.models import User
from foundation.accounts.services import notify
from foundation.audit.services import record
from foundation.vault.keys import Keys
from investigations.enums import Duty
from investigations.models import Assignment, TeamMember
from investigations.queries import conflict_for, team_of, waits_for_mayor
from investigations.services.locking import locked


class ConflictOfInterest(Exception):
    """Somebody stands too near to the case to be given it; the message says who and why, in Indonesian."""

    def __init__(self, user: User, reason: str) -> None:
        self.user = user
        super().__init__(f"{user.full_name}. {reason}.")


class MayorMustAssign(Exception):
    """The Walikota issues the assignment of this case, and his instrument is not on record (Pasal 7 ayat (3))."""

    def __init__(self) -> None:
        super().__init__("Penugasan perkara ini diterbitkan oleh Walikota (Pasal 7 ayat (3)). Catat dahulu surat penugasan Walikota.")


class ReferredOutside(Exception):
    """A case about the Walikota: nobody of the government orders, assigns or works on it, it is referred."""

    def __init__(self) -> None:
        super().__init__("Perkara ini dirujuk kepada instansi di luar Pemerintah Kota. Catat rujukannya lewat “Catat pelimpahan”.")


class NotInTeam(Exception):
    """The person does not have the case as reviewer or auditor."""


def refuse_without_instrument(complaint: Complaint) -> None:
    """Raise MayorMustAssign when nobody may be given the case yet."""
    if waits_for_mayor(complaint):
        raise MayorMustAssign


def refuse_referred(complaint: Complaint) -> None:
    """Raise ReferredOutside for a case about the Walikota."""
    if complaint.routing == Routing.MAYOR:
        raise ReferredOutside


def admit(
    complaint: Complaint,
    people: Iterable[tuple[User, Duty]],
    *,
    assignment: Assignment | None,
    keys: Keys,
    by: User,
    at: datetime,
) -> None:
    """Put people into the team and give them the keys; somebody already in it gets the new duty. Inside a transaction.

    Raises ReferredOutside, MayorMustAssign, ConflictOfInterest, complaints' NotShared and the vault's Excluded; then nobody
    was given anything.
    """
    refuse_referred(complaint)
    refuse_without_instrument(complaint)
    today = timezone.localdate(at)
    for user, duty in people:
        conflict = conflict_for(user, complaint, keys=keys, on=today)
        if conflict is not None:
            raise ConflictOfInterest(user, conflict.value)
        TeamMember.objects.filter(complaint=complaint, user=user, left_at__isnull=True).update(left_at=at)
        member = TeamMember.objects.create(complaint=complaint, assignment=assignment, user=user, duty=duty, joined_at=at)
        share(complaint, [user], keys=keys, by=by, reason=f"team.{duty}", at=at)
        record("team.joined", complaint, by=by, at=at, detail={"user": user.pk, "duty": duty})
        notify(user, kind=NoticeKind.ATTENTION, key=f"team:{member.pk}", at=at, params={"complaint": complaint.pk})


@transaction.atomic
def add_reviewer(complaint: Complaint, user: User, *, keys: Keys, by: User, at: datetime) -> None:
    """Give a case under review to one more reviewer. Raises as `admit` does."""
    admit(locked(complaint), [(user, Duty.REVIEWER)], assignment=None, keys=keys, by=by, at=at)


@transaction.atomic
def release(complaint: Complaint, user: User, *, keys: Keys, by: User, at: datetime) -> None:
    """Take the case back from somebody in the team, at once; the compartments get new keys. Raises NotInTeam."""
    case = locked(complaint)
    if not TeamMember.objects.filter(complaint=case, user=user, left_at__isnull=True).update(left_at=at):
        raise NotInTeam
    record("team.left", case, by=by, at=at, detail={"user": user.pk})
    shut_out(case, [user], keys=keys, by=by, reason="released", at=at)


def release_everybody(complaint: Complaint, *, keys: Keys, by: User, at: datetime, reason: str) -> int:
    """Take the case back from the whole team; returns how many had it. Inside a transaction.

    When `by` is one of them, re-keying is left to the next person who opens the case: who leaves does not draw its new keys.
    """
    leaving = [member.user for member in team_of(complaint)]
    TeamMember.objects.filter(complaint=complaint, left_at__isnull=True).update(left_at=at)
    for user in leaving:
        record("team.left", complaint, by=by, at=at, detail={"user": user.pk})
    remaining_keys = None if by.pk in {user.pk for user in leaving} else keys
    shut_out(complaint, leaving, keys=remaining_keys, by=by, reason=reason, at=at)
    return len(leaving)
