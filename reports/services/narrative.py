"""Letter c of the report: written by the Inspektur line, sealed, as the paper is, for it and for the Walikota."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.queries import users_with
from foundation.audit.services import record
from foundation.vault.compartments import create_compartment, grant, shut
from foundation.vault.enums import CompartmentKind, HolderKind
from foundation.vault.keys import Keys
from foundation.vault.models import Grant, Holder, RekeyDue
from foundation.vault.rekeying import rekey
from foundation.vault.sealing import seal
from reports.models import MonthlyReport
from reports.permissions import READERS_OF_NARRATIVE

REASON = "report"


class AlreadyApproved(Exception):
    """The report is approved; its words change by a correction only."""


class EditedMeanwhile(Exception):
    """Somebody else saved letter c since it was read; both texts must be shown and kept."""


@transaction.atomic
def save_narrative(report: MonthlyReport, text: str, *, version: int, keys: Keys, by: User, at: datetime) -> MonthlyReport:
    """Keep the words of letter c; an empty text takes them away.

    `version` is what the writer saw. Raises EditedMeanwhile, AlreadyApproved, and vault.NoAccess when `keys` do not open
    what is there, vault.NoRecoveryKey when nothing can be sealed.
    """
    report = MonthlyReport.objects.select_for_update(of=("self",)).select_related("compartment").get(pk=report.pk)
    if report.is_approved:
        raise AlreadyApproved
    if report.version != version:
        raise EditedMeanwhile
    _seal(report, text.strip(), keys=keys, by=by, at=at)
    report.version += 1
    report.save(update_fields=["compartment", "narrative", "version"])
    record("report.narrative_saved", report, by=by, at=at, detail={"version": report.version})
    return report


def _seal(report: MonthlyReport, text: str, *, keys: Keys, by: User, at: datetime) -> None:
    if report.compartment is not None or text:
        keys = made_readable(report, keys=keys, by=by, at=at)
        seal(report, "narrative", {"text": text} if text else None, keys)


def made_readable(report: MonthlyReport, *, keys: Keys, by: User, at: datetime) -> Keys:
    """Keys of the report's compartment, made now when it has none, else tended; the caller saves `report.compartment`.

    Raises vault.NoRecoveryKey when nothing can be sealed.
    """
    if report.compartment is not None:
        tend(report, keys=keys, by=by, at=at)
        return keys
    opened = create_compartment(CompartmentKind.REPORT, group=report.pk, holders=readers(at=at), by=by.pk, reason=REASON, at=at)
    report.compartment = opened.compartment
    return opened


@transaction.atomic
def tend(report: MonthlyReport, *, keys: Keys, by: User, at: datetime) -> bool:
    """Let exactly those read letter c who hold the offices today; returns whether anything had to change.

    Called with the keys of somebody who can open it; others change nothing.
    """
    compartment = report.compartment
    if compartment is None or not keys.can_open(compartment):
        return False
    entitled = {holder.pk: holder for holder in readers(at=at)}
    held = Grant.objects.filter(compartment=compartment, epoch=compartment.epoch, holder__kind=HolderKind.STAFF)
    granted = {row.holder_id: row.holder for row in held.select_related("holder")}
    joining, leaving = set(entitled) - set(granted), set(granted) - set(entitled)
    for holder_id in joining:
        grant(compartment, entitled[holder_id], keys=keys, by=by.pk, reason=REASON, at=at)
    for holder_id in leaving:
        shut(compartment, granted[holder_id], by=by.pk, reason="left_office", at=at)
    # The institution's recovery key was replaced, or somebody lost the words otherwise.
    due = RekeyDue.objects.filter(compartment=compartment).exists()
    if due:
        rekey(compartment, keys=keys, at=at)
        report.refresh_from_db()
    if joining or leaving:
        record("report.readers_changed", report, by=by, at=at, detail={"joined": joining, "left": leaving})
    return bool(joining or due)


def readers(*, at: datetime) -> list[Holder]:
    """The key pairs of those who may read letter c at `at`."""
    people = users_with(*READERS_OF_NARRATIVE, on=timezone.localdate(at)).select_related("holder")
    return [person.holder for person in people if person.holder is not None]
