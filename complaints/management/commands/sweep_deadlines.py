"""`sweep_deadlines [--at ISO] [--json]`: reminds, records breaches and forwards what nobody forwarded."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints.services.sweep import sweep_deadlines


class Command(BaseCommand):
    """The same sweep that Celery beat starts; safe to run at any time and any number of times."""

    help = "Menegakkan batas waktu: mengingatkan, mencatat keterlambatan, dan meneruskan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--at`: the moment to sweep for, ISO 8601; now when left out."""
        parser.add_argument("--at")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and print what was done."""
        del args
        try:
            at = datetime.fromisoformat(options["at"]) if options["at"] else timezone.now()
        except ValueError as error:
            raise CommandError("Tulis waktu seperti 2026-11-30T00:10+07:00.") from error
        if timezone.is_naive(at):
            at = timezone.make_aware(at)
        result = asdict(sweep_deadlines(at=at))
        words = (
            f"{result['reminded']} hitungan diingatkan, {result['breached']} keterlambatan dicatat, "
            f"{result['forwarded']} diteruskan sistem, {result['told']} pemberitahuan."
        )
        self.stdout.write(json.dumps(result) if options["json"] else words)
