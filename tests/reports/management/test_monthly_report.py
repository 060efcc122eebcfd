"""The command `monthly_report`."""

import io
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from foundation.papers.services import seed_papers
from reports.enums import ReportState
from reports.models import MonthlyReport
from tests.factories.reports import case
from tests.foundation.papers.pdfs import lines

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> str:
    output = io.StringIO()
    call_command("monthly_report", *arguments, stdout=output)
    return output.getvalue()


def test_it_drafts_and_prints_a_month() -> None:
    case(date(2024, 3, 5), "pungli")

    printed = told("2024-03")

    assert printed.splitlines() == [
        "Laporan 2024-03, revisi 1: Draf",
        "a. Diterima: 1",
        "   Pungli: 1",
        "b. Ditindaklanjuti: nihil",
        "Terbuka pada awal bulan: 0",
        "Ditutup: 0",
        "Terbuka pada akhir bulan: 1",
        "Disetujui paling lambat 2024-04-05",
    ]
    assert MonthlyReport.objects.get().state == ReportState.DRAFT


def test_a_draft_is_counted_anew_each_time() -> None:
    told("2024-03")
    case(date(2024, 3, 5), "pungli")

    assert json.loads(told("2024-03", "--json"))["received"]["total"] == 1


def test_json_is_the_public_document_with_all_figures() -> None:
    document = json.loads(told("2024-03", "--json"))

    assert {name: document[name] for name in ("schema", "period", "status", "published_at", "revision", "due_on")} == {
        "schema": 1,
        "period": "2024-03",
        "status": "draft",
        "published_at": None,
        "revision": 1,
        "due_on": "2024-04-05",
    }
    assert document["figures"]["balance"] == {"opening": 0, "received": 0, "reopened": 0, "closed": 0, "closing": 0}


def test_it_publishes_as_the_inspektur(office: SimpleNamespace) -> None:
    document = json.loads(told("2024-03", "--json", "--publish", "--by", "Inspektur"))

    assert document["status"] == "published"
    assert MonthlyReport.objects.get().approved_by == office.inspector


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2024-13",), "bulan yang ditulis seperti 2026-10"),
        (("2999-01",), "bulannya belum berakhir"),
        (("2024-03", "--publish"), "--publish dan --by dipakai bersama"),
        (("2024-03", "--by", "wakil"), "--publish dan --by dipakai bersama"),
        (("2024-03", "--publish", "--by", "siapa"), "Tidak ada pengguna bernama siapa"),
        (("2024-03", "--publish", "--by", "wakil"), "tidak sedang menjabat Inspektur"),
    ],
)
def test_refusals_say_what_is_wrong(arguments: tuple[str, ...], words: str, office: SimpleNamespace) -> None:
    assert office.deputy.username == "wakil"

    with pytest.raises(CommandError, match=words):
        told(*arguments)

    assert MonthlyReport.objects.filter(state=ReportState.PUBLISHED).count() == 0




def test_letters_a_and_b_go_into_a_file(office: SimpleNamespace, tmp_path: Path) -> None:
    seed_papers(at=timezone.now())
    case(date(2024, 3, 5), "pungli")

    told("2024-03", "--pdf", str(tmp_path / "laporan.pdf"))

    text = lines((tmp_path / "laporan.pdf").read_bytes())
    title = "Angka laporan penanganan pengaduan bulan Maret 2024"
    assert [line in text for line in ("KONSEP", title, "Pungli 1 0", "Jumlah 1 0")] == [True] * 4
    assert [line for line in text if line.startswith("c. ")] == []


def test_a_file_that_cannot_be_written_and_a_missing_kop_are_told(office: SimpleNamespace, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Tambahkan kop surat Inspektorat"):
        told("2024-03", "--pdf", str(tmp_path / "laporan.pdf"))

    seed_papers(at=timezone.now())
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        told("2024-03", "--pdf", str(tmp_path / "tidak-ada" / "laporan.pdf"))
