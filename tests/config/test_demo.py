"""The demo stands on whatever day it is loaded, and leaves an installation on which every proof ends well."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone

from channels.services.seeding import seed_channels
from complaints import queries
from complaints.models import Complaint
from config.demo.people import PEOPLE
from foundation.accounts.models import Appointment, User
from foundation.papers.services import seed_references
from reports.models import MonthlyReport
from tests.factories.complaints import make_institution

SAMPLES = json.loads((Path(__file__).resolve().parents[1] / "data" / "complaints.json").read_text(encoding="utf-8"))
STORY_WEEK = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
"""In this week the story is not moved at all."""


@pytest.fixture
def empty(db: None, settings) -> None:
    """A prepared installation without people."""
    settings.DEMO = True
    cache.clear()
    make_institution()
    seed_channels()
    seed_references(at=STORY_WEEK)


def loaded(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> str:
    """What the command prints on that day."""
    monkeypatch.setattr(timezone, "now", lambda: moment)
    said = StringIO()
    call_command("demo", stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 3, 10, 3, 0, tzinfo=UTC), STORY_WEEK, datetime(2027, 1, 1, 1, 0, tzinfo=UTC)],
    ids=["in-march", "in-its-own-week", "on-new-years-day"],
)
def test_the_demo_is_whole_on_the_day_it_is_loaded(empty: None, monkeypatch: pytest.MonkeyPatch, moment: datetime):
    said = loaded(monkeypatch, moment)

    today = timezone.localdate(moment)
    assert [line.split()[0] for line in said.splitlines()[1:-1]] == [person.username for person in PEOPLE]
    call_command("verify_audit", stdout=StringIO())
    call_command("check_vault", stdout=StringIO())
    assert Complaint.objects.filter(received_at__gt=moment).count() == 0
    assert Appointment.objects.filter(valid_from__gt=Complaint.objects.earliest("received_at").received_on).count() == 0
    # No report is older than the story, and its months are over.
    assert MonthlyReport.objects.exists()
    assert all(report.period < f"{today:%Y-%m}" for report in MonthlyReport.objects.all())
    inspector = User.objects.get(username="inspektur")
    assert queries.openable_by(inspector, at=moment).exists()


def test_the_clocks_of_the_demo_are_those_of_the_samples(empty: None, monkeypatch: pytest.MonkeyPatch):
    loaded(monkeypatch, STORY_WEEK)

    found = {}
    for sample in SAMPLES:
        case = Complaint.objects.get(received_at=datetime.fromisoformat(sample["received_at"]))
        due = {row.kind: row.due_on.isoformat() for row in case.deadlines.all()}
        found[sample["code"]] = {"forward_3": due["forward"], "followup_10": due["follow_up"], "answer_30": due["answer"]}
    assert found == {sample["code"]: sample["due"] for sample in SAMPLES}


def test_the_demo_is_loaded_into_an_empty_installation_only(empty: None, monkeypatch: pytest.MonkeyPatch):
    User.objects.create(username="seseorang")

    with pytest.raises(CommandError, match="hanya dimuat pada instalasi kosong"):
        loaded(monkeypatch, STORY_WEEK)

    assert Complaint.objects.count() == 0


def test_production_never_gets_the_demo(empty: None, settings, monkeypatch: pytest.MonkeyPatch):
    settings.DEMO = False

    with pytest.raises(CommandError, match="tidak dimuat pada instalasi produksi"):
        loaded(monkeypatch, STORY_WEEK)
