"""`recount_deadlines [--dry-run] [--json]`: moves open clocks after a new holiday decree."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from complaints.services.recount import recount_deadlines


class Command(BaseCommand):
    """Lists what moves; with --dry-run nothing is written."""

    help = "Menghitung ulang batas waktu yang masih berjalan setelah hari libur berubah."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--dry-run` lists only."""
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Recount and print each clock that moved."""
        del args
        moved = recount_deadlines(dry_run=options["dry_run"], by=None, at=timezone.now())
        if options["json"]:
            rows = [
                {
                    "register_number": row.register_number,
                    "clock": row.kind,
                    "before": row.before.isoformat(),
                    "after": row.after.isoformat(),
                }
                for row in moved
            ]
            self.stdout.write(json.dumps(rows))
            return
        for row in moved:
            self.stdout.write(f"{row.register_number} {row.kind}: {row.before} menjadi {row.after}")
        verb = "akan berubah" if options["dry_run"] else "berubah"
        self.stdout.write(f"{len(moved)} batas waktu {verb}.")
