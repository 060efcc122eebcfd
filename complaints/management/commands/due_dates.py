"""`due_dates 2026-11-06T10:15+07:00 [--json]`: the legal and strict dates of a receipt, and the holidays that moved them."""

import json
from argparse import ArgumentParser
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from complaints.rules.deadlines import ANSWER, TERMS
from foundation.workdays.queries import days_off_between, holidays_between, years_without_joint_leave

FARTHEST = timedelta(days=ANSWER.days * 4)


def _demand_prepared() -> None:
    """Raises CommandError where there are no holidays yet: without them every date would be wrong."""
    try:
        known = holidays_between(date.min).exists()
    except DatabaseError:
        known = False
    if not known:
        raise CommandError("Hari libur belum dimuat; jalankan manage.py prepare, lalu ulangi.")


class Command(BaseCommand):
    """Prints the three terms of a receipt (Pasal 6(5), 7(2), 16)."""

    help = "Menghitung batas waktu suatu pengaduan dari saat diterimanya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The moment of receipt, ISO 8601 with its offset (WIB when it has none)."""
        parser.add_argument("received_at")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute and print."""
        del args
        try:
            moment = datetime.fromisoformat(options["received_at"])
        except ValueError as error:
            raise CommandError("Tulis waktu seperti 2026-11-06T10:15+07:00.") from error
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        _demand_prepared()
        answer = self._dates(moment)
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        self.stdout.write(f"Diterima {answer['received_on']}")
        for kind, term in TERMS.items():
            dates = answer[str(kind)]
            self.stdout.write(f"{kind.label} ({term.carries_out}): {dates['legal']} (aman {dates['strict']})")
        for holiday in answer["holidays"]:
            self.stdout.write(f"Tidak dihitung: {holiday['date']} {holiday['name']}")
        for year in answer["years_without_joint_leave"]:
            self.stdout.write(self.style.WARNING(f"Cuti bersama {year} belum dimuat; tanggal dapat keliru."))

    def _dates(self, moment: datetime) -> dict[str, Any]:
        start = timezone.localdate(moment)
        days_off = days_off_between(start, start + FARTHEST)
        dates: dict[str, Any] = {"received_on": start.isoformat()}
        for kind, term in TERMS.items():
            dates[str(kind)] = {"legal": term.due_on(start, days_off).isoformat(), "strict": term.strict_on(start, days_off).isoformat()}
        last = ANSWER.due_on(start, days_off)
        dates["holidays"] = [
            {"date": holiday.date.isoformat(), "name": holiday.name, "kind": holiday.kind, "certainty": holiday.certainty}
            for holiday in holidays_between(start, last)
            if holiday.date > start and holiday.date.weekday() < 5
        ]
        dates["years_without_joint_leave"] = sorted(years_without_joint_leave(range(start.year, last.year + 1)))
        return dates
