"""Keeps the table of ways in: the seed of a new installation."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from channels.enums import Way
from channels.models import Channel
from channels.queries import forget_labels
from channels.rules.ways_in import TREATED_AS, legal_basis

SEED = Path(__file__).resolve().parent.parent / "data" / "channels.toml"
IN_FORCE_FROM = date(2020, 7, 7)
"""The day the Perwali took effect (Pasal 22)."""


def shipped() -> list[Channel]:
    """The ways in of the seed file as rows that are not stored; also what a page shows when the database is away."""
    rows = tomllib.loads(SEED.read_text(encoding="utf-8"))["channel"]
    return [_row(order, row) for order, row in enumerate(rows, start=1)]


@transaction.atomic
def seed_channels() -> int:
    """Add the ways in of the seed file that the table does not know yet; returns how many. Changes none."""
    known = set(Channel.objects.values_list("code", flat=True))
    new = [row for row in shipped() if row.code not in known]
    Channel.objects.bulk_create(new)
    for medium, way in TREATED_AS.items():
        if medium.value not in known:
            Channel.objects.filter(code=medium.value).update(under=Channel.objects.get(code=way.value))
    transaction.on_commit(forget_labels)
    return len(new)


def _row(order: int, row: dict[str, Any]) -> Channel:
    basis = legal_basis(Way(row["code"]))
    filled = {name: row.get(name, "").format(**settings.SITE) for name in ("contact", "contact_en")}
    return Channel(
        order=order * 10,
        valid_from=IN_FORCE_FROM,
        letter=basis.letter,
        legal_basis=basis.words,
        **{**row, **filled},
    )
