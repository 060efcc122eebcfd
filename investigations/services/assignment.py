"""Records assignment letters: those of the Inspektur, and the Walikota's instrument where Pasal 7 ayat (3) asks for it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from complaints.enums import ComplaintState, DeadlineKind
from complaints.models import Complaint
from complaints.rules.moves import Move
from complaints.services.transitions import meet, start_follow_up
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.keys import Keys
from foundation.vault.sealing import seal
from investigations.enums import Duty, FollowUp, Signatory
from investigations.models import Assignment
from investigations.queries import follow_up_in_force, signed_reviews
from investigations.rules.assignment import Letter, letter_faults
from investigations.rules.faults import Fault
from investigations.services.locking import locked
from investigations.services.team import MayorMustAssign, admit, refuse_referred


class LetterRefused(Exception):
    """The letter cannot be recorded; `faults` are sentences that say what to do."""

    def __init__(self, found: tuple[str, ...]) -> None:
        self.faults = found
        super().__init__(" ".join(found))


Members = Sequence[tuple[User, Duty]]


@transaction.atomic
def issue_assignment(complaint: Complaint, letter: Letter, members: Members, *, keys: Keys, by: User, at: datetime) -> Assignment:
    """Record the Inspektur's letter for an audit: the clock of Pasal 7(2) is met, the case is in audit, the members get the keys.

    Raises LetterRefused (also while nothing has been reviewed and no direct audit was ordered), MayorMustAssign for a case whose
    every assignment is the Walikota's, ReferredOutside, ConflictOfInterest, MoveNotAllowed.
    """
    case = locked(complaint)
    refuse_referred(case)
    if case.mayor_assignment:
        raise MayorMustAssign
    faults = _faults(letter, members, at=at)
    if case.state != ComplaintState.IN_AUDIT and not signed_reviews(case).exists():
        faults = (*faults, Fault("Tandatangani lembar penelaahan lebih dahulu; audit langsung memerlukan disposisi dengan alasan."))
    if faults:
        raise LetterRefused(faults)
    return _issue(case, letter, members, FollowUp.AUDIT, Signatory.INSPECTOR, original=complaint, keys=keys, by=by, at=at)


@transaction.atomic
def record_mayor_assignment(
    complaint: Complaint,
    letter: Letter,
    members: Members,
    *,
    follow_up: FollowUp,
    keys: Keys,
    by: User,
    at: datetime,
) -> Assignment:
    """Record the instrument by which the Walikota assigned a review or an audit (Pasal 7(3)); the follow-up begins or goes on.

    An issued assignment is what Pasal 7(2) asks for, so its clock is met, late when the wait was long. The day the letter bears
    counts (`docs/adr/0016-when-the-ten-days-are-met.md`). Raises LetterRefused, ReferredOutside, ConflictOfInterest,
    MoveNotAllowed.
    """
    case = locked(complaint)
    refuse_referred(case)
    faults = _faults(letter, members, at=at)
    if not case.mayor_assignment:
        faults = (*faults, Fault("Perkara ini tidak memerlukan penugasan Walikota. Catat surat tugas Inspektur."))
    if follow_up_in_force(case) is None:
        faults = (*faults, Fault("Tetapkan disposisi lebih dahulu: telaah atau audit investigatif."))
    if faults:
        raise LetterRefused(faults)
    return _issue(case, letter, members, follow_up, Signatory.MAYOR, original=complaint, keys=keys, by=by, at=at)


def _faults(letter: Letter, members: Members, *, at: datetime) -> tuple[Fault, ...]:
    found = letter_faults(letter, today=timezone.localdate(at))
    if not members:
        found = (*found, Fault("Pilih sedikitnya satu anggota tim."))
    if sum(duty == Duty.LEAD for _, duty in members) > 1:
        found = (*found, Fault("Pilih satu ketua tim saja."))
    return found


def _issue(
    case: Complaint,
    letter: Letter,
    members: Members,
    follow_up: FollowUp,
    issued_by: Signatory,
    *,
    original: Complaint,
    keys: Keys,
    by: User,
    at: datetime,
) -> Assignment:
    assignment = Assignment(
        complaint=case,
        content=case.content,
        issued_by=issued_by,
        follow_up=follow_up,
        issued_on=letter.issued_on,
        starts_on=letter.starts_on,
        ends_on=letter.ends_on,
        recorded_by=by,
        recorded_at=at,
    )
    seal(assignment, "letter", {"number": letter.number.strip()}, keys)
    assignment.save(force_insert=True)
    _move(case, follow_up, by=by, at=at)
    detail = {"assignment": assignment.pk, "issued_by": issued_by, "follow_up": follow_up, "issued_on": letter.issued_on}
    record("assignment.recorded", case, by=by, at=at, detail=detail)
    meet(case, DeadlineKind.FOLLOW_UP, by=by, at=at, dated=letter.issued_on)
    admit(case, members, assignment=assignment, keys=keys, by=by, at=at)
    original.refresh_from_db()
    return assignment


def _move(case: Complaint, follow_up: FollowUp, *, by: User, at: datetime) -> None:
    """Begin what was assigned, unless it runs already."""
    target = {FollowUp.REVIEW: ComplaintState.IN_REVIEW, FollowUp.AUDIT: ComplaintState.IN_AUDIT}[follow_up]
    if case.state != target:
        start_follow_up(case, {FollowUp.REVIEW: Move.START_REVIEW, FollowUp.AUDIT: Move.START_AUDIT}[follow_up], by=by, at=at)
