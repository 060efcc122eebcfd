"""`demo [--logins]`: fills an empty installation with a fictional office and its complaints, and prints the logins."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from config.demo.people import PASSWORD, PEOPLE, make_people
from config.demo.story import RECEIPT_CODE, desk_of, tell_cases, tell_months
from foundation.accounts.models import User
from foundation.vault.codes import grouped


class Command(BaseCommand):
    """Everything goes through the services that serve people; all people and cases are loaded, or none."""

    help = "Memuat kantor dan pengaduan rekaan untuk mencoba layanan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--logins` only prints how to sign in."""
        parser.add_argument("--logins", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or only print."""
        del args
        if not settings.DEMO:
            raise CommandError("Contoh tidak dimuat pada instalasi produksi.")
        if options["logins"]:
            if User.objects.filter(username=PEOPLE[0].username).exists():
                self._print_logins()
            return
        if User.objects.exists():
            raise CommandError("Basis data sudah berisi; contoh hanya dimuat pada instalasi kosong.")
        now = timezone.now()
        with transaction.atomic():
            desk = desk_of(make_people(at=now), today=timezone.localdate(now))
            tell_cases(desk)
        tell_months(desk, now=now)
        self._print_logins()

    def _print_logins(self) -> None:
        self.stdout.write(f"Masuk di /petugas/masuk/ dengan kata sandi {PASSWORD} sebagai:")
        for person in PEOPLE:
            note = f" ({person.note})" if person.note else ""
            self.stdout.write(f"  {person.username:<15} {person.role.label}{note}")
        self.stdout.write(f"Halaman status contoh: kode {grouped(RECEIPT_CODE)} di /status/")
