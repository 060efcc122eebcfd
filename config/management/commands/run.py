"""`manage.py run [--port 8000]`: everything on this machine in one command: web server, worker and beat on loopback."""

import fcntl
import os
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from complaints.models import Complaint
from config.supervisor import Part, stop_on_signal, supervise
from foundation.accounts.models import User

HOST = "127.0.0.1"
BIN = Path(sys.executable).parent


class Command(BaseCommand):
    """Prepares, loads the demo once, starts the parts and stops them all together."""

    help = "Menjalankan seluruh layanan di mesin ini; Ctrl-C menghentikan semuanya."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The port of the web server (PORT in the environment is its default), and whether an empty database gets the demo."""
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="porta server web (bawaan 8000)")
        parser.add_argument("--no-demo", action="store_true", help="tanpa memuat contoh")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until Ctrl-C or SIGTERM; exit status 1 when a part ended by itself."""
        port: int = options["port"]
        with stop_on_signal() as asked:
            call_command("prepare", stdout=self.stdout)
            with alone():
                demand_free(port)
                if settings.DEMO and not options["no_demo"]:
                    self.offer_demo()
                connections.close_all()
                # Links in mail lead to the port that was chosen.
                os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
                self.stdout.write(f"Membuka http://{HOST}:{port}/ dan http://{HOST}:{port}/petugas/ (Ctrl-C menghentikan semuanya).")
                if mail := getattr(settings, "EMAIL_FILE_PATH", None):
                    self.stdout.write(f"Surel tidak dikirim, tetapi ditulis ke {mail}.")
                self.stdout.flush()
                ended = supervise(parts(port), folder=settings.BASE_DIR, asked=asked)
        if ended.part is not None:
            raise CommandError(f"Berhenti: {ended.part.name} berakhir sendiri dengan status {ended.status}.")

    def offer_demo(self) -> None:
        """Load the demo into an empty database, once, and show its logins."""
        if not User.objects.exists() and not Complaint.objects.exists():
            self.stdout.write("Memuat contoh; ini terjadi sekali saja dan memakan waktu sekitar satu menit ...")
            self.stdout.flush()
            call_command("demo", stdout=self.stdout)
        else:
            call_command("demo", "--logins", stdout=self.stdout)


def parts(port: int) -> list[Part]:
    """The children: a web server that writes no access log, and one worker that serves both queues and carries beat.

    No access log, because a line of it would tie a reporter's address to a public page.
    """
    web = (
        str(BIN / "granian"), "--interface", "wsgi", "--host", HOST, "--port", str(port), "--http", "1", "--no-ws", "--workers", "1",
        "--blocking-threads", "4", "--no-access-log", "--log-level", "warning", "--workers-kill-timeout", "10", "config.wsgi:application",
    )  # fmt: skip
    worker = (
        str(BIN / "celery"), "--app", "config", "--quiet", "worker", "--beat", "--queues", "default,dispatch", "--concurrency", "2",
        "--loglevel", "warning", "--without-gossip", "--without-mingle", "--without-heartbeat",
    )  # fmt: skip
    return [Part("server web", web), Part("pekerja", worker)]


@contextmanager
def alone() -> Iterator[None]:
    """Hold the folder VAR_DIR for this run. Raises CommandError when another run holds it: two workers would share one beat."""
    with (Path(settings.VAR_DIR) / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(f"Layanan sudah berjalan dengan data di {settings.VAR_DIR}.") from error
        yield


def demand_free(port: int) -> None:
    """Raises CommandError when somebody listens on the port already."""
    with socket.socket() as probe:
        # A port that a run has just left is free, although the kernel still remembers its last connections.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(f"Porta {port} sedang dipakai; pilih yang lain, misalnya PORT={port + 1} make run.") from error
