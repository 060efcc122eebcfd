"""`manage.py prepare`: sets up a new installation, brings an old one to the newest state, and may be repeated at will."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.preparation import NotPrepared, prepare, static_files


class Command(BaseCommand):
    """Does the steps of config.preparation and shows what the operator must do by hand."""

    help = "Menyiapkan folder, kunci, basis data, data awal, dan berkas statis; aman diulang."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only the last step, for a container image that is built before there is a database."""
        parser.add_argument("--static-only", action="store_true", help="hanya kumpulkan berkas statis")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare; a step that can't be done ends the command with exit status 1."""
        if options["static_only"]:
            static_files()
            return
        try:
            prepare(at=timezone.now(), say=self.stdout.write)
        except NotPrepared as error:
            raise CommandError(str(error)) from error
