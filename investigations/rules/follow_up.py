"""What a follow-up is, that every complaint gets exactly one, and where the result of a review leads."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foundation.law import Pasal, carries_out
from investigations.enums import Action, Conclusion, FollowUp
from investigations.rules.faults import Fault

FOLLOW_UPS: dict[Action, FollowUp] = {Action.REVIEW: FollowUp.REVIEW, Action.AUDIT: FollowUp.AUDIT}
"""The two orders that are a follow-up in the sense of Pasal 7(1); the others go beside one, never in its place."""

BASIS: dict[FollowUp, Pasal] = {FollowUp.REVIEW: Pasal(7, 1, "a"), FollowUp.AUDIT: Pasal(7, 1, "b")}


@dataclass(frozen=True)
class Order:
    """A disposition before it is given: what, in which words, until when (WIB date), and why a review is skipped."""

    action: Action
    instruction: str = ""
    due_on: date | None = None
    direct_audit_reason: str = ""


@carries_out(Pasal(7, 1))
def order_faults(order: Order, *, decided: bool, today: date) -> tuple[Fault, ...]:
    """What keeps a disposition from being given, as sentences that say what to do; empty when it may be.

    Every complaint gets exactly one follow-up decision, spam and thin reports too: a review, or an audit. `decided` says that
    one is in force. A review goes before an audit unless a reason for the direct audit is recorded. Coordination, an answer
    or filing are ordered beside a follow-up, never instead of it.
    """
    follow_up = order.action in FOLLOW_UPS
    return tuple(
        fault
        for applies, fault in (
            (
                not follow_up and not decided,
                Fault(
                    "Pilih telaah atau audit investigatif lebih dahulu. Setiap pengaduan ditindaklanjuti, juga yang akan diarsipkan.",
                    "action",
                ),
            ),
            (
                follow_up and decided,
                Fault("Tindak lanjut pengaduan ini sudah diputuskan. Ubah penelaah atau timnya, bukan keputusannya.", "action"),
            ),
            (
                order.action == Action.AUDIT and not order.direct_audit_reason.strip(),
                Fault("Isi alasan audit langsung tanpa penelaahan.", "direct_audit_reason"),
            ),
            (order.due_on is not None and order.due_on < today, Fault("Isi batas waktu hari ini atau sesudahnya.", "due_on")),
        )
        if applies
    )


class NextStep(StrEnum):
    """What is to be done after a review was signed."""

    AUDIT = "audit"
    SECOND_SHEET = "second_sheet"
    POSTPONE = "postpone"
    STOP = "stop"
    REFER = "refer"
    PUT_OUT_OF_SCOPE = "put_out_of_scope"
    DECIDE = "decide"


_NEXT: dict[Conclusion, NextStep] = {
    Conclusion.AUDIT_WORTHY: NextStep.AUDIT,
    Conclusion.CLARIFY: NextStep.SECOND_SHEET,
    Conclusion.LAW_ENFORCEMENT: NextStep.REFER,
    Conclusion.REFER: NextStep.REFER,
    Conclusion.POSTPONE: NextStep.POSTPONE,
    Conclusion.STOP: NextStep.STOP,
    Conclusion.NOT_PROVEN: NextStep.DECIDE,
    Conclusion.OUT_OF_SCOPE: NextStep.PUT_OUT_OF_SCOPE,
    Conclusion.NOT_A_COMPLAINT: NextStep.PUT_OUT_OF_SCOPE,
}

_UNFINISHED = frozenset({NextStep.AUDIT, NextStep.SECOND_SHEET, NextStep.POSTPONE})


def next_step(conclusion: Conclusion) -> NextStep:
    """Where a conclusion leads; whoever decides the case takes that step, or another one with his own reasons.

    Putting a case out of scope is no such other one: it takes a review that concludes so (see needs_second_person).
    """
    return _NEXT[conclusion]


def ends_follow_up(conclusion: Conclusion) -> bool:
    """Whether the follow-up has its result with this conclusion; before an audit, a clarification or a postponement it has not."""
    return _NEXT[conclusion] not in _UNFINISHED


def needs_second_person(step: NextStep) -> bool:
    """Whether the step takes another person than the one who signed the review: "bukan pengaduan" is a decision of two."""
    return step == NextStep.PUT_OUT_OF_SCOPE
