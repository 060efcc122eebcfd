"""Making the draft of a month."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from foundation.audit.queries import history_of
from reports.enums import ReportState
from reports.models import MonthlyReport
from reports.queries.snapshot import snapshot_of
from reports.rules.period import Period
from reports.services import drafting
from reports.services.drafting import NoReportOfThen, draft
from tests.factories.reports import case

WIB = ZoneInfo("Asia/Jakarta")
OCTOBER = Period(2026, 10)
FIRST_NOVEMBER = datetime(2026, 11, 1, 1, 0, tzinfo=WIB)

pytestmark = pytest.mark.django_db


def test_a_draft_holds_the_figures_and_is_recorded() -> None:
    case(date(2026, 10, 5))

    report = draft(OCTOBER, at=FIRST_NOVEMBER)

    assert (report.period, report.revision, report.state) == ("2026-10", 1, ReportState.DRAFT)
    assert report.figures["received"]["total"] == report.public["received"]["total"] == 1
    assert [(entry.action, entry.actor_kind) for entry in history_of(report)] == [("report.drafted", "system")]


def test_drafting_again_gives_the_same_report_and_records_nothing() -> None:
    first = draft(OCTOBER, at=FIRST_NOVEMBER)

    again = draft(OCTOBER, at=datetime(2026, 11, 3, 9, 0, tzinfo=WIB))

    assert again == first
    assert (MonthlyReport.objects.count(), history_of(first).count()) == (1, 1)


def test_two_workers_at_once_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def counting_while_another_worker_drafts(period: Period, *, revision: int, today: date) -> object:
        snapshot = snapshot_of(period, revision=revision, today=today)
        monkeypatch.setattr(drafting, "snapshot_of", snapshot_of)
        draft(period, at=FIRST_NOVEMBER)
        return snapshot

    monkeypatch.setattr(drafting, "snapshot_of", counting_while_another_worker_drafts)

    report = draft(OCTOBER, at=FIRST_NOVEMBER)

    assert list(MonthlyReport.objects.all()) == [report]
    assert history_of(report).count() == 1


@pytest.mark.parametrize("period", [Period(2026, 11), Period(2027, 1), Period(2020, 6)])
def test_a_month_that_is_not_over_or_before_the_perwali_has_no_report(period: Period) -> None:
    with pytest.raises(NoReportOfThen):
        draft(period, at=FIRST_NOVEMBER)

    assert MonthlyReport.objects.count() == 0


def test_midnight_in_bengkulu_ends_the_month() -> None:
    with pytest.raises(NoReportOfThen):
        draft(OCTOBER, at=datetime(2026, 10, 31, 23, 59, tzinfo=WIB))

    assert draft(OCTOBER, at=datetime(2026, 11, 1, 0, 0, tzinfo=WIB)).period == "2026-10"
