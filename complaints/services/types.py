"""Keeps the table of violation types: the seed of a new installation."""

import tomllib
from datetime import date
from pathlib import Path

from django.db import transaction

from complaints.models import ViolationType

SEED = Path(__file__).resolve().parent.parent / "data" / "violation_types.toml"
IN_FORCE_FROM = date(2020, 7, 7)
"""The day the Perwali took effect (Pasal 22)."""


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
