"""What the tab, the actions and the tasks of one case ask: one question to the database a request."""

from functools import cached_property
from typing import Any

from complaints.enums import ComplaintState as S
from complaints.enums import Routing
from complaints.models import Complaint
from complaints.queries import is_answered
from complaints.rules.moves import Move, is_lawful
from foundation.accounts.models import User
from foundation.accounts.requests import StaffRequest
from investigations import permissions
from investigations.queries import Progress, progress_of
from investigations.rules.follow_up import NextStep, next_step


class Facts:
    """One case as one person meets it."""

    def __init__(self, request: StaffRequest, complaint: Complaint) -> None:
        self.complaint = complaint
        self.state = S(complaint.state)
        self.user: User = request.user
        self.roles = request.roles

    @cached_property
    def progress(self) -> Progress:
        """How far the follow-up has come."""
        return progress_of(self.complaint, self.user)

    @property
    def may_order(self) -> bool:
        """Whether this person decides the case."""
        return permissions.may_order(self.roles)

    @property
    def referred(self) -> bool:
        """Whether the case is about the Walikota: it is referred outside, and nothing is ordered or assigned."""
        return self.complaint.routing == Routing.MAYOR

    @property
    def may_assign(self) -> bool:
        """Whether this person orders and assigns in this case."""
        return self.may_order and not self.referred

    @property
    def may_write(self) -> bool:
        """Whether this person writes the review sheet now."""
        return self.state == S.IN_REVIEW and not self.referred and permissions.may_write_sheet(self.roles, in_team=self.progress.in_team)

    @property
    def step(self) -> NextStep | None:
        """Where the latest signed sheet leads; after an audit, to the decision."""
        conclusion = self.progress.conclusion
        if self.state not in {S.IN_REVIEW, S.CONCLUDED}:
            return None
        if self.state == S.CONCLUDED and (conclusion is None or next_step(conclusion) == NextStep.AUDIT):
            return NextStep.DECIDE
        return next_step(conclusion) if conclusion else None

    @cached_property
    def answered(self) -> bool:
        """Whether the reporter has a final answer."""
        known: bool | None = getattr(self.complaint, "is_answered", None)
        return is_answered(self.complaint) if known is None else known

    def can(self, move: Move) -> bool:
        """Whether this person decides and the state admits the move."""
        return self.may_order and is_lawful(move, self.state)


def facts_of(request: Any, complaint: Complaint) -> Facts:
    """The facts of this case, kept with the request that asked for them."""
    kept: Facts | None = getattr(request, "follow_up_facts", None)
    if kept is None or kept.complaint is not complaint:
        kept = request.follow_up_facts = Facts(request, complaint)
    return kept
