"""What must be on record before a case is closed, so that a proven violation has consequences."""

from dataclasses import dataclass

from complaints.enums import Routing
from foundation.law import Pasal, carries_out
from investigations.enums import RulingKind
from investigations.rules.faults import Fault


@dataclass(frozen=True)
class ClosingFacts:
    """What is known of a case that is to be closed. `consequence`: the sanction given, or the criminal process begun."""

    proven: bool
    consequence_recorded: bool
    improvement_recommended: bool
    reason_for_no_improvement: str = ""


@carries_out(Pasal(3, letter="b"), Pasal(3, letter="c"))
def closing_faults(facts: ClosingFacts) -> tuple[Fault, ...]:
    """What keeps a case from being closed, as sentences that say what to do; empty when it may be.

    A proven case closes with the sanction or the further process on record (3 b), and with at least one recommendation that
    improves the system, or the reason why there is none (3 c).
    """
    if not facts.proven:
        return ()
    return tuple(
        fault
        for applies, fault in (
            (
                not facts.consequence_recorded,
                Fault("Catat hukuman disiplin yang dijatuhkan atau proses hukum yang berjalan (Pasal 3 huruf b).", "consequence"),
            ),
            (
                not facts.improvement_recommended and not facts.reason_for_no_improvement.strip(),
                Fault(
                    "Catat sedikitnya satu rekomendasi perbaikan sistem, atau alasan mengapa tidak ada (Pasal 3 huruf c).", "improvement"
                ),
            ),
        )
        if applies
    )


RULING_BASIS: dict[RulingKind, Pasal] = {
    RulingKind.AUDIT_RESULT: Pasal(7, 1, "b"),
    RulingKind.DECISION: Pasal(13, 2, "a"),
    RulingKind.OUT_OF_SCOPE: Pasal(1, item=12),
    RulingKind.REFERRAL: Pasal(8),
    RulingKind.CLOSING: Pasal(3, letter="c"),
}
"""The article each ruling cites on screens and in the log; see ruling_basis for the one exception."""


def ruling_basis(kind: RulingKind, routing: Routing) -> Pasal | None:
    """The article a ruling rests on, or None for a referral of a case about the Walikota, which no article of the Perwali orders.

    Pasal 8 is about coordination in general; its second paragraph only about law enforcement, one of the possible receivers.
    """
    outside = kind == RulingKind.REFERRAL and routing == Routing.MAYOR
    return None if outside else RULING_BASIS[kind]
