"""The review sheet: saved without overwriting anybody, signed once, and what its conclusion sets going."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from complaints.enums import ComplaintState, DeadlineKind, EmploymentStatus
from complaints.models import AccusedPerson, Complaint, ViolationType
from complaints.queries import types_in_force
from complaints.services.accused import confirm_status
from complaints.services.transitions import conclude, confirm_type, meet
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed, seal
from investigations.enums import Conclusion, Signatory
from investigations.models import Review, RivalSheet
from investigations.queries import draft_of, has_mayor_instrument, sheet_of
from investigations.rules.assignment import may_assign, signatory
from investigations.rules.faults import Fault
from investigations.rules.follow_up import ends_follow_up
from investigations.rules.review import Scope, Sheet, sheet_faults
from investigations.services.locking import locked
from investigations.services.sheet_paper import sign_sheet
from investigations.services.team import MayorMustAssign


class NotUnderReview(Exception):
    """The case is not being reviewed, so no sheet is written or signed; the message says so in Indonesian."""

    def __init__(self) -> None:
        super().__init__("Pengaduan ini tidak sedang ditelaah. Lembar tidak dapat diubah.")


class SignedMeanwhile(Exception):
    """The sheet that was being edited has been signed by somebody; the message says what to do."""

    def __init__(self) -> None:
        super().__init__("Lembar ini sudah ditandatangani saat Anda menulis. Salin tulisan Anda, lalu buka lembar lanjutan.")


class ChangedMeanwhile(Exception):
    """Another text was saved since the signer read the sheet, or one waits to be joined; the message says what to do."""


class ReviewNotReady(Exception):
    """The sheet lacks something; `faults` are sentences that say what to do."""

    def __init__(self, found: tuple[Fault, ...]) -> None:
        self.faults = found
        super().__init__(" ".join(found))


@dataclass(frozen=True)
class Saved:
    """The stored sheet, and the writer's own text kept beside it when somebody else had saved meanwhile."""

    review: Review
    rival: RivalSheet | None = None


@transaction.atomic
def save_review(complaint: Complaint, sheet: Sheet, *, version: int, keys: Keys, by: User, at: datetime) -> Saved:
    """Keep the sheet as a draft. `version` is what the writer saw (0 for a sheet not saved before).

    When it has moved on, nothing is overwritten: the writer's text is kept sealed beside the stored one and returned as
    `rival`. Saving the same text twice changes nothing. Raises NotUnderReview, SignedMeanwhile.
    """
    case = locked(complaint)
    if case.state != ComplaintState.IN_REVIEW:
        raise NotUnderReview
    review = draft_of(case)
    if review is None:
        if version:
            raise SignedMeanwhile
        number = Review.objects.filter(complaint=case).count() + 1
        review = Review(complaint=case, content=case.content, number=number, drafted_by=by, drafted_at=at)
    elif review.version != version:
        return _keep_rival(review, sheet, version=version, keys=keys, by=by, at=at)
    return _write(review, sheet, keys=keys, by=by, at=at)


def _keep_rival(review: Review, sheet: Sheet, *, version: int, keys: Keys, by: User, at: datetime) -> Saved:
    if sheet_of(review, keys) == sheet:
        return Saved(review)
    rival = RivalSheet(review=review, content=review.content, seen_version=version, by=by, at=at)
    seal(rival, "sheet", sheet.as_json(), keys)
    rival.save(force_insert=True)
    record("review.kept_beside", review.complaint, by=by, at=at, detail={"review": review.pk, "rival": rival.pk, "version": version})
    return Saved(review, rival)


def _write(review: Review, sheet: Sheet, *, keys: Keys, by: User, at: datetime) -> Saved:
    review.version += 1
    review.drafted_by, review.drafted_at = by, at
    seal(review, "sheet", sheet.as_json(), keys)
    review.save()
    record("review.saved", review.complaint, by=by, at=at, detail={"review": review.pk, "version": review.version})
    return Saved(review)


def rival_text(rival: RivalSheet, keys: Keys) -> Sheet:
    """What was kept beside the stored sheet, opened."""
    return Sheet.from_json(open_sealed(rival, "sheet", keys))


@transaction.atomic
def settle_rival(rival: RivalSheet, sheet: Sheet, *, version: int, keys: Keys, by: User, at: datetime) -> Saved:
    """Save the sheet that was made out of both texts; both stay on record. Raises as save_review does."""
    saved = save_review(rival.review.complaint, sheet, version=version, keys=keys, by=by, at=at)
    if saved.rival is None:
        RivalSheet.objects.filter(pk=rival.pk, settled_at__isnull=True).update(settled_at=at)
        record("review.joined", saved.review.complaint, by=by, at=at, detail={"review": saved.review.pk, "rival": rival.pk})
    return saved


@transaction.atomic
def sign_review(review: Review, *, version: int, keys: Keys, by: User, at: datetime) -> Review:
    """Sign the sheet as it stood at `version`: the clock of Pasal 7(2) is met, kind of violation and standing of each accused
    are fixed, and the follow-up is concluded unless the conclusion leaves something to be done (rules.follow_up). Its paper is
    made in the same transaction, or later where an administrator must set something first (services.sheet_paper).

    Signing twice signs once. Raises ChangedMeanwhile, ReviewNotReady, MayorMustAssign, NotUnderReview.
    """
    case = locked(review.complaint)
    review = Review.objects.select_for_update(of=("self",)).select_related("content").get(pk=review.pk)
    if review.signed_at is not None:
        return review
    sheet = _signable(case, review, version=version, keys=keys, at=at)
    review.signed_by, review.signed_at, review.conclusion = by, at, sheet.conclusion
    seal(review, "digest", digest(case.pk, review, sheet), keys)
    review.save()
    detail = {"review": review.pk, "conclusion": sheet.conclusion, "version": review.version}
    record("review.signed", case, by=by, at=at, detail=detail)
    _fix_findings(case, sheet, by=by, at=at)
    meet(case, DeadlineKind.FOLLOW_UP, by=by, at=at)
    if ends_follow_up(Conclusion(sheet.conclusion)):
        conclude(case, by=by, at=at)
    return sign_sheet(review, sheet, keys=keys, by=by, at=at)


def _signable(case: Complaint, review: Review, *, version: int, keys: Keys, at: datetime) -> Sheet:
    """The sheet, when nothing keeps it from being signed."""
    if case.state != ComplaintState.IN_REVIEW:
        raise NotUnderReview
    if review.version != version:
        raise ChangedMeanwhile("Lembar berubah sejak Anda membacanya. Periksa sekali lagi sebelum menandatangani.")
    if review.rivals.filter(settled_at__isnull=True).exists():
        raise ChangedMeanwhile("Masih ada tulisan lain yang belum digabungkan. Gabungkan lebih dahulu.")
    sheet = sheet_of(review, keys)
    if found := faults_of(case, sheet, at=at):
        raise ReviewNotReady(found)
    signed_by = signatory((scope.standing for scope in sheet.scopes), known_from_routing=case.mayor_assignment)
    if not may_assign(signed_by, mayor_instrument=signed_by == Signatory.MAYOR and has_mayor_instrument(case)):
        raise MayorMustAssign
    return sheet


def faults_of(complaint: Complaint, sheet: Sheet, *, at: datetime) -> tuple[Fault, ...]:
    """What the sheet still lacks for this case, as sentences that say what to do, each about one part."""
    people = complaint.accused.values_list("pk", flat=True)
    found = sheet_faults(sheet, accused=[str(pk) for pk in people])
    if sheet.violation_type and _type_of(sheet, at=at) is None:
        found = (*found, Fault("Jenis pelanggaran ini tidak berlaku lagi: pilih yang lain.", "violation_type"))
    return found


def _type_of(sheet: Sheet, *, at: datetime) -> ViolationType | None:
    return types_in_force(timezone.localdate(at)).filter(code=sheet.violation_type).first()


def _fix_findings(case: Complaint, sheet: Sheet, *, by: User, at: datetime) -> None:
    """Kind of violation and standing of each accused, as the review found them. Nobody is refused for what he is."""
    violation_type = _type_of(sheet, at=at)
    if violation_type is not None:
        confirm_type(case, violation_type, by=by, at=at)
    people = {str(person.pk): person for person in AccusedPerson.objects.filter(complaint=case)}
    for scope in _known(sheet.scopes, people):
        confirm_status(people[scope.accused], EmploymentStatus(scope.status), by=by, at=at)


def _known(scopes: Iterable[Scope], people: dict[str, AccusedPerson]) -> list[Scope]:
    return [scope for scope in scopes if scope.accused in people]


def digest(complaint_pk: UUID, review: Review, sheet: Sheet) -> str:
    """SHA-256 of what was signed, by whom and when. Kept sealed: in plain it would confirm a guess of short contents."""
    signed = {
        "complaint": str(complaint_pk),
        "review": str(review.pk),
        "number": review.number,
        "sheet": sheet.as_json(),
        "signed_by": str(review.signed_by_id),
        # On one clock, whichever zone the moment was handed in by: the database gives it back in UTC.
        "signed_at": review.signed_at.astimezone(UTC).isoformat() if review.signed_at else "",
    }
    return hashlib.sha256(json.dumps(signed, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def is_as_signed(review: Review, keys: Keys) -> bool:
    """Whether a signed sheet still is what was signed."""
    return bool(open_sealed(review, "digest", keys) == digest(review.complaint_id, review, sheet_of(review, keys)))
