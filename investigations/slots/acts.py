"""The actions of this room on the case screen: when each is the main button, and when it stands beside another one."""

from collections.abc import Callable
from dataclasses import dataclass

from complaints.enums import ComplaintState as S
from complaints.rules.moves import Move
from investigations.queries import awaits_order
from investigations.rules.follow_up import NextStep
from investigations.slots.facts import Facts

Test = Callable[[Facts], bool]


def never(facts: Facts) -> bool:
    """Not in this place."""
    del facts
    return False


@dataclass(frozen=True)
class Act:
    """One action: `main` says when it is the main button, `beside` when it stands beside another one."""

    key: str
    order: int
    label: str
    address: str
    main: Test = never
    beside: Test = never


_OPEN_REVIEW = frozenset({S.FORWARDED, S.IN_REVIEW, S.IN_AUDIT, S.CONCLUDED, S.POSTPONED, S.STOPPED})
_RUNNING = frozenset({S.IN_REVIEW, S.IN_AUDIT})


def _needs_disposition(facts: Facts) -> bool:
    """Nothing has begun, or what was begun waits for a Walikota who need not assign it."""
    return facts.may_assign and facts.state != S.CONCLUDED and awaits_order(facts.complaint)


def _needs_letter(facts: Facts) -> bool:
    if not facts.may_assign:
        return False
    return (facts.state == S.IN_REVIEW and facts.step == NextStep.AUDIT) or (facts.state == S.IN_AUDIT and not facts.progress.audit_letter)


def _needs_instrument(facts: Facts) -> bool:
    if not facts.complaint.mayor_assignment or not facts.may_assign:
        return False
    waits = facts.state in _RUNNING | {S.AWAITING_MAYOR} and not facts.progress.mayor_instrument
    return waits or facts.state == S.AWAITING_MAYOR or _needs_letter(facts)


def _others_proposal(facts: Facts) -> bool:
    waits = facts.may_order and facts.progress.proposal_waits
    return waits and facts.progress.proposed_by != facts.user.pk


def _may_suspend(facts: Facts) -> bool:
    return facts.can(Move.STOP) and facts.progress.ordered and facts.state != S.POSTPONED and not facts.progress.suspended


ACTS = (
    Act("approve_suspension", 20, "Periksa usulan penghentian", "approve_suspension", main=_others_proposal),
    Act("dispose", 21, "Tetapkan disposisi", "dispose", main=_needs_disposition),
    Act("mayor_assignment", 22, "Catat penugasan Walikota", "mayor_assignment", main=_needs_instrument),
    Act(
        "sheet",
        23,
        "Isi lembar penelaahan",
        "sheet",
        main=lambda facts: facts.may_write and facts.step in {None, NextStep.SECOND_SHEET},
        beside=lambda facts: facts.may_write and facts.progress.sheet_begun,
    ),
    Act(
        "assignment",
        24,
        "Buat surat tugas",
        "assignment",
        main=lambda facts: not facts.complaint.mayor_assignment and _needs_letter(facts),
    ),
    Act(
        "audit_result",
        25,
        "Catat hasil audit",
        "audit_result",
        main=lambda facts: facts.may_assign and facts.state == S.IN_AUDIT and facts.progress.audit_letter,
    ),
    Act(
        "decide",
        26,
        "Catat putusan",
        "decide",
        main=lambda facts: facts.can(Move.DECIDE) and facts.step == NextStep.DECIDE,
        beside=lambda facts: facts.can(Move.DECIDE),
    ),
    Act(
        "refer",
        27,
        "Catat pelimpahan",
        "refer",
        main=lambda facts: facts.can(Move.REFER) and (facts.referred or facts.state == S.RECEIVED or facts.step == NextStep.REFER),
        beside=lambda facts: facts.can(Move.REFER) and facts.progress.conclusion is not None,
    ),
    Act(
        "out_of_scope",
        28,
        "Nyatakan bukan kewenangan",
        "out_of_scope",
        main=lambda facts: facts.can(Move.PUT_OUT_OF_SCOPE) and facts.step == NextStep.PUT_OUT_OF_SCOPE,
    ),
    Act(
        "suspend",
        29,
        "Tunda atau hentikan",
        "suspend",
        main=lambda facts: _may_suspend(facts) and facts.step in {NextStep.POSTPONE, NextStep.STOP},
        beside=_may_suspend,
    ),
    Act(
        "resume",
        30,
        "Lanjutkan tindak lanjut",
        "resume",
        beside=lambda facts: facts.can(Move.RESUME) and facts.progress.suspended,
    ),
    Act("close", 50, "Tutup perkara", "close", main=lambda facts: facts.can(Move.CLOSE) and facts.answered),
    Act("order", 61, "Beri perintah tambahan", "dispose", beside=lambda facts: facts.may_assign and facts.state in _RUNNING),
    Act(
        "order_again",
        61,
        "Perintahkan telaah atau audit lagi",
        "dispose",
        beside=lambda facts: facts.may_assign and facts.state == S.CONCLUDED,
    ),
    Act("team", 62, "Tim dan penugasan", "team", beside=lambda facts: facts.may_assign and facts.state in _RUNNING),
    Act(
        "hand_to_mayor",
        75,
        "Terlapor eselon II atau pegawai Inspektorat",
        "hand_to_mayor",
        beside=lambda facts: (
            not facts.complaint.mayor_assignment
            and not facts.referred
            and facts.state in _OPEN_REVIEW
            and (facts.may_order or facts.progress.in_team)
        ),
    ),
)
