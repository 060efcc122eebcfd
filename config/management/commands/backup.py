"""`manage.py backup FILE`: database and media in one archive with a manifest; no key is in it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.archive.databases import DatabaseRefused
from config.archive.origin import seal_of
from config.archive.writing import ArchiveRefused, write_archive


class Command(BaseCommand):
    """May run while the service runs."""

    help = "Cadangkan basis data dan media ke satu berkas; kunci tidak ikut."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The new file."""
        parser.add_argument("file", type=Path, metavar="BERKAS")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it. Raises CommandError with what to do."""
        target: Path = options["file"]
        try:
            mark = write_archive(target, at=timezone.now())
        except (ArchiveRefused, DatabaseRefused) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{target} ditulis, {target.stat().st_size} byte. Sidik manifest (SHA-256): {mark}")
        self.stdout.write("Catat sidik itu di buku cadangan: restore memintanya bila asal arsip tidak terbukti.")
        if seal_of(b"") is None:
            self.stdout.write("server.key tidak terbaca: arsip ini tanpa segel peladen dan hanya dapat dipulihkan dengan sidik itu.")
        self.stdout.write("Kunci tidak ada di dalamnya: simpan server.key dan dispatch.key di tempat lain.")
