"""What a month would say if it were frozen now: its figures, their public part, and the delegates' total."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from reports.queries.figures import figures_of, one_moment, outside_total, sensitive_codes, type_labels
from reports.rules.contents import OTHERS, SCHEMA
from reports.rules.period import Period
from reports.rules.publication import public_part
from reports.rules.seal import seal_of


@dataclass(frozen=True)
class Snapshot:
    """One month as counted at one moment."""

    figures: dict[str, Any]
    public: dict[str, Any]
    outside_total: int

    @property
    def seal(self) -> str:
        """What a confirmation page sends back, so that nobody approves figures other than those he saw."""
        return seal_of(self.figures)


def snapshot_of(period: Period, *, revision: int, today: date) -> Snapshot:
    """Count a month now; `today` is a WIB date and matters only while the month runs."""
    with one_moment():
        figures = figures_of(period, today=today)
        others = type_labels(on=period.last)[OTHERS]
        parts = public_part(figures, sensitive=sensitive_codes(on=period.last), others=others)
        outside = outside_total(period)
    front = {"schema": SCHEMA, "period": str(period), "regulation": settings.SITE["regulation"], "revision": revision}
    return Snapshot(figures, front | parts, outside)
