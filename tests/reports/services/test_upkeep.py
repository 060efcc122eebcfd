"""Keeping the reports to their dates."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from foundation.accounts.models import Notice
from reports.models import MonthlyReport
from reports.rules.period import Period
from reports.services.publishing import approve_and_publish
from reports.services.upkeep import draft_missing, keep_up
from tests.factories.reports import case

WIB = ZoneInfo("Asia/Jakarta")

pytestmark = pytest.mark.django_db


def on(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 1, 30, tzinfo=WIB)


def said() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("user__username", "kind").values_list("user__username", "kind"))


def test_on_the_first_last_month_is_drafted() -> None:
    assert draft_missing(at=on(11, 1)) == (Period(2026, 10),)
    assert draft_missing(at=on(11, 1)) == ()


def test_months_without_a_worker_are_made_up_for() -> None:
    draft_missing(at=on(8, 1))

    assert draft_missing(at=on(11, 17)) == (Period(2026, 8), Period(2026, 9), Period(2026, 10))


def test_reminded_two_working_days_before_and_escalated_after_once_each(office: SimpleNamespace) -> None:
    keep_up(at=on(11, 3))
    assert said() == []
    keep_up(at=on(11, 4))
    keep_up(at=on(11, 6))
    assert said() == [("inspektur", "reminder"), ("wakil", "reminder")]

    keep_up(at=on(11, 7))
    keep_up(at=on(11, 9))

    assert said() == [("inspektur", "escalation"), ("inspektur", "reminder"), ("wakil", "escalation"), ("wakil", "reminder")]


def test_an_approved_report_is_left_in_peace(office: SimpleNamespace) -> None:
    draft_missing(at=on(11, 1))
    approve_and_publish(MonthlyReport.objects.get(), seen=None, by=office.inspector, keys=None, at=on(11, 2))

    keep_up(at=on(11, 30))

    assert said() == [("walikota", "attention")]


def test_a_month_with_nothing_appears_too(office: SimpleNamespace) -> None:
    done = keep_up(at=on(11, 10))

    assert (done.drafted, done.published) == ((Period(2026, 10),), (Period(2026, 10),))
    assert MonthlyReport.objects.get().public["received"] == {"total": 0, "by_type": []}


def test_after_a_long_outage_every_month_that_is_due_appears() -> None:
    draft_missing(at=on(8, 1))
    case(date(2026, 9, 3))

    done = keep_up(at=on(11, 4))

    assert done.published == (Period(2026, 7), Period(2026, 8), Period(2026, 9))
    assert MonthlyReport.objects.get(period="2026-09").public["received"]["total"] == 1
