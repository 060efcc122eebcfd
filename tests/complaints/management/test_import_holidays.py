"""The commands that operators call after a decree: the same services as the screen, and a dry run that tells the truth."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from foundation.audit.models import AuditEntry
from foundation.workdays.models import Holiday
from tests.factories.complaints import Office, received, wib

AT = wib(date(2026, 12, 1))
DECREE = "date,kind,name,decree,certainty\n2026-12-14,cuti_bersama,Cuti bersama tambahan,SKB perubahan 2026,pasti\n"
MOVED = ["700/0001/2026 answer: 2027-01-15 menjadi 2027-01-18", "700/0001/2026 follow_up: 2026-12-14 menjadi 2026-12-15"]


@pytest.fixture
def file(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A decree, and a case whose clocks it moves."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    received(received_at=wib(date(2026, 11, 30)), at=AT)
    path = tmp_path / "skb.csv"
    path.write_text(DECREE, encoding="utf-8")
    return path


def said(command: str, *arguments: object) -> list[str]:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_dry_run_names_what_then_moves_and_writes_nothing(file: Path):
    entries = AuditEntry.objects.count()

    foreseen = said("import_holidays", file, "--dry-run")
    written = (AuditEntry.objects.count() - entries, Holiday.objects.filter(date=date(2026, 12, 14)).count())
    happened = said("import_holidays", file)

    assert foreseen == [*MOVED, "1 hari libur akan ditambah, 0 berubah, 2 batas waktu bergeser."]
    assert written == (0, 0)
    assert happened == [*MOVED, "1 hari libur ditambah, 0 berubah, 2 batas waktu bergeser."]


def test_a_second_run_moves_nothing(file: Path):
    said("import_holidays", file)

    assert said("import_holidays", file) == ["0 hari libur ditambah, 0 berubah, 0 batas waktu bergeser."]
    assert said("recount_deadlines") == ["0 batas waktu berubah."]


def test_recount_finishes_what_an_import_left_undone(file: Path):
    Holiday.objects.create(date=date(2026, 12, 14), kind="local", name="Hari jadi", decree="SK 1", certainty="sure")

    foreseen = json.loads(said("recount_deadlines", "--dry-run", "--json")[0])
    happened = said("recount_deadlines")

    assert [(row["clock"], row["before"], row["after"]) for row in foreseen] == [
        ("answer", "2027-01-15", "2027-01-18"),
        ("follow_up", "2026-12-14", "2026-12-15"),
    ]
    assert happened == [*MOVED, "2 batas waktu berubah."]


@pytest.mark.parametrize("extra", [[], ["--dry-run"]])
def test_a_faulty_file_is_refused_whole(file: Path, extra: list[str]):
    file.write_text(DECREE + "besok,local,A,SK,pasti\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"^Baris 3: "):
        call_command("import_holidays", file, *extra)

    assert Holiday.objects.filter(date=date(2026, 12, 14)).count() == 0


@pytest.mark.parametrize("extra", [[], ["--dry-run"]])
def test_a_day_that_is_not_there_is_not_taken_back(file: Path, extra: list[str]):
    file.write_text("date,kind,name,decree,certainty,withdrawn\n2026-12-16,local,X,SK,pasti,ya\n", encoding="utf-8")

    with pytest.raises(CommandError, match="tidak ditemukan"):
        call_command("import_holidays", file, *extra)


def test_a_file_that_is_not_there_is_said(tmp_path: Path, db: None):
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("import_holidays", tmp_path / "tidak-ada.csv")
