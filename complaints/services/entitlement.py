"""Takes cases away from people whose appointment has ended: the key goes the night it ends, with or without a hand-over."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from complaints.enums import ComplaintState, Routing
from complaints.models import Complaint, RegrantDue
from complaints.permissions import circle_of
from complaints.rules.confidentiality import recipients_now
from complaints.rules.key_work import BY_OFFICE, WhyDropped
from complaints.services.access import shut_out
from complaints.services.hand_over import note_hand_overs
from complaints.services.people import READER_ROLES, offices_that_count
from complaints.services.regrants import drop_regrants
from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, User
from foundation.accounts.queries import appointments_in_force, in_force, offices_of, roles_of
from foundation.audit.services import record
from foundation.vault.compartments import shut as vault_shut
from foundation.vault.enums import CompartmentKind
from foundation.vault.models import Compartment, Grant

TEAM = Role.AUDITOR
"""Somebody admitted to a case by name works on it as a reviewer or auditor."""

OFFICES = {
    CompartmentKind.IDENTITY: frozenset({Role.CUSTODIAN_INSIDE, Role.CUSTODIAN_OUTSIDE}),
    CompartmentKind.SAFETY: frozenset({Role.PROTECTION_OFFICER}),
}
"""Whose keys of names and of protection end with the office, whatever else the person is then appointed to."""


def shut_ended_appointments(*, at: datetime) -> int:
    """Shut out of each case everybody who no longer holds the appointment that brought him in; returns how many grants went.

    So do the keys of names and of protection (OFFICES): a custodian who becomes an auditor opens no name any more.

    A person with no role in force cannot sign in at all; this also covers who keeps another role. Needs no key: the cases
    wait for their new epoch, which the next opening makes. Running again does nothing.
    """
    today = timezone.localdate(at)
    shut = 0
    for user in _formerly_appointed(today):
        roles = roles_of(user, on=today)
        for pk, reason in _grants_of(user):
            shut += _shut_if_not_entitled(pk, reason, user, roles, at=at)
        for kind in [kind for kind, offices in OFFICES.items() if not roles & offices]:
            shut += _take_keys_of_office(kind, user, at=at)
    _end_waiting(today, at=at)
    return shut


def _formerly_appointed(today: date) -> Iterable[User]:
    """People with an appointment that is over and who still hold a key of some case."""
    over = Appointment.objects.filter(valid_from__lte=today).exclude(in_force(today)).values("user_id")
    holding = Grant.objects.filter(compartment__kind__in=[CompartmentKind.CONTENT, *OFFICES]).values("holder_id")
    return User.objects.filter(pk__in=over, holder_id__in=holding).select_related("holder")


def _end_waiting(today: date, *, at: datetime) -> None:
    """Whoever waits for a key that his office brought waits no more once it is over, so that a later one does not bring it back.

    Asked of the office itself: while a person has no key pair no role of his counts.
    """
    over = Appointment.objects.filter(valid_from__lte=today).exclude(in_force(today)).values("user_id")
    for user in User.objects.filter(pk__in=over, regrants_due__isnull=False).distinct():
        roles = offices_that_count(user, offices_of(user, on=today))
        waiting = RegrantDue.objects.filter(user=user).select_related("complaint", "compartment")
        lost = [row.pk for row in waiting if not may_hold(CompartmentKind(row.compartment.kind), row.complaint, row.reason, user, roles)]
        drop_regrants(RegrantDue.objects.filter(pk__in=lost), WhyDropped.NOT_ENTITLED, by=None, at=at)


def _grants_of(user: User) -> list[tuple[UUID, str]]:
    rows = Grant.objects.filter(holder=user.holder_id, compartment__kind=CompartmentKind.CONTENT)
    return list(rows.values_list("compartment__group", "reason"))


@transaction.atomic
def _shut_if_not_entitled(pk: UUID, reason: str, user: User, roles: frozenset[Role], *, at: datetime) -> bool:
    complaint = Complaint.objects.select_for_update(of=("self",)).select_related("content", "thread").filter(pk=pk).first()
    if complaint is None or is_entitled(complaint, reason, user, roles):
        return False
    note_hand_overs(user, cases=[complaint.pk], at=at)
    shut_out(complaint, [user], keys=None, by=None, reason="appointment_ended", at=at)
    return True


@transaction.atomic
def _take_keys_of_office(kind: CompartmentKind, user: User, *, at: datetime) -> int:
    """Take what an office brought; how many cases it was.

    No new epoch is asked for: whoever opens these compartments works off none, and an alarm that nobody can end hides others.
    """
    if user.holder is None:
        return 0
    # What expires came with a custodian's approval; it ends by itself, or with the case.
    brought = Grant.objects.filter(holder=user.holder, expires_at__isnull=True)
    held = Compartment.objects.filter(kind=kind, pk__in=brought.values("compartment_id"))
    cases = Complaint.objects.in_bulk(held.values_list("group", flat=True))
    shut = 0
    for compartment in held:
        taken = vault_shut(compartment, user.holder, by=None, reason="appointment_ended", at=at, rekey_due=False)
        if taken and (case := cases.get(compartment.group)) is not None:
            record("complaint.key_ended", case, by=None, at=at, detail={"user": str(user.pk), "kind": str(kind)})
        shut += taken
    return shut


def cases_lost(user: User, appointment: Appointment | None, *, at: datetime) -> set[UUID]:
    """The cases not closed that `user` could open no more when this appointment, or with None his person, ended at `at`."""
    reasons = dict(_grants_of(user))
    held = Complaint.objects.filter(pk__in=reasons).exclude(state=ComplaintState.CLOSED)
    if appointment is None:
        return set(held.values_list("pk", flat=True))
    rest = _roles_without(appointment, user, at=at)
    facts = held.only("state", "routing", "registered_by")
    return {case.pk for case in facts if not is_entitled(case, reasons[case.pk], user, rest)}


def loses_names(user: User, appointment: Appointment | None, *, at: datetime) -> bool:
    """Whether `user` keeps no names any more when this appointment, or with None his person, ended at `at`."""
    return appointment is None or not OFFICES[CompartmentKind.IDENTITY] & _roles_without(appointment, user, at=at)


def _roles_without(appointment: Appointment, user: User, *, at: datetime) -> frozenset[Role]:
    today = timezone.localdate(at)
    rest = appointments_in_force(on=today).filter(user=user).exclude(pk=appointment.pk)
    return frozenset(Role(role) for role in rest.values_list("role", flat=True))


def may_hold(kind: CompartmentKind, complaint: Complaint, reason: str, user: User, roles: frozenset[Role]) -> bool:
    """Whether `roles` (in force, and such as count: people.offices_that_count) let `user` hold the lasting key of this kind of compartment.

    `reason`: for what it is given.
    """
    if kind == CompartmentKind.IDENTITY:
        return bool(circle_of(Routing(complaint.routing)) & roles)
    if kind == CompartmentKind.SAFETY:
        return bool(OFFICES[kind] & roles)
    return is_entitled(complaint, reason, user, roles)


def is_entitled(complaint: Complaint, reason: str, user: User, roles: frozenset[Role]) -> bool:
    """Whether `roles` in force still carry a grant given for `reason`."""
    if reason not in BY_OFFICE:
        return TEAM in roles
    row = recipients_now(Routing(complaint.routing), forwarded=complaint.state != ComplaintState.RECEIVED)
    allowed = {role for reader in row.content for role in READER_ROLES[reader]}
    if complaint.registered_by_id == user.pk and complaint.state == ComplaintState.RECEIVED:
        allowed.add(Role.RECEIVING_OFFICER)
    return bool(roles & allowed)
