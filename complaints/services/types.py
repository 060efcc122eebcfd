"""Keeps the table of violation types (Pasal 1 angka 12): the seed of a new installation, new kinds, new wordings, ends."""

import tomllib
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from complaints.enums import UNCLASSIFIED
from complaints.models import ViolationType
from complaints.services.versions import first_version, last_day_set, next_version
from foundation.accounts.models import User
from foundation.audit.changes import changed
from foundation.audit.services import record

SEED = Path(__file__).resolve().parent.parent / "data" / "violation_types.toml"
IN_FORCE_FROM = date(2020, 7, 7)
"""The day the Perwali took effect (Pasal 22)."""
WORDS = ("label", "label_en", "definition", "national_code")


class TypeNeeded(Exception):
    """The product itself uses this kind: without it nothing could be forwarded before somebody has chosen one."""


@dataclass(frozen=True)
class TypeFacts:
    """What a kind of violation says, apart from its code and its term."""

    label: str
    label_en: str
    definition: str
    order: int
    sensitive: bool
    outside_perwali: bool
    national_code: str = ""


@transaction.atomic
def seed_types() -> int:
    """Add the violation types of the seed file that the table does not know yet; returns how many. Changes none."""
    known = set(ViolationType.objects.values_list("code", flat=True))
    rows = tomllib.loads(SEED.read_text(encoding="utf-8"))["type"]
    new = [
        ViolationType(order=order, valid_from=IN_FORCE_FROM, **row) for order, row in enumerate(rows, start=1) if row["code"] not in known
    ]
    ViolationType.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def add_type(code: str, facts: TypeFacts, *, valid_from: date, by: User | None, at: datetime) -> ViolationType:
    """Add a kind of violation that can be chosen from `valid_from` (WIB, not before today) on. Raises ValidationError."""
    row = first_version(ViolationType(code=code.strip(), valid_from=valid_from, **asdict(facts)), at=at)
    detail = {"code": row.code, "from": valid_from, "sensitive": row.sensitive, "outside_perwali": row.outside_perwali, "order": row.order}
    record("type.added", row, by=by, at=at, detail=detail)
    return row


@transaction.atomic
def reword_type(present: ViolationType, facts: TypeFacts, *, valid_from: date, by: User | None, at: datetime) -> ViolationType:
    """Give a kind new words or marks from `valid_from` (WIB, not before today) on, or bring an ended one back; returns the version.

    Cases keep the version they were filed under, and a month that has passed keeps what was in force then.
    Raises NotNewest, ValidationError.
    """
    new = next_version(present, asdict(facts), valid_from=valid_from, at=at)
    detail = changed({name: getattr(present, name) for name in asdict(facts)}, asdict(facts), words=WORDS)
    record("type.reworded", new, by=by, at=at, detail={"code": new.code, "version": new.version, "from": valid_from, **detail})
    return new


@transaction.atomic
def end_type(present: ViolationType, *, last_day: date, by: User | None, at: datetime) -> ViolationType:
    """Let a kind be chosen no more after `last_day` (WIB, not before today). Raises TypeNeeded, NotNewest, ValidationError."""
    if present.code == UNCLASSIFIED:
        raise TypeNeeded
    row = last_day_set(present, last_day, at=at)
    record("type.ended", row, by=by, at=at, detail={"code": row.code, "version": row.version, "last_day": last_day})
    return row
