"""Keeps what is known of an accused person in plain: what he is to the Kota (Pasal 1 angka 7)."""

from datetime import datetime

from django.db import transaction

from complaints.enums import EmploymentStatus
from complaints.models import AccusedPerson
from foundation.accounts.models import User
from foundation.audit.services import record


@transaction.atomic
def confirm_status(person: AccusedPerson, status: EmploymentStatus, *, by: User, at: datetime) -> None:
    """Note what an accused is to the Kota, as a review found it; outside the Perwali is a flag and refuses nothing."""
    before = person.status
    if before == status:
        return
    person.status = status
    person.save(update_fields=["status"])
    record("accused.status", person.complaint, by=by, at=at, detail={"accused": person.pk, "from": before, "to": status})
