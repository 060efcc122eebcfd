"""A month that has appeared stays as it is, whatever is changed in the kinds of violation afterwards."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from complaints.enums import DeadlineKind
from complaints.models import ViolationType
from complaints.services.types import TypeFacts, add_type, reword_type
from reports.queries.figures import sensitive_codes, type_labels
from reports.queries.reports import definitions_of
from reports.rules.period import Period
from reports.services.drafting import draft
from reports.services.publishing import approve_and_publish
from tests.factories.reports import case, meet

WIB = ZoneInfo("Asia/Jakarta")
AT = datetime(2026, 11, 6, 9, 0, tzinfo=WIB)
LATER = datetime(2026, 11, 20, 9, 0, tzinfo=WIB)
OCTOBER, DECEMBER = Period(2026, 10), Period(2026, 12)
NEW = TypeFacts("Kata baru", "New words", "Arti baru.", 1, sensitive=True, outside_perwali=True)
PAGES = ("", ".csv", ".json", ".html")


@pytest.fixture
def october(office: SimpleNamespace, client: Client) -> dict[str, bytes]:
    """A published month, as each of its addresses shows it."""
    case(date(2026, 10, 5), "pungli")
    meet(case(date(2026, 9, 25), "disiplin"), DeadlineKind.FOLLOW_UP, date(2026, 10, 2))
    approve_and_publish(draft(OCTOBER, at=AT), seen=None, by=office.inspector, keys=None, at=AT)
    return shown(client)


def shown(client: Client) -> dict[str, bytes]:
    return {page: client.get(f"/statistik/2026-10{page or '/'}").content for page in PAGES}


def test_new_words_and_marks_change_nothing_of_a_month_that_appeared(october: dict[str, bytes], client: Client):
    for code in ("pungli", "disiplin"):
        reword_type(ViolationType.objects.get(code=code), NEW, valid_from=date(2026, 11, 20), by=None, at=LATER)
    add_type("judi_daring", NEW, valid_from=date(2026, 11, 20), by=None, at=LATER)

    assert shown(client) == october


def test_a_month_is_worded_as_its_last_day_was(db: None):
    case(date(2026, 10, 5), "pungli")
    reword_type(ViolationType.objects.get(code="pungli"), NEW, valid_from=date(2026, 12, 1), by=None, at=LATER)

    assert [type_labels(on=period.last)["pungli"] for period in (OCTOBER, DECEMBER)] == ["Pungli", "Kata baru"]
    assert [sensitive_codes(on=period.last) for period in (OCTOBER, DECEMBER)] == [frozenset(), {"pungli"}]
    assert [definitions_of({"pungli"}, on=period.last)[0].definition for period in (OCTOBER, DECEMBER)] == ["Arti pungli.", "Arti baru."]
