"""The run inside the prepared surroundings: fills the database, starts the server, takes every figure."""

import logging
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection, connections
from django.db.models import Count
from django.utils import timezone

django.setup()

from bench import databases, measuring  # noqa: E402 - models can be imported only now
from bench.big_case import make_big_case  # noqa: E402
from bench.figures import Figure  # noqa: E402
from bench.filling import fill  # noqa: E402
from bench.keys import key_works  # noqa: E402
from bench.load import Clients  # noqa: E402
from bench.multiplying import multiply  # noqa: E402
from bench.papers import papers  # noqa: E402
from bench.servers import Database, Web  # noqa: E402
from complaints.enums import ComplaintState, Routing  # noqa: E402
from complaints.models import Complaint  # noqa: E402
from config.demo.people import make_people  # noqa: E402
from config.preparation import prepare  # noqa: E402
from foundation.accounts.models import User  # noqa: E402
from foundation.vault.holders import make_recovery_holder  # noqa: E402


def everything(asked: Namespace, clients: Clients) -> tuple[list[Figure], dict[str, Any]]:
    """All figures, and what they were measured on."""
    logging.disable(logging.WARNING)
    now = timezone.now()
    say(f"filling: {min(asked.sealed, asked.complaints):,} complaints through the services")
    prepare(at=now, say=lambda _line: None)
    # An office's comes from a ceremony; the benchmark's is gone with its folder.
    make_recovery_holder(Path(settings.RECOVERY_KEY_FILE), at=now)
    people = make_people(at=now)
    fill(people, min(asked.sealed, asked.complaints), now=now)
    say("making one case with 200 timeline entries and 50 documents")
    case = make_big_case(people, _an_open_case(), now=now)
    say(f"multiplying to {asked.complaints:,}")
    multiply(asked.complaints, today=timezone.localdate(now), without=people["auditor"])
    about = {"complaints": Complaint.objects.count(), "sealed": min(asked.sealed, asked.complaints), "database": database()}
    figures = served(asked, clients, people, case)
    say("measuring papers, the sweep and the monthly figures")
    figures += papers(now=now)
    figures += [databases.monthly(today=timezone.localdate(now)), *databases.sweeps(now=now)]
    say("measuring key work")
    figures += key_works(now=now)
    say("measuring the recount after a decree")
    figures += databases.recounts(now=now)
    return figures, about


def served(asked: Namespace, clients: Clients, people: dict[str, User], case: Complaint) -> list[Figure]:
    """The figures that need the web server."""
    kinds = usual_and_rare_kind()
    statement = databases.plain_statement(people["inspektur"])
    server = Database(backend())
    connections.close_all()
    web = Web()
    bench = measuring.Bench(web, server, clients, asked.rounds, asked.seconds)
    try:
        web.wait()
        say("measuring the public pages")
        figures = measuring.public_pages(bench)
        say("measuring submissions")
        figures += measuring.submissions(bench)
        say("measuring the inbox")
        signed_in, cookies = measuring.signing_in(bench, "inspektur")
        figures += measuring.inbox(bench, cookies, kinds, statement)
        say("measuring the inbox of an auditor with a few cases, and the case page")
        figures += measuring.small_inbox(bench, measuring.signing_in(bench, "auditor")[1])
        figures += measuring.case_page(bench, cookies, f"/petugas/perkara/{case.pk}/")
        say("measuring eight people who sign in at once")
        together = measuring.signing_in_together(bench, sorted(people))
        return [*figures, signed_in, *together, measuring.at_rest(bench)]
    finally:
        web.stop()


def _an_open_case() -> Complaint:
    """The oldest sealed case that waits with the Inspektur."""
    return Complaint.objects.filter(state=ComplaintState.FORWARDED, routing=Routing.NONE).order_by("received_on", "id")[0]


def usual_and_rare_kind() -> list[str]:
    """The commonest and the rarest kind of violation that complaints have, by code."""
    found = Complaint.objects.filter(violation_type__isnull=False).values_list("violation_type__code")
    codes = [code for code, _count in found.annotate(n=Count("pk")).order_by("-n")]
    return [codes[0], codes[-1]]


def database() -> str:
    """As "PostgreSQL 15.3" or "SQLite 3.40"."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}"


def backend() -> int | None:
    """The process of this connection in the database server; None on SQLite."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        found: int = cursor.fetchone()[0]
        return found


def say(line: str) -> None:
    """Show what is being done, with the time."""
    print(f"{time.strftime('%H:%M:%S')} {line} ...", flush=True)
