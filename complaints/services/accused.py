"""The accused of a case: one more of them, found later, and what each is to the Kota (Pasal 1 angka 7)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from complaints.enums import EmploymentStatus, Routing
from complaints.models import AccusedPerson, Complaint
from complaints.rules.confidentiality import routing_with
from complaints.services.people import as_named_person, named_users
from complaints.services.register import AccusedInput
from complaints.services.routing import ReasonMissing, keep_held
from complaints.services.walls import close_wall, put_up_wall
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.keys import Keys
from foundation.vault.sealing import seal


@transaction.atomic
def add_accused(
    complaint: Complaint, accused: AccusedInput, *, standing: Routing, reason: str, keys: Keys, by: User, at: datetime
) -> AccusedPerson:
    """Name one more accused, whenever he becomes known; `standing` is where he stands by the words of who adds him.

    As at registration, a user of exactly this name is walled off, and the case goes to a stricter row where he or his
    standing asks for one, never to a looser one: with it change its readers and the mark of Pasal 7(3).
    Where that row has nobody left, the next stricter one. Raises ReasonMissing, routing.NobodyLeft.
    """
    if not reason.strip():
        raise ReasonMissing
    case = Complaint.objects.select_for_update(of=("self",)).select_related("content", "thread").get(pk=complaint.pk)
    last = AccusedPerson.objects.filter(complaint=case).aggregate(last=Max("position"))["last"] or 0
    person = AccusedPerson(complaint=case, content=case.content, position=last + 1, status=accused.status)
    seal(person, "details", {"name": accused.name, "post": accused.post, "unit": accused.unit}, keys)
    person.save(force_insert=True)
    record("accused.added", case, by=by, at=at, detail={"accused": person.pk})
    users = named_users([accused.name])
    row = routing_with(Routing(case.routing), standing, [as_named_person(user, on=timezone.localdate(at)) for user in users])
    # The walls stand before the row changes, so that nobody behind one is chosen; the keys go last, because who adds may be one.
    for user in users:
        put_up_wall(case, user, reason=reason, kind="named_as_accused", keys=keys, at=at)
    keep_held(case, row, reason=reason, keys=keys, by=by, at=at)
    for user in users:
        close_wall(Complaint.objects.select_related("content", "thread").get(pk=case.pk), user, keys=keys, by=by, at=at)
    return person


@transaction.atomic
def confirm_status(person: AccusedPerson, status: EmploymentStatus, *, by: User, at: datetime) -> None:
    """Note what an accused is to the Kota, as a review found it; outside the Perwali is a flag and refuses nothing."""
    before = person.status
    if before == status:
        return
    person.status = status
    person.save(update_fields=["status"])
    record("accused.status", person.complaint, by=by, at=at, detail={"accused": person.pk, "from": before, "to": status})
