"""`import_holidays FILE.csv [--dry-run]`: takes in a decree and recounts the clocks it moves, with the services of the screen."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints.services.decrees import foreseen_shifts
from complaints.services.recount import Moved, moving_in, recount_deadlines
from foundation.workdays.reading import BadHolidayFile, HolidayRow, read_file
from foundation.workdays.services import NothingToWithdraw, import_holidays, plan


class Command(BaseCommand):
    """Adds or changes holidays and says which running clocks that moves."""

    help = "Memuat hari libur dari berkas CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether only to look."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, then recount; killed in between, `recount_deadlines` does the rest. A dry run writes nothing."""
        del args
        try:
            rows = read_file(options["file"])
            work = foreseen if options["dry_run"] else done
            added, changed, moved = work(rows, timezone.now())
        except BadHolidayFile as error:
            raise CommandError("\n".join(error.problems)) from error
        except NothingToWithdraw as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Berkas {options['file']} tidak dapat dibaca.") from error
        for row in moved:
            self.stdout.write(f"{row.register_number} {row.kind}: {row.before} menjadi {row.after}")
        verb = "akan ditambah" if options["dry_run"] else "ditambah"
        self.stdout.write(f"{added} hari libur {verb}, {changed} berubah, {len(moved)} batas waktu bergeser.")


def foreseen(rows: list[HolidayRow], at: datetime) -> tuple[int, int, list[Moved]]:
    """How many holidays would be added and changed, and the clocks that would move."""
    found = plan(rows)
    return len(found.added), len(found.changed), moving_in(foreseen_shifts(rows, today=timezone.localdate(at)))


def done(rows: list[HolidayRow], at: datetime) -> tuple[int, int, list[Moved]]:
    """How many holidays were added and changed, and the clocks that moved."""
    result = import_holidays(rows, by=None, at=at)
    return len(result.added), len(result.changed), recount_deadlines(dry_run=False, by=None, at=at)
