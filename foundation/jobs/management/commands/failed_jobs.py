"""`manage.py failed_jobs [--retry]`: the jobs that wait for a person, and their second chance once the cause is gone."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from foundation.jobs.models import Job
from foundation.jobs.queries import failed
from foundation.jobs.services import retry


class Command(BaseCommand):
    """List failed jobs, or queue them again."""

    help = "Menampilkan pekerjaan yang gagal; dengan --retry mengulanginya."

    def add_arguments(self, parser: CommandParser) -> None:
        """--retry queues them again, --kind takes one kind only, --json is for machines."""
        parser.add_argument("--retry", action="store_true", help="ulangi semuanya")
        parser.add_argument("--kind", default="", help="hanya jenis ini")
        parser.add_argument("--json", action="store_true", dest="as_json", help="keluaran JSON")

    def handle(self, *, retry: bool, kind: str, as_json: bool, **_: Any) -> None:
        """Print one line a job, newest failure first."""
        jobs = list(failed().filter(kind=kind) if kind else failed())
        if retry:
            _retry_all(jobs)
        if as_json:
            self.stdout.write(json.dumps([_facts(job) for job in jobs]))
            return
        for job in jobs:
            self.stdout.write(f"{job.ended_at:%Y-%m-%d %H:%M} {job.kind} {job.pk} {job.attempts}x {job.last_error}")
        self.stdout.write(f"Diulangi: {len(jobs)}" if retry else f"Gagal: {len(jobs)}")


def _retry_all(jobs: list[Job]) -> None:
    for job in jobs:
        retry(job, at=timezone.now())


def _facts(job: Job) -> dict[str, Any]:
    return {
        "id": str(job.pk),
        "kind": job.kind,
        "attempts": job.attempts,
        "error": job.last_error,
        "ended_at": None if job.ended_at is None else job.ended_at.isoformat(),
    }
