"""Work for real workers: three steps, each done once however often the job is run, stuck after the second the first time.

Workers read it by `--include`; its folder comes from VAR_DIR.
"""

from datetime import timedelta
from pathlib import Path
from threading import Event

from django.conf import settings
from django.utils import timezone

from foundation.jobs.handlers import handler
from foundation.jobs.services import enqueue


@handler("probe.steps", lease=timedelta(seconds=3), max_attempts=3)
def take_steps(job):
    done = Path(settings.VAR_DIR) / "steps"
    for step in (1, 2, 3):
        taken = done.read_text().split() if done.exists() else []
        if str(step) not in taken:
            done.write_text(" ".join([*taken, str(step)]))
        job.advance(step, 3)
        if step == 2 and job.attempts == 1:
            Event().wait(60)


def order():
    """What a service does, in a process of its own."""
    enqueue("probe.steps", {}, at=timezone.now())
