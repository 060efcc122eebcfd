"""Postpones, stops and resumes a follow-up (Pasal 14): of the whole case, or for one accused. No clock stops for it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from complaints.enums import ComplaintState, SuspensionGround
from complaints.models import AccusedPerson, Complaint
from complaints.rules.moves import Move, is_lawful
from complaints.services import transitions
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed, seal
from investigations.enums import Measure
from investigations.models import FOLLOW_UP_ACTIONS, Disposition, Suspension
from investigations.queries import follow_up_in_force, stopped_people, suspension_of
from investigations.rules.faults import Fault
from investigations.rules.suspension import (
    PersonStop,
    Proposal,
    needs_second_approver,
    person_stop_faults,
    proposal_faults,
    whole_case_stops,
)
from investigations.services.locking import locked

NOT_WITH_US = Fault("Pengaduan ini belum sampai kepada yang memutus, atau sudah ditutup. Hentikan setelah diteruskan dan sebelum ditutup.")
EVERYBODY_STOPPED = (
    "Tindak lanjut terhadap setiap terlapor dihentikan (Pasal 14 ayat (2)). Lanjutkan terhadap salah satu terlapor lebih dahulu."
)
UNDECIDED = Fault("Tetapkan disposisi lebih dahulu: telaah atau audit investigatif. Setiap pengaduan ditindaklanjuti (Pasal 7 ayat (1)).")


class NotSuspendable(Exception):
    """The follow-up cannot be postponed or stopped so; `faults` are sentences that say what to do."""

    def __init__(self, *found: str) -> None:
        self.faults = found
        super().__init__(" ".join(found))


class SecondPersonNeeded(Exception):
    """Who proposed cannot approve: another person of those who decide has to."""

    def __init__(self) -> None:
        super().__init__("Usulan ini disetujui oleh orang lain, bukan oleh pengusulnya.")


class NothingToResume(Exception):
    """Nothing is postponed or stopped here."""


@transaction.atomic
def suspend(complaint: Complaint, proposal: Proposal, *, keys: Keys, by: User, at: datetime) -> Suspension:
    """Postpone or stop the follow-up of the case (Pasal 14(1)). For "pertimbangan lainnya" it only waits for a second person.

    Raises NotSuspendable, and complaints' MoveNotAllowed when the state does not admit it.
    """
    case = locked(complaint)
    faults = proposal_faults(proposal, today=timezone.localdate(at))
    if follow_up_in_force(case) is None:
        faults = (*faults, UNDECIDED)
    if suspension_of(case) is not None:
        faults = (*faults, Fault("Sudah ada penundaan atau penghentian untuk perkara ini."))
    if faults:
        raise NotSuspendable(*faults)
    _refuse_unlawful(case, proposal.measure)
    suspension = Suspension(
        complaint=case,
        content=case.content,
        measure=proposal.measure,
        ground=proposal.ground,
        review_on=proposal.review_on,
        proposed_by=by,
        proposed_at=at,
    )
    seal(suspension, "words", {"reason": proposal.reason}, keys)
    suspension.save(force_insert=True)
    detail = {"suspension": suspension.pk, "measure": proposal.measure, "ground": proposal.ground, "review_on": proposal.review_on}
    record("suspension.proposed", case, by=by, at=at, detail=detail)
    if not needs_second_approver(proposal.ground):
        _put_in_force(case, suspension, by=by, at=at)
    complaint.refresh_from_db()
    return suspension


def _refuse_unlawful(case: Complaint, measure: Measure) -> None:
    """Raise MoveNotAllowed now rather than when a second person approves."""
    kind = Move.POSTPONE if measure == Measure.POSTPONE else Move.STOP
    if not is_lawful(kind, ComplaintState(case.state)):
        raise transitions.MoveNotAllowed(case, kind)


def _put_in_force(case: Complaint, suspension: Suspension, *, by: User, at: datetime) -> None:
    suspension.in_force_at = at
    suspension.save(update_fields=["in_force_at", "approved_by"])
    ground = SuspensionGround(suspension.ground)
    if suspension.measure == Measure.POSTPONE and suspension.review_on is not None:
        transitions.postpone(case, ground, review_on=suspension.review_on, by=by, at=at)
    else:
        transitions.stop(case, ground, by=by, at=at)


@transaction.atomic
def approve_suspension(suspension: Suspension, *, by: User, at: datetime) -> Suspension:
    """A second person approves a postponement or stop for other considerations: it takes effect now.

    Approving twice changes nothing. Raises SecondPersonNeeded, NothingToResume when it was withdrawn, MoveNotAllowed.
    """
    case = locked(suspension.complaint)
    suspension = Suspension.objects.select_for_update(of=("self",)).get(pk=suspension.pk)
    if suspension.ended_at is not None:
        raise NothingToResume
    if suspension.in_force_at is not None:
        return suspension
    if suspension.proposed_by_id == by.pk:
        raise SecondPersonNeeded
    suspension.approved_by = by
    record("suspension.approved", case, by=by, at=at, detail={"suspension": suspension.pk})
    _put_in_force(case, suspension, by=by, at=at)
    return suspension


@transaction.atomic
def withdraw_suspension(suspension: Suspension, *, by: User, at: datetime) -> None:
    """Turn down, or take back, a proposal that has not taken effect. Raises NothingToResume for any other."""
    changed = Suspension.objects.filter(pk=suspension.pk, in_force_at__isnull=True, ended_at__isnull=True).update(ended_at=at, ended_by=by)
    if not changed:
        raise NothingToResume
    record("suspension.withdrawn", suspension.complaint, by=by, at=at, detail={"suspension": suspension.pk})


@transaction.atomic
def stop_for_person(person: AccusedPerson, stop: PersonStop, *, keys: Keys, by: User, at: datetime) -> Suspension:
    """Stop the follow-up against one accused on a document (Pasal 14(2)); against the others it goes on.

    When it is stopped for every accused, the whole case stops, and a postponement or stop of the case itself ends with it:
    there is nobody left whom it could concern. Raises NotSuspendable, also before the case reached who decides it.
    """
    case = locked(person.complaint)
    faults = person_stop_faults(stop)
    if person.pk in stopped_people(case):
        faults = (*faults, Fault("Tindak lanjut terhadap terlapor ini sudah dihentikan."))
    if case.state in {ComplaintState.RECEIVED, ComplaintState.CLOSED}:
        faults = (*faults, NOT_WITH_US)
    if faults:
        raise NotSuspendable(*faults)
    suspension = Suspension(
        complaint=case,
        accused=person,
        content=case.content,
        measure=Measure.STOP,
        ground=stop.ground,
        proposed_by=by,
        proposed_at=at,
    )
    suspension.in_force_at = at
    seal(suspension, "words", {"document": stop.document}, keys)
    suspension.save(force_insert=True)
    detail = {"suspension": suspension.pk, "accused": person.pk, "ground": stop.ground}
    record("suspension.person_stopped", case, by=by, at=at, detail=detail)
    if _everybody_stopped(case):
        _stop_whole(case, stop.ground, by=by, at=at)
    return suspension


def _everybody_stopped(case: Complaint) -> bool:
    stopped = stopped_people(case)
    return whole_case_stops(pk in stopped for pk in AccusedPerson.objects.filter(complaint=case).values_list("pk", flat=True))


def _stop_whole(case: Complaint, ground: SuspensionGround, *, by: User, at: datetime) -> None:
    """Stop the case, unless it is past its follow-up, and end what was decided or proposed about the whole of it."""
    standing = suspension_of(case)
    if standing is not None and _end(Suspension.objects.filter(pk=standing.pk), by=by, at=at):
        record("suspension.overtaken", case, by=by, at=at, detail={"suspension": standing.pk})
    if is_lawful(Move.STOP, ComplaintState(case.state)):
        transitions.stop(case, ground, by=by, at=at)


@transaction.atomic
def resume_for_person(suspension: Suspension, *, by: User, at: datetime) -> None:
    """Take the follow-up against one accused up again, e.g. after recovery; a case stopped for everybody is resumed with it.

    Raises NothingToResume.
    """
    case = locked(suspension.complaint)
    if not _end(Suspension.objects.filter(pk=suspension.pk, accused__isnull=False), by=by, at=at):
        raise NothingToResume
    record("suspension.person_resumed", case, by=by, at=at, detail={"suspension": suspension.pk, "accused": suspension.accused_id})
    if case.state == ComplaintState.STOPPED and suspension_of(case) is None:
        _resume(case, by=by, at=at)


@transaction.atomic
def resume(complaint: Complaint, *, reason: str, keys: Keys, by: User, at: datetime) -> Complaint:
    """Take a postponed or stopped case up again: it stands before the Inspektur for a new disposition; the clocks ran on.

    The reason is sealed with the suspension it ends. Raises NotSuspendable without a reason or while the follow-up is stopped
    for every accused, NothingToResume, MoveNotAllowed.
    """
    case = locked(complaint)
    if not reason.strip():
        raise NotSuspendable("Isi alasan tindak lanjut dilanjutkan.")
    if _everybody_stopped(case):
        raise NotSuspendable(EVERYBODY_STOPPED)
    suspension = suspension_of(case)
    if suspension is None or suspension.in_force_at is None:
        raise NothingToResume
    seal(suspension, "words", {**(open_sealed(suspension, "words", keys) or {}), "resumed": reason}, keys)
    suspension.save(update_fields=["words"])
    _end(Suspension.objects.filter(pk=suspension.pk), by=by, at=at)
    _resume(case, by=by, at=at)
    complaint.refresh_from_db()
    return complaint


def _resume(case: Complaint, *, by: User, at: datetime) -> None:
    """Back before the Inspektur: the follow-up decision from before no longer counts."""
    Disposition.objects.filter(complaint=case, action__in=FOLLOW_UP_ACTIONS, replaced_at__isnull=True).update(replaced_at=at)
    transitions.resume(case, by=by, at=at)


def _end(suspensions: QuerySet[Suspension], *, by: User, at: datetime) -> int:
    return suspensions.filter(ended_at__isnull=True).update(ended_at=at, ended_by=by)
