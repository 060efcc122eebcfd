"""The queue of keys that colleagues owe somebody: after his old key pair ended, or because he holds an office anew.

The queue grants nothing. It remembers who may be given what; services.key_work gives it, with the keys of a colleague.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from complaints.enums import ComplaintState, IdentityRequestState, RegrantCause, Routing
from complaints.models import Complaint, IdentityRequest, RegrantDue
from complaints.permissions import CUSTODIAN_ROLES, routings_kept_by
from complaints.queries.key_work import CASE_KEYS, KEPT_KEYS, helpers_of, lasting_grants
from complaints.rules.confidentiality import Reader, recipients
from complaints.rules.key_work import WhyDropped
from complaints.services.identity_ends import UNFINISHED
from complaints.services.people import READER_ROLES, offices_that_count
from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.models import User
from foundation.accounts.queries import appointments_in_force, users_with
from foundation.accounts.services.notices import notify
from foundation.audit.services import record_all
from foundation.vault.models import Exclusion

AT_ONCE = 500
BY_APPOINTMENT = "office"
"""The short code of grants that come with an office taken up after the case was sealed."""


@transaction.atomic
def remember_keys(user: User, *, at: datetime) -> int:
    """Write down what a key pair opens that is about to end, so that colleagues can give it back; returns how many keys.

    What expires is not remembered: an opened identity is asked for anew, and what the person asked lapses.
    """
    held = lasting_grants(at=at).filter(holder=user.holder_id, compartment__kind__in=KEPT_KEYS)
    facts = list(held.values_list("compartment", "compartment__group", "reason"))
    cases = set(Complaint.objects.filter(pk__in=held.values("compartment__group")).values_list("pk", flat=True))
    rows = [
        RegrantDue(user=user, complaint_id=group, compartment_id=compartment, cause=RegrantCause.RESET, reason=reason, since=at)
        for compartment, group, reason in facts
        if group in cases
    ]
    RegrantDue.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    IdentityRequest.objects.filter(asked_by=user, state__in=UNFINISHED).update(state=IdentityRequestState.LAPSED)
    return len(rows)


@transaction.atomic
def drop_regrants(rows: QuerySet[RegrantDue], why: WhyDropped, *, by: User | None, at: datetime) -> int:
    """Take keys out of the queue that are no longer to be given, on record for each case; returns how many."""
    found = list(rows.select_related("complaint"))
    whose: dict[Complaint, set[str]] = {}
    for row in found:
        whose.setdefault(row.complaint, set()).add(str(row.user_id))
    facts = [(case, {"user": user, "reason": why}) for case, users in whose.items() for user in users]
    record_all("complaint.regrant_dropped", facts, by=by, at=at)
    RegrantDue.objects.filter(pk__in=[row.pk for row in found]).delete()
    return len(found)


def forget_case(complaint: Complaint, user: User, why: WhyDropped, *, by: User | None, at: datetime, names: bool = False) -> None:
    """Somebody who lost a case waits for it no more; with `names`, neither for what else of it he waited for."""
    rows = RegrantDue.objects.filter(complaint=complaint, user=user)
    drop_regrants(rows if names else rows.filter(compartment__kind__in=CASE_KEYS), why, by=by, at=at)


def queue_for_offices(*, at: datetime) -> int:
    """Queue for whoever holds an office what it lets him open and he holds no key of; returns how many keys were new.

    Contents and conversation of cases not closed for those the case's row names; names of every case for its circle; wishes for
    protection for its officers. Needs no key and gives none; running again adds nothing.
    """
    today = timezone.localdate(at)
    added = 0
    for appointment in appointments_in_force(on=today).select_related("user__holder"):
        if not offices_that_count(appointment.user, {Role(appointment.role)}):
            continue
        wanted = _owed(Role(appointment.role), today=today, at=at)
        new = sum(_queue(appointment.user, link, cases, at=at) for link, cases in wanted)
        if new:
            tell_helpers(appointment.user, at=at)
        added += new
    return added


def tell_helpers(user: User, *, at: datetime) -> int:
    """Tell everybody who holds a key that `user` waits for, once a day and key pair; returns how many people."""
    helpers = helpers_of(user, at=at) if user.holder_id else set()
    day = timezone.localdate(at).isoformat()
    for helper in User.objects.filter(pk__in=helpers):
        notify(helper, kind=NoticeKind.ATTENTION, key=f"keys:{user.holder_id}:{day}:{helper.pk}", at=at)
    return len(helpers)


def _owed(role: Role, *, today: date, at: datetime) -> Iterable[tuple[str, QuerySet[Complaint]]]:
    """The cases of which an office is owed a compartment, by the compartment's name."""
    not_closed = Complaint.objects.exclude(state=ComplaintState.CLOSED)
    rows = _rows_of(role, today=today, at=at)
    if rows is not None:
        yield from (("content", not_closed.filter(rows)), ("thread", not_closed.filter(rows)))
    if role in CUSTODIAN_ROLES:
        kept = Complaint.objects.filter(routing__in=routings_kept_by({role}), identity__destroyed_at__isnull=True)
        yield "identity", kept.exclude(custody_due__isnull=False)
    if role == Role.PROTECTION_OFFICER:
        yield "safety", not_closed.filter(safety__isnull=False)


def _rows_of(role: Role, *, today: date, at: datetime) -> Q | None:
    """Which cases `role` reads by its office (rules.confidentiality), as a condition; None for a role that reads none by office.

    What came to an officer's own desk stays on it, and where one delegate is enough, another one in office who holds it is enough.
    """
    found: Q | None = None
    for routing in Routing:
        for reader in recipients(routing).content:
            if role not in READER_ROLES[reader]:
                continue
            rows = Q(routing=routing)
            if reader == Reader.HANDLING_OFFICER:
                rows &= Q(state=ComplaintState.RECEIVED, registered_by__isnull=True)
            if reader == Reader.ONE_DELEGATE:
                serving = users_with(role, on=today).values("holder")
                rows &= Q(~Exists(lasting_grants(at=at).filter(compartment=OuterRef("content"), holder__in=serving)))
            found = rows if found is None else found | rows
    return found


def _queue(user: User, link: str, cases: QuerySet[Complaint], *, at: datetime) -> int:
    held = lasting_grants(at=at).filter(compartment=OuterRef(link), holder=user.holder_id)
    queued = RegrantDue.objects.filter(user=user, compartment=OuterRef(link))
    walled = Exclusion.objects.filter(group=OuterRef("pk"), holder=user.holder_id)
    missing = cases.filter(~Exists(held), ~Exists(queued), ~Exists(walled)).exclude(walls__user=user)
    facts = {"user": user, "cause": RegrantCause.OFFICE, "reason": BY_APPOINTMENT, "since": at}
    rows = [RegrantDue(complaint_id=pk, compartment_id=key, **facts) for pk, key in missing.values_list("pk", link)]
    RegrantDue.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    return len(rows)
