"""Opens a reporter's identity for one person and a while: asked with a reason, approved by a custodian, recorded when opened (Pasal 15)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints.enums import IdentityRequestState
from complaints.models import Complaint, IdentityOpening, IdentityRequest
from complaints.queries.custody import custodians_of
from complaints.queries.identity import opening_in_force, request_in_force
from complaints.queries.visibility import identity_kept_by
from complaints.rules.confidentiality import (
    OPEN_DAYS,
    CannotAsk,
    CannotDecide,
    may_renew_receipt,
    shown_until,
    why_not_asked,
    why_not_decided,
)
from foundation.accounts.enums import NoticeKind
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.accounts.services.notices import notify
from foundation.audit.services import record
from foundation.vault.compartments import grant
from foundation.vault.keys import Keys
from foundation.vault.models import Compartment
from foundation.vault.queries import grants_in_force
from foundation.vault.sealing import drop, open_sealed


class NotAsked(Exception):
    """The identity can't be asked for; `why` says which rule refused."""

    def __init__(self, why: CannotAsk) -> None:
        self.why = why
        super().__init__(why.value)


class NotDecided(Exception):
    """The request can't be decided so; `why` says which rule refused."""

    def __init__(self, why: CannotDecide) -> None:
        self.why = why
        super().__init__(why.value)


class StillClosed(Exception):
    """No approval in force opens this identity for this person."""


class ReasonMissing(ValueError):
    """An identity is asked for, and refused, with a reason; none was given."""


@dataclass(frozen=True)
class Shown:
    """An opened identity as told by the reporter, and the moment it is hidden again. Never printed, kept nowhere."""

    until: datetime
    reporter: dict[str, Any]

    def __repr__(self) -> str:
        """Only that something is shown."""
        return f"<Shown until {self.until}>"


@transaction.atomic
def ask_identity(complaint: Complaint, reason: str, *, by: User, at: datetime) -> IdentityRequest:
    """Ask for the reporter's identity; `by` holds the case. The reason is dropped where its custodians alone read it.

    They are told that something waits. Raises ReasonMissing, NotAsked.
    """
    if not reason.strip():
        raise ReasonMissing
    asked = IdentityRequest(complaint=complaint, identity=complaint.identity, content=complaint.content, asked_by=by, asked_at=at)
    # The drop locks the compartment, so that of two simultaneous askings the second sees the first.
    drop(asked, "reason", {"words": reason})
    custodians = list(custodians_of(complaint, at=at))
    why = _why_not_asked(complaint, custodians, by=by, at=at)
    if why is not None:
        raise NotAsked(why)
    asked.save(force_insert=True)
    record("identity.asked", complaint, by=by, at=at, detail={"request": str(asked.pk)})
    for custodian in custodians:
        notify(custodian, kind=NoticeKind.ATTENTION, key=f"identity:{asked.pk}:asked:{custodian.pk}", at=at)
    return asked


def _why_not_asked(complaint: Complaint, custodians: list[User], *, by: User, at: datetime) -> CannotAsk | None:
    keeps = grants_in_force(at=at).filter(compartment=complaint.identity_id, holder=by.holder_id, expires_at__isnull=True)
    return why_not_asked(
        sealed=complaint.reporter is not None,
        keeps=keeps.exists(),
        has_custodian=bool(custodians),
        waits=complaint.identity_requests.filter(asked_by=by, state=IdentityRequestState.WAITING).exists(),
        is_open=request_in_force(complaint, by, at=at) is not None,
    )


@transaction.atomic
def approve_identity(request: IdentityRequest, *, days: int, keys: Keys, by: User, at: datetime) -> IdentityRequest:
    """A custodian opens the identity for the asker alone, for one of OPEN_DAYS: the key is sealed to him with its end.

    Raises NotDecided, vault.NoAccess when `keys` do not open it, vault.Excluded for an asker who is walled.
    """
    if days not in OPEN_DAYS:
        raise NotDecided(CannotDecide.NO_SUCH_TERM)
    # In the order in which whoever takes a case away locks.
    Compartment.objects.select_for_update().only("pk").get(pk=request.identity_id)
    locked = _locked(request, by=by, at=at)
    asker, expires_at = locked.asked_by, at + timedelta(days=days)
    if asker.holder is None or not roles_of(asker, on=timezone.localdate(at)):
        raise NotDecided(CannotDecide.ASKER_LEFT)
    holds_case = grants_in_force(at=at).filter(compartment=locked.content_id, holder=asker.holder_id)
    if not holds_case.exists():
        raise NotDecided(CannotDecide.ASKER_LEFT)
    grant(locked.identity, asker.holder, keys=keys, by=by.pk, reason="identity_request", at=at, expires_at=expires_at)
    _decide(locked, IdentityRequestState.APPROVED, by=by, at=at, expires_at=expires_at)
    detail = {"request": str(locked.pk), "user": str(asker.pk), "expires_at": expires_at}
    record("identity.approved", locked.complaint, by=by, at=at, detail=detail)
    return locked


@transaction.atomic
def refuse_identity(request: IdentityRequest, reason: str, *, by: User, at: datetime) -> IdentityRequest:
    """A custodian refuses; the reason is dropped into the contents, where the asker reads it and the custodian does not.

    Raises ReasonMissing, NotDecided.
    """
    if not reason.strip():
        raise ReasonMissing
    drop(request, "refusal", {"words": reason})
    locked = _locked(request, by=by, at=at)
    _decide(locked, IdentityRequestState.REFUSED, by=by, at=at, refusal=request.refusal)
    record("identity.refused", locked.complaint, by=by, at=at, detail={"request": str(locked.pk), "user": str(locked.asked_by_id)})
    return locked


@transaction.atomic
def open_identity(complaint: Complaint, *, keys: Keys, by: User, at: datetime) -> IdentityOpening:
    """The approved person opens the identity for some minutes; each opening is an entry of the log that the case shows.

    While an opening still shows it, opening again is that one. Raises StillClosed without an approval and a key in force at `at`.
    """
    approved = request_in_force(complaint, by, at=at)
    if approved is None:
        raise StillClosed
    return _open(complaint, approved, keys=keys, by=by, at=at)


@transaction.atomic
def open_as_custodian(complaint: Complaint, *, keys: Keys, by: User, at: datetime) -> IdentityOpening:
    """A custodian opens the name he keeps, to compare a person with it; recorded like every opening.

    Raises StillClosed, also where no name was given that could be compared.
    """
    comparable = may_renew_receipt(named=complaint.reporter_named, sealed=complaint.reporter is not None)
    if not comparable or not _keeps(complaint, by, at=at):
        raise StillClosed
    return _open(complaint, None, keys=keys, by=by, at=at)


def shown_identity(complaint: Complaint, *, keys: Keys, by: User, at: datetime) -> Shown | None:
    """What the last opening of the approved person still shows at `at`; None once it is over."""
    approved = request_in_force(complaint, by, at=at)
    return _shown(complaint, approved, keys=keys, by=by, at=at) if approved else None


def shown_to_custodian(complaint: Complaint, *, keys: Keys, by: User, at: datetime) -> Shown | None:
    """What the last opening of a custodian still shows at `at`."""
    return _shown(complaint, None, keys=keys, by=by, at=at) if _keeps(complaint, by, at=at) else None


def _locked(request: IdentityRequest, *, by: User, at: datetime) -> IdentityRequest:
    """The request, locked, when this person may decide it."""
    rows = IdentityRequest.objects.select_for_update(of=("self",)).select_related("complaint", "identity", "asked_by__holder")
    locked = rows.get(pk=request.pk)
    waits, own = locked.state == IdentityRequestState.WAITING, locked.asked_by_id == by.pk
    why = why_not_decided(waits=waits, own=own, keeps=_keeps(locked.complaint, by, at=at))
    if why is not None:
        raise NotDecided(why)
    return locked


def _keeps(complaint: Complaint, user: User, *, at: datetime) -> bool:
    return identity_kept_by(user, roles_of(user, on=timezone.localdate(at)), at=at).filter(pk=complaint.pk).exists()


def _decide(request: IdentityRequest, state: IdentityRequestState, *, by: User, at: datetime, **fields: Any) -> None:
    for name, value in {"state": state, "decided_by": by, "decided_at": at, **fields}.items():
        setattr(request, name, value)
    request.save(update_fields=["state", "decided_by", "decided_at", *fields])
    asker = request.asked_by
    notify(asker, kind=NoticeKind.ATTENTION, key=f"identity:{request.pk}:decided:{asker.pk}", at=at)


def _open(complaint: Complaint, request: IdentityRequest | None, *, keys: Keys, by: User, at: datetime) -> IdentityOpening:
    if not keys.can_open(complaint.identity):
        raise StillClosed
    # A button pressed twice is one opening.
    Compartment.objects.select_for_update().only("pk").get(pk=complaint.identity_id)
    still = opening_in_force(complaint, by, request, at=at)
    if still is not None:
        return still
    opening = IdentityOpening.objects.create(complaint=complaint, request=request, opened_by=by, opened_at=at)
    why = {"request": str(request.pk)} if request else {"purpose": "verification"}
    record("identity.opened", complaint, by=by, at=at, detail={"opening": str(opening.pk), **why})
    return opening


def _shown(complaint: Complaint, request: IdentityRequest | None, *, keys: Keys, by: User, at: datetime) -> Shown | None:
    opening = opening_in_force(complaint, by, request, at=at)
    if opening is None or not keys.can_open(complaint.identity):
        return None
    until = shown_until(opening.opened_at, expires_at=request.expires_at if request else None)
    return Shown(until, open_sealed(complaint, "reporter", keys) or {})
