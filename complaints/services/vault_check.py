"""The nightly proof that no case can be lost and no seal is stale; needs no key (Pasal 15)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from complaints.enums import ComplaintState, Routing
from complaints.models import Complaint, RegrantDue
from complaints.queries.custody import custody_due_since, keepers_of
from complaints.queries.key_work import recovery_only, regrants_older_than
from complaints.rules.confidentiality import recipients_now
from complaints.services.people import READER_ROLES
from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.models import User
from foundation.accounts.queries import users_with
from foundation.accounts.services.notices import notify
from foundation.audit.services import verify
from foundation.vault import queries as vault
from foundation.vault.enums import CompartmentKind
from foundation.vault.models import Compartment, Grant
from foundation.vault.owners import lost_files
from foundation.workdays.arithmetic import is_workday
from foundation.workdays.queries import days_off_between

FEWEST_READERS = 2
LONGEST_REKEY_WAIT = 3
"""Working days a compartment may wait for its new epoch, an identity for its right circle, and a person for what is his to open."""


@dataclass(frozen=True)
class VaultFault:
    """One thing that is not as it must be: a code, the compartment or file concerned, the case if there is one."""

    code: str
    subject: str
    complaint: UUID | None = None


def check_vault(*, at: datetime) -> list[VaultFault]:
    """Every fault of the vault at `at` (aware), the gravest first; an empty list is the proof."""
    found: list[VaultFault] = []
    found += [VaultFault("trigger_missing", name) for name in vault.missing_triggers()]
    found += _about(vault.without_recovery_seal(), "no_recovery_seal")
    found += _about(_thinly_held(), "fewer_than_two_readers")
    found += [VaultFault("sealed_at_past_epoch", f"{cell.tag}:{cell.row}", _case_of(cell.compartment)) for cell in vault.of_a_past_epoch()]
    found += [VaultFault("file_missing", name, group) for name, group in sorted(lost_files().items())]
    limit = _working_days_before(at)
    waiting = custody_due_since(limit)
    found += [VaultFault("identity_not_handed_over", str(due.complaint.identity_id), due.complaint_id) for due in waiting]
    overdue = [due.compartment_id for due in vault.rekeys_older_than(limit)]
    found += _about(Compartment.objects.filter(pk__in=overdue), "rekey_overdue")
    found += _waited_for(regrants_older_than(limit), "regrant_overdue")
    found += _waited_for(recovery_only(RegrantDue.objects.filter(user__holder__isnull=False), at=at), "regrant_needs_recovery")
    return found


def check_log(*, at: datetime) -> list[VaultFault]:
    """What is wrong with the log of who did what, as faults that can be alarmed; an empty list is the proof."""
    return [VaultFault(f"log_{fault.code}", str(fault.target_id or fault.trigger or fault.checkpoint or "")) for fault in verify(at)]


def alarm(faults: Iterable[VaultFault], *, at: datetime) -> int:
    """Tell the Inspektur, or for a case walled from him its holders, that something is wrong; returns how many people.

    An identity that waits for new keys is told to its custodians, who alone can make them.
    """
    today = timezone.localdate(at)
    told: set[UUID] = set()
    for fault in faults:
        for user in _people_to_tell(fault, at=at):
            if user.pk not in told:
                notify(user, kind=NoticeKind.ALARM, key=f"vault:{today.isoformat()}:{user.pk}", at=at)
                told.add(user.pk)
    return len(told)


def _people_to_tell(fault: VaultFault, *, at: datetime) -> list[User]:
    """Who holds what is concerned and answers for it; where nobody does any more, who stands in."""
    on = timezone.localdate(at)
    case = Complaint.objects.filter(pk=fault.complaint).first() if fault.complaint else None
    if case is None:
        # The log, or a compartment that belongs to no case, such as a month's report.
        return list(users_with(Role.INSPECTOR, Role.DEPUTY_INSPECTOR, on=on))
    if fault.subject == str(case.identity_id):
        return list(keepers_of(case, at=at)) or _standing_in(case, on=on)
    return people_of_case(case, at=at)


def people_of_case(case: Complaint, *, at: datetime) -> list[User]:
    """Who answers for a case at `at`: the Inspektur and his deputy, or where it is walled from them those who hold it or stand in."""
    on = timezone.localdate(at)
    inspectors = users_with(Role.INSPECTOR, Role.DEPUTY_INSPECTOR, on=on)
    holders = Grant.objects.filter(compartment=case.content_id).values("holder_id")
    people = list(inspectors.filter(holder_id__in=holders)) or list(User.objects.filter(holder_id__in=holders, ended_on__isnull=True))
    return people or _standing_in(case, on=on)


def _standing_in(case: Complaint, *, on: date) -> list[User]:
    """Whose office the case is, else the delegates, else who manages people; never somebody walled, and of the Walikota no delegate."""
    offices = {role for reader in recipients_now(Routing(case.routing), forwarded=True).content for role in READER_ROLES[reader]}
    delegates = set() if case.routing == Routing.MAYOR else {Role.DELEGATE}
    for roles in (offices, delegates, {Role.ADMINISTRATOR}):
        found = users_with(*roles, on=on).exclude(pk__in=case.walls.values("user_id")) if roles else User.objects.none()
        if found:
            return list(found)
    return []


def _thinly_held() -> Iterator[Compartment]:
    """Contents and conversations of cases not closed that fewer than two people in office can open."""
    rows = vault.with_fewer_readers_than(FEWEST_READERS).filter(kind__in=[CompartmentKind.CONTENT, CompartmentKind.THREAD])
    open_groups = Complaint.objects.exclude(state=ComplaintState.CLOSED).values("pk")
    yield from rows.filter(group__in=open_groups)


def _about(compartments: Iterable[Compartment], code: str) -> list[VaultFault]:
    return [VaultFault(code, str(compartment.pk), compartment.group) for compartment in compartments]


def _waited_for(rows: QuerySet[RegrantDue], code: str) -> list[VaultFault]:
    """One fault a compartment, however many people wait for its key."""
    pairs = rows.order_by("compartment").values_list("compartment", "complaint").distinct()
    return [VaultFault(code, str(compartment), complaint) for compartment, complaint in pairs]


def _case_of(compartment_id: UUID) -> UUID | None:
    return Compartment.objects.filter(pk=compartment_id).values_list("group", flat=True).first()


def _working_days_before(at: datetime) -> datetime:
    """The moment LONGEST_REKEY_WAIT working days before `at`."""
    day, left = timezone.localdate(at), LONGEST_REKEY_WAIT
    days_off = days_off_between(day - timedelta(days=60), day)
    moment = at
    while left:
        moment -= timedelta(days=1)
        day -= timedelta(days=1)
        left -= is_workday(day, days_off)
    return moment
