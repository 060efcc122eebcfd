"""`import_holidays FILE.csv [--dry-run]`: takes in a decree; the clocks it moves are recounted by `recount_deadlines`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from complaints.services.recount import recount_deadlines
from foundation.workdays.reading import BadHolidayFile, read_file
from foundation.workdays.services import NothingToWithdraw, import_holidays


class Command(BaseCommand):
    """Adds or changes holidays and says which open clocks that moves."""

    help = "Memuat hari libur dari berkas CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether only to look."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and recount in one transaction; a dry run undoes both."""
        del args
        try:
            rows = read_file(options["file"])
        except BadHolidayFile as error:
            raise CommandError("\n".join(error.problems)) from error
        except OSError as error:
            raise CommandError(f"Berkas {options['file']} tidak dapat dibaca.") from error
        at = timezone.now()
        with transaction.atomic():
            try:
                result = import_holidays(rows, by=None, at=at)
            except NothingToWithdraw as error:
                raise CommandError(str(error)) from error
            moved = recount_deadlines(dry_run=options["dry_run"], by=None, at=at)
            if options["dry_run"]:
                transaction.set_rollback(True)
        for row in moved:
            self.stdout.write(f"{row.register_number} {row.kind}: {row.before} menjadi {row.after}")
        verb = "akan ditambah" if options["dry_run"] else "ditambah"
        self.stdout.write(f"{len(result.added)} hari libur {verb}, {len(result.changed)} berubah, {len(moved)} batas waktu bergeser.")
