"""Twenty people sign at once, in processes and threads of their own: no number is lost and none is given twice."""

import json
import subprocess
import sys

import pytest
from django.db import connection

from foundation.papers.enums import PaperKind, PaperState
from foundation.papers.models import NumberSeries, Paper
from foundation.vault.keys import OpenedCompartment
from tests.foundation.papers.conftest import AT, TODAY
from tests.foundation.papers.test_numbers import _environment

PROCESSES, THREADS = 2, 10
# Every second signer tries once with a provider that refuses after the number was drawn: that number must come back.
SIGNER = """
import json, sys, threading
import django
django.setup()
from datetime import datetime
from django.db import connection
from foundation.accounts.models import User
from foundation.papers import services, signing
from foundation.papers.models import Paper, Signatory
from foundation.papers.services import signatures
from foundation.vault.keys import OpenedCompartment
from foundation.vault.primitives import Key
job = json.loads(sys.stdin.readline())
key, at = Key(bytes.fromhex(job["key"])), datetime.fromisoformat(job["at"])
by, signatory = User.objects.get(pk=job["by"]), Signatory.objects.get(pk=job["signatory"])
refusing = threading.local()
class Moody:
    code = "moody"
    def signed(self, pdf, order):
        if getattr(refusing, "on", False):
            raise signing.SigningRefused("later")
        return pdf
signatures.signer = Moody
signed, faults = [], []
def sign(pk, refused_first):
    try:
        paper = Paper.objects.select_related("inside").get(pk=pk)
        options = dict(signature=signatory, keys=OpenedCompartment(paper.inside, key), by=by, at=at)
        if refused_first:
            refusing.on = True
            try:
                services.sign(paper, **options)
            except signing.SigningRefused:
                refusing.on = False
        signed.append(services.sign(paper, **options).number)
    except Exception as fault:
        faults.append(repr(fault))
    finally:
        connection.close()
threads = [threading.Thread(target=sign, args=(pk, place % 2)) for place, pk in enumerate(job["papers"])]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps([signed, faults]))
"""


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_twenty_signers_at_once_leave_no_gap_and_no_double(desk, settings):
    papers = [desk.draft(PaperKind.ANSWER) for _ in range(PROCESSES * THREADS)]
    connection.close()
    workers = [started(desk.opened, desk, papers[place::PROCESSES], settings) for place in range(PROCESSES)]
    results = [json.loads(worker.communicate(timeout=120)[0].splitlines()[-1]) for worker in workers]

    numbers = [f"700/{place:03d}/ITDA/2026" for place in range(1, PROCESSES * THREADS + 1)]
    assert [fault for _, faults in results for fault in faults] == []
    assert sorted(number for signed, _ in results for number in signed) == numbers
    assert sorted(Paper.objects.filter(state=PaperState.SIGNED, dated=TODAY).values_list("number", flat=True)) == numbers
    assert NumberSeries.objects.get(code="paper.answer", year=2026).last == PROCESSES * THREADS


def started(opened: OpenedCompartment, desk, papers, settings) -> subprocess.Popen:
    """A process that signs these papers, each in a thread of its own."""
    environment = {**_environment(), "MEDIA_ROOT": str(settings.MEDIA_ROOT), "SERVER_KEY_FILE": str(settings.SERVER_KEY_FILE)}
    job = {
        "key": opened.opened.hex(), "at": AT.isoformat(), "by": str(desk.inspector.pk), "signatory": str(desk.signatory.pk),
        "papers": [str(paper.pk) for paper in papers],
    }  # fmt: skip
    worker = subprocess.Popen(
        [sys.executable, "-c", SIGNER],
        env=environment,
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    worker.stdin.write(json.dumps(job) + "\n")
    worker.stdin.flush()
    return worker
