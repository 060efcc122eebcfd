"""A new receipt code for a reporter who lost the old one: verified by a custodian, brought into force by the next opening of the case."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints.enums import Verification
from complaints.models import Complaint, ReceiptRenewal
from complaints.permissions import DECIDING_ROLES
from complaints.queries.identity import WAITING_RENEWAL
from complaints.queries.visibility import identity_kept_by
from complaints.rules.confidentiality import may_renew_receipt
from foundation.accounts.enums import NoticeKind
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of, users_with
from foundation.accounts.services.notices import notify
from foundation.audit.services import record
from foundation.vault.codes import derive
from foundation.vault.compartments import grant, shut
from foundation.vault.holders import end_holder, make_reporter_holder
from foundation.vault.keys import Keys
from foundation.vault.models import Compartment, Holder
from foundation.vault.queries import grants_in_force
from foundation.vault.sealing import seal


class NotRenewable(Exception):
    """No name was given that could be compared, so a lost code is final; or this person does not keep the identity."""


class FactsMissing(ValueError):
    """How the person was verified has to be written down."""


class CodeTaken(Exception):
    """This code stands for another receipt already; a new one must be drawn."""


@transaction.atomic
def renew_receipt(complaint: Complaint, way: Verification, facts: str, *, code: str, keys: Keys, by: User, at: datetime) -> ReceiptRenewal:
    """Note that `by`, a custodian of this case, verified the reporter, and prepare `code` as the new receipt code.

    Nothing of the code is stored but the public half it derives. It opens nothing until `bring_into_force`. `facts` are
    sealed for the custodians. The same code sent again is the same renewal; another one takes the place of one that waits.
    Raises NotRenewable, FactsMissing, CodeTaken, vault.BadCode and vault.NoAccess.
    """
    if not facts.strip():
        raise FactsMissing
    # Two sendings of one form wait for each other here.
    Compartment.objects.select_for_update().only("pk").get(pk=complaint.identity_id)
    known = complaint.receipt_renewals.filter(holder__lookup=derive(code, "receipt").lookup, verified_by=by).first()
    if known is not None:
        return known
    kept = identity_kept_by(by, roles_of(by, on=timezone.localdate(at)), at=at).filter(pk=complaint.pk)
    if not may_renew_receipt(named=complaint.reporter_named, sealed=complaint.reporter is not None) or not kept.exists():
        raise NotRenewable
    for waits in complaint.receipt_renewals.select_for_update(of=("self",)).filter(WAITING_RENEWAL).select_related("holder"):
        end_holder(waits.holder, at=at)
        ReceiptRenewal.objects.filter(pk=waits.pk).update(replaced_at=at)
    made = ReceiptRenewal(
        complaint=complaint,
        identity=complaint.identity,
        holder=_holder(code, at=at),
        way=way,
        verified_by=by,
        verified_at=at,
    )
    seal(made, "facts", {"words": facts}, keys)
    made.save(force_insert=True)
    record("receipt.verified", complaint, by=by, at=at, detail={"renewal": str(made.pk), "way": str(way)})
    for user in _people_to_tell(complaint, at=at):
        notify(user, kind=NoticeKind.ATTENTION, key=f"receipt:{made.pk}:{user.pk}", at=at)
    return made


def bring_into_force(complaint: Complaint, *, keys: Keys, at: datetime) -> bool:
    """Grant the conversation to a renewed receipt that waits, and end the lost one; whether there was one. Called by every opening.

    Does nothing for who does not hold the conversation. `complaint.thread` then waits for its new epoch.
    """
    waits = complaint.receipt_renewals.select_for_update(of=("self",)).filter(WAITING_RENEWAL).select_related("holder").first()
    if waits is None or not keys.can_open(complaint.thread):
        return False
    grant(complaint.thread, waits.holder, keys=keys, by=waits.verified_by_id, reason="verified", at=at)
    lost = Complaint.objects.select_for_update(of=("self",)).select_related("reporter_holder").get(pk=complaint.pk).reporter_holder
    if lost is not None:
        shut(complaint.thread, lost, by=waits.verified_by_id, reason="receipt_lost", at=at)
        end_holder(lost, at=at)
    Complaint.objects.filter(pk=complaint.pk).update(reporter_holder=waits.holder)
    ReceiptRenewal.objects.filter(pk=waits.pk).update(in_force_at=at)
    record("receipt.renewed", complaint, by=None, at=at, detail={"renewal": str(waits.pk)})
    return True


def _holder(code: str, *, at: datetime) -> Holder:
    try:
        with transaction.atomic():
            return make_reporter_holder(code, at=at)
    except IntegrityError:
        raise CodeTaken from None


def _people_to_tell(complaint: Complaint, *, at: datetime) -> list[User]:
    """Who decides the case and can open it: the Inspektur line, or who stands in its place; else everybody who holds it."""
    held = grants_in_force(at=at).filter(compartment=complaint.content_id).values("holder_id")
    deciding = list(users_with(*DECIDING_ROLES, on=timezone.localdate(at)).filter(holder_id__in=held))
    return deciding or list(User.objects.filter(holder_id__in=held, ended_on__isnull=True))
