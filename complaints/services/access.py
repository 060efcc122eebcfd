"""Who may open a case: sharing is the key grant, shutting takes it away and leaves new keys behind."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from complaints.models import Complaint, HandOverDue, RegrantDue
from complaints.queries.identity import WAITING_RENEWAL
from complaints.rules.key_work import WhyDropped
from complaints.services.identity_ends import take_back_identity
from complaints.services.receipt_renewal import bring_into_force
from complaints.services.regrants import forget_case
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.vault.compartments import grant, shut
from foundation.vault.keys import JoinedKeys, Keys, OpenedCompartment
from foundation.vault.models import Compartment, RekeyDue
from foundation.vault.rekeying import rekey, settle_drops


class NotShared(Exception):
    """The person cannot be given the case; the message says why, in Indonesian."""


def case_compartments(complaint: Complaint) -> list[Compartment]:
    """The two compartments that everyone who works on a case holds: contents and conversation."""
    return [complaint.content, complaint.thread]


@transaction.atomic
def share(
    complaint: Complaint,
    users: Iterable[User],
    *,
    keys: Keys,
    by: User | None,
    reason: str,
    at: datetime,
    parts: Sequence[Compartment] | None = None,
) -> None:
    """Give people the contents and the conversation of a case; the only writer of these grants after registration.

    `reason` is a short code; `by` is None where nobody signed in shares, as after a recovery; `parts`: of the two, what to give.
    Raises NotShared for somebody without a key pair and vault.Excluded for somebody walled.
    """
    wanted = case_compartments(complaint) if parts is None else list(parts)
    for user in users:
        if user.holder is None:
            raise NotShared("Pegawai ini belum memiliki kunci. Minta ia masuk dan membuat kata sandi terlebih dahulu.")
        for compartment in wanted:
            grant(compartment, user.holder, keys=keys, by=by.pk if by else None, reason=reason, at=at)
        RegrantDue.objects.filter(user=user, compartment__in=wanted).delete()
        record("complaint.shared", complaint, by=by, at=at, detail={"user": str(user.pk), "reason": reason})
    HandOverDue.objects.filter(complaint=complaint).delete()


@transaction.atomic
def shut_out(complaint: Complaint, users: Iterable[User], *, keys: Keys | None, by: User | None, reason: str, at: datetime) -> None:
    """Take the case away from people at once, an opened identity too (vault: shut, then re-key).

    The case gets new keys now when `keys` open it, else at the next opening.
    """
    held = keys_taken_out(complaint, keys) if keys is not None else None
    for user in users:
        forget_case(complaint, user, WhyDropped.RELEASED, by=by, at=at)
        if user.holder is None:
            continue
        for compartment in case_compartments(complaint):
            shut(compartment, user.holder, by=by.pk if by else None, reason=reason, at=at)
        take_back_identity(complaint, user, by=by, at=at)
        record("complaint.shut", complaint, by=by, at=at, detail={"user": str(user.pk), "reason": reason})
    if held is not None:
        work_off_rekeys(complaint, keys=held, at=at)


def keys_taken_out(complaint: Complaint, keys: Keys) -> Keys:
    """The keys of a case taken out before grants go, so that whoever shuts himself out can still leave new keys behind."""
    current = Compartment.objects.filter(pk__in=[compartment.pk for compartment in case_compartments(complaint)])
    return JoinedKeys(*(OpenedCompartment(compartment, keys.key(compartment)) for compartment in current if keys.can_open(compartment)))


@transaction.atomic
def work_off_rekeys(complaint: Complaint, *, keys: Keys, at: datetime) -> int:
    """Re-key the compartments of a case that are due and that `keys` open; returns how many. Called on every opening of a case."""
    done = 0
    for due in RekeyDue.objects.filter(compartment__group=complaint.pk).select_related("compartment"):
        if keys.can_open(due.compartment):
            rekey(due.compartment, keys=keys, at=at)
            done += 1
    if done:
        record("complaint.rekeyed", complaint, by=None, at=at, detail={"compartments": done})
    return done


def tend(complaint: Complaint, *, keys: Keys, at: datetime) -> bool:
    """What an opening owes a case: a renewed receipt brought into force, due re-keying, and drops turned into sealed values.

    Returns whether anything was sealed anew; rows read before must then be read again. Opens no transaction when nothing
    is owed, because on SQLite every transaction waits for the one write lock.
    """
    owes_rekey = RekeyDue.objects.filter(compartment__in=case_compartments(complaint)).exists()
    has_drops = any(compartment.has_drops for compartment in case_compartments(complaint))
    if not owes_rekey and not has_drops and not complaint.receipt_renewals.filter(WAITING_RENEWAL).exists():
        return False
    return _tend(complaint, keys=keys, at=at)


@transaction.atomic
def _tend(complaint: Complaint, *, keys: Keys, at: datetime) -> bool:
    changed = bring_into_force(complaint, keys=keys, at=at) + work_off_rekeys(complaint, keys=keys, at=at)
    for compartment in case_compartments(complaint):
        if compartment.has_drops and keys.can_open(compartment):
            changed += settle_drops(compartment, keys=keys)
    return bool(changed)
