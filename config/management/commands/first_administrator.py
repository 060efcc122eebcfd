"""`manage.py first_administrator`: opens the door of a new installation; afterwards people are managed on the screen alone."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment
from foundation.accounts.services import appoint, invite_user, record_undertaking


class Command(BaseCommand):
    """Adds one person who manages people, with a temporary password; refuses as soon as anybody was ever an administrator."""

    help = "Membuat administrator pertama pada instalasi baru."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who it is, and the decree (SK) and secrecy undertaking that the appointment rests on; dates as 2026-01-31."""
        parser.add_argument("--username", required=True)
        parser.add_argument("--full-name", required=True)
        parser.add_argument("--sk-number", required=True, help="nomor SK penetapan")
        parser.add_argument("--sk-date", required=True, type=date.fromisoformat, help="tanggal SK")
        parser.add_argument("--undertaking-reference", required=True, help="nomor pernyataan kerahasiaan")
        parser.add_argument("--undertaking-on", required=True, type=date.fromisoformat, help="tanggal pernyataan kerahasiaan")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Add the person and print the temporary password once."""
        if Appointment.objects.filter(role=Role.ADMINISTRATOR).exists():
            raise CommandError("Administrator sudah pernah ditetapkan; kelola pengguna melalui layar pengaturan.")
        now = timezone.now()
        try:
            user, password = invite_user(username=options["username"], full_name=options["full_name"], by=None, at=now)
            appointment = appoint(
                user, Role.ADMINISTRATOR, sk_number=options["sk_number"], sk_date=options["sk_date"],
                valid_from=timezone.localdate(now), by=None, at=now,
            )  # fmt: skip
            record_undertaking(appointment, on=options["undertaking_on"], reference=options["undertaking_reference"], by=None, at=now)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Masuk di /petugas/masuk/ sebagai {user.username} dengan kata sandi sementara {password}, lalu ganti.")
