"""The case that is measured on its own page: 200 entries on its timeline and 50 documents, all sealed."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from complaints.models import Complaint
from complaints.services.attachments import IncomingFile, ingest_file
from complaints.services.conversation import post_message
from config.demo.desk import Desk
from foundation.accounts.models import User
from foundation.audit.queries import history_of
from foundation.vault.files import seal_stream

DOCUMENTS = 50
ENTRIES = 200
LETTER = b"Surat tugas dan lampirannya. " * 400


@transaction.atomic
def make_big_case(people: dict[str, User], complaint: Complaint, *, now: datetime) -> Complaint:
    """Bring an open, forwarded case to DOCUMENTS documents and ENTRIES timeline entries; returns it."""
    desk = Desk(people, timedelta(0))
    by = people["inspektur"]
    case, keys = desk.opened(complaint, "inspektur", now)
    for number in range(DOCUMENTS):
        file = IncomingFile(seal_stream([LETTER]), name=f"lampiran-{number + 1}.pdf", content_type="application/pdf")
        ingest_file(case, file, inside=case.content, keys=keys, by=by, at=now)
    while entries(case) < ENTRIES:
        post_message(case, "Mohon kirim keterangan tambahan.", once=uuid.uuid4(), keys=keys, by=by, at=now)
    return case


def entries(case: Complaint) -> int:
    """How many entries the log of a case has."""
    found: int = history_of(case).count()
    return found
