"""`manage.py restore FILE`: verifies an archive, brings it back, then proves what came back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.archive.databases import DatabaseRefused
from config.archive.reading import admit, bring_back, is_empty, verify
from config.archive.writing import ArchiveRefused
from foundation.vault.holders import fingerprint
from foundation.vault.recovery import pairs

PROOFS: tuple[tuple[str, list[str]], ...] = (("verify_audit", ["--sign"]), ("check_vault", []))
"""Entries since the last checkpoint of the backup are signed first, or the oldest of them count as unsigned for too long."""


class Command(BaseCommand):
    """Web, workers and beat are stopped meanwhile."""

    help = "Pulihkan basis data dan media dari arsip backup; hentikan layanan lebih dahulu."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The archive, and whether what is here may be replaced."""
        parser.add_argument("file", type=Path, metavar="BERKAS")
        parser.add_argument("--replace", action="store_true", help="timpa instalasi yang sudah berisi orang, perkara, atau berkas")
        parser.add_argument("--verify-only", action="store_true", help="hanya periksa arsipnya; tidak ada yang diubah")

        parser.add_argument("--fingerprint", default="", help="sidik manifest yang dicatat dari perintah backup")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, bring back, prove. Raises CommandError with what to do."""
        try:
            verified = verify(options["file"])
            self.stdout.write(f"Arsip utuh: {len(verified.members)} bagian, dibuat {verified.made_at.isoformat()}.")
            self.stdout.write(f"Sidik manifest (SHA-256): {verified.mark}. Bandingkan dengan catatan cadangan.")
            origin = "berasal dari peladen ini" if verified.of_this_server else "asalnya tidak terbukti oleh server.key peladen ini"
            self.stdout.write(f"Segel arsip: {origin}.")
            admit(verified, typed=options["fingerprint"])
            if options["verify_only"]:
                return
            if not options["replace"] and not is_empty():
                raise CommandError(
                    "Instalasi ini sudah berisi orang, perkara, atau berkas; tidak ada yang diubah. "
                    "Pulihkan ke instalasi kosong, atau ulangi dengan --replace bila isinya memang hendak diganti."
                )
            count = bring_back(options["file"], verified)
        except (ArchiveRefused, DatabaseRefused) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Basis data dan {count} berkas media dipulihkan; semua orang harus masuk lagi.")
        self.prove()

    def prove(self) -> None:
        """What an operator would ask next, asked at once. Raises CommandError naming each proof that failed."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("Arsip ini dari versi lama: jalankan manage.py prepare, lalu verify_audit --sign dan check_vault.")
        holder, _ = pairs.living_pair()
        mark = fingerprint(bytes(holder.public_key)) if holder else "belum ada"
        self.stdout.write(f"Sidik kunci pemulihan: {mark}. Bandingkan dengan berita acara upacara.")
        failed = []
        for name, arguments in PROOFS:
            try:
                call_command(name, *arguments, stdout=self.stdout)
            except CommandError as fault:
                failed.append(f"{name}: {fault}")
        if failed:
            raise CommandError("Isi dipulihkan, tetapi pemeriksaan menemukan masalah. " + " ".join(failed))
        self.stdout.write("Pemulihan selesai dan terbukti utuh.")
