"""`monthly_report 2026-10 [--json] [--pdf FILE] [--publish --by USERNAME]`: drafts, prints, publishes a month as the screens do."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.accounts.models import User
from foundation.papers.enums import PaperKind, Secrecy
from foundation.papers.services import NoLetterhead, preview_letter
from reports.models import MonthlyReport
from reports.queries.letter import figures_letter
from reports.queries.reports import due_day, public_document
from reports.queries.snapshot import snapshot_of
from reports.rules.period import BadPeriod, Period
from reports.services.drafting import NoReportOfThen, draft
from reports.services.publishing import NotAppointed, approve_and_publish


class Command(BaseCommand):
    """Prints letters a and b and the other figures; the narrative stays sealed, because no key is at hand here."""

    help = "Menyusun, mencetak, atau menerbitkan laporan satu bulan (Pasal 19)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The month, and who approves."""
        parser.add_argument("period", help="bulan, misalnya 2026-10")
        parser.add_argument("--json", action="store_true", help="cetak sebagai JSON")
        parser.add_argument("--pdf", metavar="FILE", help="tulis huruf a dan b sebagai PDF ke berkas ini")
        parser.add_argument("--publish", action="store_true", help="setujui, sampaikan, dan terbitkan")
        parser.add_argument("--by", metavar="USERNAME", help="nama pengguna Inspektur yang menyetujui; wajib dengan --publish")

    def handle(self, *args: Any, **options: Any) -> None:
        """Draft the month if need be, publish it if asked, print it."""
        if options["publish"] != bool(options["by"]):
            raise CommandError("--publish dan --by dipakai bersama, misalnya: --publish --by inspektur")
        report = self._draft(options["period"])
        if options["publish"]:
            report = self._publish(report, options["by"])
        if report.is_draft:
            counted = snapshot_of(report.month, revision=report.revision, today=timezone.localdate())
            report.figures, report.public = counted.figures, counted.public
        if options["pdf"]:
            self._write_pdf(report, options["pdf"])
        if options["json"]:
            facts = {"due_on": due_day(report.month).isoformat(), "figures": report.figures}
            self.stdout.write(json.dumps(public_document(report) | facts, ensure_ascii=False, indent=2))
        else:
            self._print(report)

    def _draft(self, text: str) -> MonthlyReport:
        try:
            return draft(Period.parse(text), at=timezone.now())
        except (BadPeriod, NoReportOfThen) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _write_pdf(self, report: MonthlyReport, file: str) -> None:
        """Letters a and b, marked as a draft: no key is at hand to open letter c, and nobody signs here."""
        try:
            letter = figures_letter(report.month, report.figures)
            pdf = preview_letter(PaperKind.MONTHLY_REPORT, letter, secrecy=Secrecy.ORDINARY, at=timezone.now())
            Path(file).write_bytes(pdf)
        except NoLetterhead as refusal:
            raise CommandError("Tambahkan kop surat Inspektorat pada Pengaturan lebih dahulu.") from refusal
        except OSError as refusal:
            raise CommandError(f"Berkas {file} tidak dapat ditulis: {refusal.strerror}") from refusal

    def _publish(self, report: MonthlyReport, username: str) -> MonthlyReport:
        person = User.objects.filter(username=username.lower()).first()
        if person is None:
            raise CommandError(f"Tidak ada pengguna bernama {username}.")
        try:
            return approve_and_publish(report, seen=None, by=person, keys=None, at=timezone.now())
        except NotAppointed as refusal:
            raise CommandError(f"{username} tidak sedang menjabat Inspektur, sehingga tidak dapat menyetujui laporan.") from refusal

    def _print(self, report: MonthlyReport) -> None:
        self.stdout.write(f"Laporan {report.period}, revisi {report.revision}: {report.get_state_display()}")
        for title, part in (("a. Diterima", "received"), ("b. Ditindaklanjuti", "followed_up")):
            figures = report.figures[part]
            self.stdout.write(f"{title}: {figures['total'] or 'nihil'}")
            for row in figures["by_type"]:
                self.stdout.write(f"   {row['label']}: {row['count']}")
        balance = report.figures["balance"]
        for label, key in (("Terbuka pada awal bulan", "opening"), ("Ditutup", "closed"), ("Terbuka pada akhir bulan", "closing")):
            self.stdout.write(f"{label}: {balance[key]}")
        self.stdout.write(f"Disetujui paling lambat {due_day(report.month)}")
