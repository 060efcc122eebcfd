"""Keeps the retention schedule: how many years a closed case is kept, and what becomes of it then."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from complaints.enums import FinalAction
from complaints.models import RetentionRule
from complaints.services.versions import first_version, last_day_set, next_version
from foundation.accounts.models import User
from foundation.audit.changes import changed
from foundation.audit.services import record

WORDS = ("label", "legal_basis")


@dataclass(frozen=True)
class RetentionFacts:
    """What a rule says, apart from its code and its term. `years` are counted from the closing of a case."""

    label: str
    years: int
    action: FinalAction
    legal_basis: str


@transaction.atomic
def add_rule(code: str, facts: RetentionFacts, *, valid_from: date, by: User | None, at: datetime) -> RetentionRule:
    """Add a rule that can be chosen from `valid_from` (WIB, not before today) on. Raises ValidationError."""
    row = first_version(RetentionRule(code=code.strip(), valid_from=valid_from, **asdict(facts)), at=at)
    detail = {"code": row.code, "from": valid_from, "years": row.years, "final_action": row.action}
    record("retention.added", row, by=by, at=at, detail=detail)
    return row


@transaction.atomic
def change_rule(present: RetentionRule, facts: RetentionFacts, *, valid_from: date, by: User | None, at: datetime) -> RetentionRule:
    """Give a rule a new content from `valid_from` (WIB, not before today) on; cases keep the version they were closed under.

    Raises NotNewest, ValidationError.
    """
    new = next_version(present, asdict(facts), valid_from=valid_from, at=at)
    detail = changed({name: getattr(present, name) for name in asdict(facts)}, asdict(facts), words=WORDS)
    record("retention.changed", new, by=by, at=at, detail={"code": new.code, "version": new.version, "from": valid_from, **detail})
    return new


@transaction.atomic
def end_rule(present: RetentionRule, *, last_day: date, by: User | None, at: datetime) -> RetentionRule:
    """Let a rule be chosen no more after `last_day` (WIB, not before today). Raises NotNewest, ValidationError."""
    row = last_day_set(present, last_day, at=at)
    record("retention.ended", row, by=by, at=at, detail={"code": row.code, "version": row.version, "last_day": last_day})
    return row
