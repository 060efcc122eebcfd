"""`check_vault [--json]`: the nightly proof, without keys; exit 1 and the first fault when something is wrong."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints.services.vault_check import check_vault
from foundation.vault.recovery.pairs import progress


class Command(BaseCommand):
    """Checks grants, recovery seals, files, epochs and triggers."""

    help = "Memeriksa brankas tanpa kunci."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--json` prints every fault."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what is wrong; CommandError (exit 1) names the first fault."""
        del args
        faults = check_vault(at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps([{**asdict(fault), "complaint": str(fault.complaint or "")} for fault in faults]))
        if faults:
            raise CommandError(f"{len(faults)} masalah; yang pertama: {faults[0].code} {faults[0].subject}")
        if not options["json"]:
            self.stdout.write("Brankas utuh.")
            rotation = progress()
            if rotation.left:
                words = f"{rotation.left} dari {rotation.all} kompartemen masih menunggu kunci pemulihan baru ({rotation.percent}% selesai)"
                self.stdout.write(f"{words}; simpan bagian kunci lama sampai 100%.")
