"""Takes cases away from people whose appointment has ended: the key goes the night it ends, with or without a hand-over."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from complaints.enums import ComplaintState, Routing
from complaints.models import Complaint
from complaints.rules.confidentiality import recipients
from complaints.services.access import shut_out
from complaints.services.people import READER_ROLES
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, User
from foundation.accounts.queries import in_force, roles_of
from foundation.vault.enums import CompartmentKind
from foundation.vault.models import Grant

TEAM = Role.AUDITOR
"""Somebody admitted to a case by name works on it as a reviewer or auditor."""
BY_OFFICE = frozenset({"registered", "forwarded", "rerouted"})
"""Reasons of grants that came with an office; every other grant came with a task."""


def shut_ended_appointments(*, at: datetime) -> int:
    """Shut out of each case everybody who no longer holds the appointment that brought him in; returns how many grants went.

    A person with no role in force cannot sign in at all; this also covers who keeps another role. Needs no key: the cases
    wait for their new epoch, which the next opening makes. Running again does nothing.
    """
    today = timezone.localdate(at)
    shut = 0
    for user in _formerly_appointed(today):
        roles = roles_of(user, on=today)
        for pk, reason in _grants_of(user):
            shut += _shut_if_not_entitled(pk, reason, user, roles, at=at)
    return shut


def _formerly_appointed(today: date) -> Iterable[User]:
    """People with an appointment that is over and who still hold a key of some case."""
    over = Appointment.objects.filter(valid_from__lte=today).exclude(in_force(today)).values("user_id")
    holding = Grant.objects.filter(compartment__kind=CompartmentKind.CONTENT).values("holder_id")
    return User.objects.filter(pk__in=over, holder_id__in=holding).select_related("holder")


def _grants_of(user: User) -> list[tuple[UUID, str]]:
    rows = Grant.objects.filter(holder=user.holder_id, compartment__kind=CompartmentKind.CONTENT)
    return list(rows.values_list("compartment__group", "reason"))


@transaction.atomic
def _shut_if_not_entitled(pk: UUID, reason: str, user: User, roles: frozenset[Role], *, at: datetime) -> bool:
    complaint = Complaint.objects.select_for_update(of=("self",)).select_related("content", "thread").filter(pk=pk).first()
    if complaint is None or is_entitled(complaint, reason, user, roles):
        return False
    shut_out(complaint, [user], keys=None, by=None, reason="appointment_ended", at=at)
    return True


def is_entitled(complaint: Complaint, reason: str, user: User, roles: frozenset[Role]) -> bool:
    """Whether `roles` in force still carry a grant given for `reason`."""
    if reason not in BY_OFFICE:
        return TEAM in roles
    row = recipients(Routing(complaint.routing))
    allowed = {role for reader in row.content for role in READER_ROLES[reader]}
    if complaint.registered_by_id == user.pk and complaint.state == ComplaintState.RECEIVED:
        allowed.add(Role.RECEIVING_OFFICER)
    return bool(roles & allowed)
