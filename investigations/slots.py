"""What this room hangs on the case screen: its tab, the actions that fit the state, and its words on the timeline."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from complaints.enums import ComplaintState as S
from complaints.models import Complaint
from complaints.queries import is_answered
from complaints.rules.moves import Move, is_lawful
from complaints.slots import timeline
from complaints.slots.timeline import Words
from foundation.accounts.models import User
from foundation.accounts.requests import StaffRequest
from foundation.ui import slots
from investigations import permissions, queries
from investigations.enums import Conclusion
from investigations.models import Suspension
from investigations.rules.follow_up import NextStep, next_step


class Facts:
    """What the actions of one case ask, each looked up at most once a request and only when asked."""

    def __init__(self, request: StaffRequest, complaint: Complaint) -> None:
        self.complaint = complaint
        self.state = S(complaint.state)
        self.user: User = request.user
        self.roles = request.roles

    @cached_property
    def may_order(self) -> bool:
        """Whether this person decides the case."""
        return permissions.may_order(self.roles)

    @cached_property
    def in_team(self) -> bool:
        """Whether this person has the case as a reviewer or auditor."""
        return not self.may_order and queries.is_in_team(self.user, self.complaint)

    @cached_property
    def conclusion(self) -> Conclusion | None:
        """What the latest signed sheet concluded."""
        return queries.last_conclusion(self.complaint)

    @cached_property
    def step(self) -> NextStep | None:
        """Where that leads; after an audit, to the decision."""
        if self.state not in {S.IN_REVIEW, S.CONCLUDED}:
            return None
        if self.state == S.CONCLUDED and (self.conclusion is None or next_step(self.conclusion) == NextStep.AUDIT):
            return NextStep.DECIDE
        return next_step(self.conclusion) if self.conclusion else None

    @cached_property
    def has_letter(self) -> bool:
        """Whether an audit was assigned by letter."""
        return queries.audit_letters(self.complaint).exists()

    @cached_property
    def proposal(self) -> Suspension | None:
        """A suspension in force, or waiting for a second person."""
        return queries.suspension_of(self.complaint)

    @cached_property
    def answered(self) -> bool:
        """Whether the reporter has a final answer."""
        return is_answered(self.complaint)

    def can(self, move: Move) -> bool:
        """Whether this person decides and the state admits the move."""
        return self.may_order and is_lawful(move, self.state)


Test = Callable[[Facts], bool]


def _never(facts: Facts) -> bool:
    del facts
    return False


@dataclass(frozen=True)
class Act:
    """One action of the case screen: `main` says when it is the main button, `beside` when it stands beside another one."""

    key: str
    order: int
    label: str
    address: str
    main: Test = _never
    beside: Test = _never


_OPEN_REVIEW = frozenset({S.FORWARDED, S.IN_REVIEW, S.IN_AUDIT, S.CONCLUDED})
_RUNNING = frozenset({S.IN_REVIEW, S.IN_AUDIT})


def _reviews(facts: Facts) -> bool:
    return facts.state == S.IN_REVIEW and permissions.may_write_sheet(facts.roles, in_team=facts.in_team)


def _needs_letter(facts: Facts) -> bool:
    if not facts.may_order:
        return False
    return (facts.state == S.IN_REVIEW and facts.step == NextStep.AUDIT) or (facts.state == S.IN_AUDIT and not facts.has_letter)


def _needs_instrument(facts: Facts) -> bool:
    waits = facts.may_order and facts.state == S.AWAITING_MAYOR
    return facts.complaint.mayor_assignment and (waits or _needs_letter(facts))


def _others_proposal(facts: Facts) -> bool:
    if not facts.may_order or facts.state in {S.CLOSED, S.RECEIVED} or facts.proposal is None:
        return False
    return facts.proposal.in_force_at is None and facts.proposal.proposed_by_id != facts.user.pk


def _may_suspend(facts: Facts) -> bool:
    return facts.can(Move.STOP) and facts.state != S.POSTPONED and facts.proposal is None


ACTS = (
    Act("approve_suspension", 20, "Periksa usulan penghentian", "approve_suspension", main=_others_proposal),
    Act("dispose", 21, "Tetapkan disposisi", "dispose", main=lambda facts: facts.may_order and facts.state == S.FORWARDED),
    Act("mayor_assignment", 22, "Catat penugasan Walikota", "mayor_assignment", main=_needs_instrument),
    Act(
        "sheet",
        23,
        "Isi lembar penelaahan",
        "sheet",
        main=lambda facts: _reviews(facts) and facts.step in {None, NextStep.SECOND_SHEET},
        beside=_reviews,
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
        main=lambda facts: facts.may_order and facts.state == S.IN_AUDIT and facts.has_letter,
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
        main=lambda facts: facts.can(Move.REFER) and (facts.state == S.RECEIVED or facts.step == NextStep.REFER),
        beside=lambda facts: facts.can(Move.REFER) and facts.conclusion is not None,
    ),
    Act(
        "out_of_scope",
        28,
        "Nyatakan bukan kewenangan",
        "out_of_scope",
        main=lambda facts: facts.can(Move.PUT_OUT_OF_SCOPE) and facts.step == NextStep.PUT_OUT_OF_SCOPE,
        beside=lambda facts: facts.can(Move.PUT_OUT_OF_SCOPE) and facts.conclusion is not None,
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
        beside=lambda facts: facts.can(Move.RESUME) and facts.proposal is not None,
    ),
    Act("close", 50, "Tutup perkara", "close", main=lambda facts: facts.can(Move.CLOSE) and facts.answered),
    Act("order", 61, "Beri perintah tambahan", "dispose", beside=lambda facts: facts.may_order and facts.state in _RUNNING),
    Act(
        "order_again",
        61,
        "Perintahkan telaah atau audit lagi",
        "dispose",
        beside=lambda facts: facts.may_order and facts.state == S.CONCLUDED,
    ),
    Act("team", 62, "Tim dan penugasan", "team", beside=lambda facts: facts.may_order and facts.state in _RUNNING),
    Act(
        "hand_to_mayor",
        75,
        "Terlapor eselon II atau pegawai Inspektorat",
        "hand_to_mayor",
        beside=lambda facts: not facts.complaint.mayor_assignment and facts.state in _OPEN_REVIEW and (facts.may_order or facts.in_team),
    ),
)


def facts_of(request: Any, complaint: Complaint) -> Facts:
    """The facts of this case, kept with the request that asked for them."""
    kept: Facts | None = getattr(request, "follow_up_facts", None)
    if kept is None or kept.complaint is not complaint:
        kept = request.follow_up_facts = Facts(request, complaint)
    return kept


def _main(act: Act) -> Callable[..., bool]:
    return lambda request, complaint: act.main(facts_of(request, complaint))


def _beside(act: Act) -> Callable[..., bool]:
    return lambda request, complaint: act.beside(facts_of(request, complaint)) and not act.main(facts_of(request, complaint))


def register() -> None:
    """Hang this room's entries; doing it twice changes nothing."""
    slots.case_tab.register(slots.CaseTab(key="follow_up", order=35, label="Penelaahan", url_name="investigations:follow_up"))
    for act in ACTS:
        url = f"investigations:{act.address}"
        if act.main is not _never:
            main = slots.CaseAction(
                key=f"{act.key}_main", order=act.order, label=act.label, url_name=url, primary=True, predicate=_main(act)
            )
            slots.case_action.register(main)
        if act.beside is not _never:
            slots.case_action.register(
                slots.CaseAction(key=act.key, order=act.order + 40, label=act.label, url_name=url, predicate=_beside(act))
            )
    timeline.teach(WORDS)


WORDS = {
    "disposition.given": Words("Disposisi ditetapkan (Pasal 7 ayat (1))"),
    "team.joined": Words("Satu orang masuk tim", "access"),
    "team.left": Words("Satu orang keluar dari tim", "access"),
    "review.kept_beside": Words("Dua orang menyimpan lembar penelaahan; kedua tulisan disimpan"),
    "review.joined": Words("Dua tulisan lembar penelaahan digabungkan"),
    "review.signed": Words("Lembar penelaahan ditandatangani (Pasal 7 ayat (2))"),
    "assignment.recorded": Words("Surat penugasan dicatat (Pasal 7)"),
    "accused.status": Words("Kedudukan terlapor ditetapkan"),
    "suspension.proposed": Words("Penundaan atau penghentian diusulkan (Pasal 14 ayat (1))"),
    "suspension.approved": Words("Usulan disetujui orang kedua (Pasal 14 ayat (1))"),
    "suspension.withdrawn": Words("Usulan penundaan atau penghentian ditolak"),
    "suspension.person_stopped": Words("Tindak lanjut terhadap satu terlapor dihentikan (Pasal 14 ayat (2))"),
    "suspension.person_resumed": Words("Tindak lanjut terhadap satu terlapor dilanjutkan"),
    "ruling.audit_result": Words("Hasil audit investigatif dicatat"),
    "ruling.decision": Words("Putusan dicatat"),
    "ruling.out_of_scope": Words("Bukan kewenangan Inspektorat"),
    "ruling.referral": Words("Surat pelimpahan dicatat (Pasal 8)"),
    "ruling.closing": Words("Penutupan dicatat"),
}
"""How the acts of this room read on the timeline; the words themselves stay sealed."""
