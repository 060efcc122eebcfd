"""The doorbells ring at the services they name, and the schedule knows them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from reports import tasks
from reports.models import MonthlyReport

FIRST_NOVEMBER = datetime(2026, 11, 1, 1, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.django_db
def test_each_bell_can_be_rung_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: FIRST_NOVEMBER)

    for _ in range(2):
        tasks.draft_report()
        tasks.remind_of_reports()
        tasks.keep_reports()

    assert [str(report) for report in MonthlyReport.objects.all()] == ["2026-10/1"]


def test_every_bell_is_on_the_schedule() -> None:
    scheduled = {line["task"] for line in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {task.name for task in (tasks.draft_report, tasks.remind_of_reports, tasks.keep_reports)} <= scheduled
