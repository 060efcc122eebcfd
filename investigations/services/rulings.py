"""What is ruled about a case: the result of an audit, the decision, out of scope, referral, closing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from complaints.enums import ComplaintState, PersonOutcome, Routing, ScopeGround
from complaints.models import AccusedPerson, Complaint, RetentionRule
from complaints.services import transitions
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.keys import Keys
from foundation.vault.sealing import seal
from investigations.enums import Conclusion, FollowUp, RulingKind
from investigations.models import Ruling
from investigations.queries import has_letter, is_proven, open_outcomes, signed_reviews, waits_for_mayor, was_heard
from investigations.rules.closing import ClosingFacts, closing_faults
from investigations.rules.follow_up import NextStep, needs_second_person, next_step
from investigations.rules.hearing import outcome_fault
from investigations.services.locking import locked
from investigations.services.team import MayorMustAssign


class NotRulable(Exception):
    """The ruling cannot be recorded so; `faults` are sentences that say what to do."""

    def __init__(self, *found: str) -> None:
        self.faults = found
        super().__init__(" ".join(dict.fromkeys(found)))


NOT_CONCLUDED = (
    "Lembar penelaahan tidak menyimpulkan demikian; keputusan ini diambil dua orang. Bila Anda berpendapat lain, perintahkan telaah lagi."
)


NO_LETTER = "Catat surat tugas audit lebih dahulu (Pasal 7 ayat (1) huruf b)."

SCOPE_GROUNDS = {Conclusion.NOT_A_COMPLAINT: ScopeGround.NOT_A_COMPLAINT, Conclusion.OUT_OF_SCOPE: ScopeGround.OUT_OF_SCOPE}
"""What the signed review found, as the monthly report counts it."""


@dataclass(frozen=True)
class AuditResult:
    """The report of an audit (LHAI) as it was signed: number, date (WIB) and its result in a few words."""

    number: str
    reported_on: date
    summary: str


@transaction.atomic
def conclude_audit(complaint: Complaint, result: AuditResult, *, keys: Keys, by: User, at: datetime) -> Ruling:
    """Record that an audit has its result: the case is concluded and waits for the decision.

    An audit is one by its assignment letter (Pasal 7(1) b): without one nothing is concluded. Raises NotRulable, MoveNotAllowed.
    """
    case = locked(complaint)
    if not result.number.strip() or not result.summary.strip():
        raise NotRulable("Isi nomor laporan hasil audit dan ringkasan hasilnya.")
    if case.state != ComplaintState.IN_AUDIT:
        raise NotRulable("Perkara ini tidak sedang diaudit.")
    if waits_for_mayor(case, FollowUp.AUDIT):
        raise NotRulable(str(MayorMustAssign()))
    if not has_letter(case, FollowUp.AUDIT):
        raise NotRulable(NO_LETTER)
    words = {"number": result.number.strip(), "reported_on": result.reported_on.isoformat(), "summary": result.summary}
    ruling = _rule(case, RulingKind.AUDIT_RESULT, words, keys=keys, by=by, at=at)
    transitions.conclude(case, by=by, at=at)
    complaint.refresh_from_db()
    return ruling


@dataclass(frozen=True)
class Decision:
    """What is decided per accused, why, and what is recommended to improve the system (or why nothing)."""

    outcomes: Mapping[AccusedPerson, PersonOutcome]
    reasons: str
    improvement: str = ""
    no_improvement_reason: str = ""


@transaction.atomic
def decide_case(complaint: Complaint, decision: Decision, *, keys: Keys, by: User, at: datetime) -> Ruling:
    """Decide a concluded case. Every accused whose follow-up is not stopped gets an outcome; nobody is found guilty unheard.

    Raises NotRulable, and complaints' MoveNotAllowed while the follow-up has no result.
    """
    case = locked(complaint)
    waiting = set(open_outcomes(case))
    faults = [fault for person, outcome in decision.outcomes.items() if (fault := outcome_fault(outcome, heard=was_heard(person)))]
    if waiting != set(decision.outcomes):
        faults.append("Pilih putusan untuk setiap terlapor.")
    if not decision.reasons.strip():
        faults.append("Isi pertimbangan putusan.")
    if faults:
        raise NotRulable(*faults)
    words = {"reasons": decision.reasons, "improvement": decision.improvement, "no_improvement_reason": decision.no_improvement_reason}
    ruling = _rule(case, RulingKind.DECISION, words, keys=keys, by=by, at=at)
    transitions.decide(case, {person: outcome.value for person, outcome in decision.outcomes.items()}, by=by, at=at)
    complaint.refresh_from_db()
    return ruling


@transaction.atomic
def put_out_of_scope(complaint: Complaint, *, reasons: str, forwarded_to: str, keys: Keys, by: User, at: datetime) -> Ruling:
    """Rule that no act of an employee is complained of (Pasal 1 angka 12): a decision of two, the second agreeing with a
    signed review that concludes so.

    `forwarded_to` names who can help, "" when nobody can (spam). Raises NotRulable, MoveNotAllowed.
    """
    case = locked(complaint)
    review = signed_reviews(case).last()
    faults = [] if reasons.strip() else ["Isi alasan mengapa ini bukan kewenangan Inspektorat."]
    if review is None:
        faults.append("Tandatangani lembar penelaahan lebih dahulu.")
    elif needs_second_person(NextStep.PUT_OUT_OF_SCOPE) and review.signed_by_id == by.pk:
        faults.append("Anda menandatangani penelaahannya; keputusan ini diambil oleh orang kedua.")
    elif next_step(Conclusion(review.conclusion)) != NextStep.PUT_OUT_OF_SCOPE:
        faults.append(NOT_CONCLUDED)
    if faults:
        raise NotRulable(*faults)
    ruling = _rule(case, RulingKind.OUT_OF_SCOPE, {"reasons": reasons, "forwarded_to": forwarded_to}, keys=keys, by=by, at=at)
    assert review is not None
    transitions.put_out_of_scope(case, SCOPE_GROUNDS[Conclusion(review.conclusion)], by=by, at=at)
    complaint.refresh_from_db()
    return ruling


@dataclass(frozen=True)
class Referral:
    """To which authority a case goes, with which letter (date in WIB), and why."""

    authority: str
    letter_number: str
    letter_on: date
    reasons: str


@transaction.atomic
def refer_case(complaint: Complaint, referral: Referral, *, keys: Keys, by: User, at: datetime) -> Ruling:
    """Record that the case went to another authority. In a case about the Walikota this is what meets 6(5); in any other it
    comes after a signed review (Pasal 7(1)). The reporter's identity does not travel with it.

    Raises NotRulable, MoveNotAllowed.
    """
    case = locked(complaint)
    faults = [
        words
        for applies, words in (
            (not referral.authority.strip(), "Isi nama instansi penerima."),
            (not referral.letter_number.strip(), "Isi nomor surat pelimpahan."),
            (not referral.reasons.strip(), "Isi alasan pelimpahan."),
            (
                case.routing != Routing.MAYOR and not signed_reviews(case).exists(),
                "Tandatangani lembar penelaahan lebih dahulu; setiap pengaduan ditindaklanjuti (Pasal 7 ayat (1)).",
            ),
        )
        if applies
    ]
    if faults:
        raise NotRulable(*faults)
    words = {**asdict(referral), "letter_on": referral.letter_on.isoformat()}
    ruling = _rule(case, RulingKind.REFERRAL, words, keys=keys, by=by, at=at)
    transitions.refer(case, by=by, at=at)
    complaint.refresh_from_db()
    return ruling


@dataclass(frozen=True)
class Closing:
    """What is put on record when a case closes; only a proven case must fill it. `note` is for the file."""

    consequence: str = ""
    improvement: str = ""
    no_improvement_reason: str = ""
    note: str = ""


@transaction.atomic
def close_case(
    complaint: Complaint, closing: Closing, *, retention: RetentionRule | None = None, keys: Keys, by: User, at: datetime
) -> Ruling:
    """Close a case whose answer was issued. A proven one needs its consequence and an improvement, or why there is none.

    `retention` is the line of the schedule it is kept by, where one was chosen.
    Raises NotRulable, complaints' NotYetAnswered and MoveNotAllowed.
    """
    case = locked(complaint)
    facts = ClosingFacts(
        proven=is_proven(case),
        consequence_recorded=bool(closing.consequence.strip()),
        improvement_recommended=bool(closing.improvement.strip()),
        reason_for_no_improvement=closing.no_improvement_reason,
    )
    if faults := closing_faults(facts):
        raise NotRulable(*faults)
    ruling = _rule(case, RulingKind.CLOSING, asdict(closing), keys=keys, by=by, at=at)
    transitions.close(case, retention=retention, by=by, at=at)
    complaint.refresh_from_db()
    return ruling


def _rule(case: Complaint, kind: RulingKind, words: Mapping[str, Any], *, keys: Keys, by: User, at: datetime) -> Ruling:
    ruling = Ruling(complaint=case, content=case.content, kind=kind, by=by, at=at)
    seal(ruling, "words", dict(words), keys)
    ruling.save(force_insert=True)
    record(f"ruling.{kind}", case, by=by, at=at, detail={"ruling": ruling.pk})
    return ruling
