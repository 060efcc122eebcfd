"""Opens letter c, for those whose keys open it, and finds in it what could name somebody."""

import re
from collections.abc import Iterator
from datetime import datetime
from string import Formatter

from django.conf import settings
from django.db.models import Q

from complaints.models import AccusedPerson
from complaints.queries import open_cases, openable_by
from foundation.accounts.models import User
from foundation.vault.errors import VaultError
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed
from reports.models import MonthlyReport
from reports.rules.narrative import warnings_about

MOST_PEOPLE = 2000
"""Names looked for at most, the newest cases first: a page waits for it, and a report speaks of what is at hand."""


def narrative_of(report: MonthlyReport, keys: Keys | None) -> str | None:
    """The words of letter c; "" when nothing was written; None when these keys do not open it. Raises CannotOpen for a damaged one."""
    if report.compartment is None or report.narrative is None:
        return ""
    if keys is None or not keys.can_open(report.compartment):
        return None
    return str(open_sealed(report, "narrative", keys)["text"])


def cautions(report: MonthlyReport, text: str | None, *, keys: Keys | None, by: User, at: datetime) -> tuple[str, ...]:
    """What in letter c its approver should look at again, in words: numbers of people, and accused of cases he can open.

    The names come from cases that are open or were closed since the month began.
    """
    if not text:
        return ()
    names = _accused_in_reach(report, keys, by=by, at=at) if keys is not None else ()
    return warnings_about(text, register=register_numbers(), names=names)


def register_numbers() -> re.Pattern[str]:
    """How this office writes its register numbers, with any digits in them."""
    parts = Formatter().parse(settings.REGISTER_NUMBER_FORMAT)
    return re.compile("".join(re.escape(literal) + (r"\d+" if field is not None else "") for literal, field, _, _ in parts))


def _accused_in_reach(report: MonthlyReport, keys: Keys, *, by: User, at: datetime) -> Iterator[str]:
    mine = openable_by(by, at=at)
    recent = open_cases(mine).values("pk"), mine.filter(closed_at__date__gte=report.month.first).values("pk")
    wanted = Q(complaint__in=recent[0]) | Q(complaint__in=recent[1])
    people = list(AccusedPerson.objects.filter(wanted).select_related("content").order_by("-complaint__received_on", "pk")[:MOST_PEOPLE])
    keys.preload([person.content for person in people])
    for person in people:
        try:
            yield str((open_sealed(person, "details", keys) or {}).get("name", ""))
        except VaultError:
            continue
