"""The nightly proof that no case can be lost and no seal is stale; needs no key (Pasal 15)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from complaints.enums import ComplaintState
from complaints.models import Attachment, Complaint
from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.models import User
from foundation.accounts.queries import users_with
from foundation.accounts.services.notices import notify
from foundation.audit.services import verify
from foundation.vault import queries as vault
from foundation.vault.enums import CompartmentKind
from foundation.vault.models import Compartment, Grant
from foundation.workdays.arithmetic import is_workday
from foundation.workdays.queries import days_off_between

FEWEST_READERS = 2
LONGEST_REKEY_WAIT = 3
"""Working days a compartment may wait for its new epoch."""


@dataclass(frozen=True)
class VaultFault:
    """One thing that is not as it must be: a code, the compartment or file concerned, the case if there is one."""

    code: str
    subject: str
    complaint: UUID | None = None


def check_vault(*, at: datetime) -> list[VaultFault]:
    """Every fault of the vault at `at` (aware), the gravest first; an empty list is the proof.

    Identities that wait for a new epoch are left out: no page of this release opens one, so nobody could end the alarm.
    """
    found: list[VaultFault] = []
    found += [VaultFault("trigger_missing", name) for name in vault.missing_triggers()]
    found += _about(vault.without_recovery_seal(), "no_recovery_seal")
    found += _about(_thinly_held(), "fewer_than_two_readers")
    found += [VaultFault("sealed_at_past_epoch", f"{cell.tag}:{cell.row}", _case_of(cell.compartment)) for cell in vault.of_a_past_epoch()]
    found += list(_missing_files())
    overdue = [due.compartment_id for due in vault.rekeys_older_than(_working_days_before(at))]
    found += _about(Compartment.objects.filter(pk__in=overdue).exclude(kind=CompartmentKind.IDENTITY), "rekey_overdue")
    return found


def check_log(*, at: datetime) -> list[VaultFault]:
    """What is wrong with the log of who did what, as faults that can be alarmed; an empty list is the proof."""
    return [VaultFault(f"log_{fault.code}", str(fault.target_id or fault.trigger or fault.checkpoint or "")) for fault in verify(at)]


def alarm(faults: Iterable[VaultFault], *, at: datetime) -> int:
    """Tell the Inspektur, or for a case walled from him its holders, that something is wrong; returns how many people."""
    today = timezone.localdate(at)
    told: set[UUID] = set()
    for fault in faults:
        for user in _people_to_tell(fault, at=at):
            if user.pk not in told:
                notify(user, kind=NoticeKind.ALARM, key=f"vault:{today.isoformat()}:{user.pk}", at=at)
                told.add(user.pk)
    return len(told)


def _people_to_tell(fault: VaultFault, *, at: datetime) -> list[User]:
    on = timezone.localdate(at)
    inspectors = users_with(Role.INSPECTOR, Role.DEPUTY_INSPECTOR, on=on)
    if fault.complaint is None:
        return list(inspectors)
    holders = Grant.objects.filter(compartment__group=fault.complaint, compartment__kind=CompartmentKind.CONTENT).values("holder_id")
    entitled = list(inspectors.filter(holder_id__in=holders))
    return entitled or list(User.objects.filter(holder_id__in=holders, ended_on__isnull=True))


def _thinly_held() -> Iterator[Compartment]:
    """Contents and conversations of cases not closed that fewer than two people in office can open."""
    rows = vault.with_fewer_readers_than(FEWEST_READERS).filter(kind__in=[CompartmentKind.CONTENT, CompartmentKind.THREAD])
    open_groups = Complaint.objects.exclude(state=ComplaintState.CLOSED).values("pk")
    yield from rows.filter(group__in=open_groups)


def _about(compartments: Iterable[Compartment], code: str) -> list[VaultFault]:
    return [VaultFault(code, str(compartment.pk), compartment.group) for compartment in compartments]


def _case_of(compartment_id: UUID) -> UUID | None:
    return Compartment.objects.filter(pk=compartment_id).values_list("group", flat=True).first()


def _missing_files() -> Iterator[VaultFault]:
    """Files that rows name and the disk does not hold."""
    on_disk = set(vault.stored_file_names())
    for name, complaint in Attachment.objects.values_list("stored_name", "complaint_id").iterator():
        if name not in on_disk:
            yield VaultFault("file_missing", name, complaint)


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
