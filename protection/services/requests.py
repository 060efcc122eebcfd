"""Keeps a reporter's wish for protection and tells the protection officers that one waits."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from complaints.models import Complaint
from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.queries import users_with
from foundation.accounts.services.notices import notify
from foundation.audit.actors import Actor
from foundation.audit.services import record
from foundation.vault.compartments import rekey, settle_drops
from foundation.vault.keys import Keys
from foundation.vault.models import Compartment, Grant, RekeyDue
from foundation.vault.sealing import drop, open_sealed
from protection.models import ProtectionCase, ProtectionRequest


@transaction.atomic
def note_request(complaint: Complaint, words: str, *, at: datetime) -> ProtectionRequest:
    """Drop the words into the compartment `safety` of the case (no key is needed) and notify those who can open it.

    Raises ValueError when the complaint has no compartment `safety` yet.
    """
    if complaint.safety is None:
        raise ValueError("a wish for protection needs the compartment safety")
    case, _ = ProtectionCase.objects.get_or_create(complaint=complaint, defaults={"asked_at": at})
    request = ProtectionRequest(case=case, safety=complaint.safety, asked_at=at)
    drop(request, "words", {"text": words})
    request.save(force_insert=True)
    record("protection.request_kept", case, by=Actor.REPORTER, at=at, detail={"request": str(request.pk)})
    holders = Grant.objects.filter(compartment=complaint.safety).values("holder_id")
    for officer in users_with(Role.PROTECTION_OFFICER, on=timezone.localdate(at)).filter(holder_id__in=holders):
        notify(officer, kind=NoticeKind.ATTENTION, key=f"protection:{request.pk}:{officer.pk}", at=at)
    return request


@transaction.atomic
def opened(requests: QuerySet[ProtectionRequest], *, keys: Keys, at: datetime) -> list[tuple[ProtectionRequest, str]]:
    """Each wish with its words, opened with the reader's keys.

    What an opening owes is done first: new keys where somebody was shut out, and drops sealed under the compartment's own key.
    """
    rows = list(requests)
    keys.preload([row.safety for row in rows])
    if _tend({row.safety_id: row.safety for row in rows}.values(), keys=keys, at=at):
        rows = list(requests.all())
    return [(row, (open_sealed(row, "words", keys) or {}).get("text", "")) for row in rows]


def _tend(compartments: Iterable[Compartment], *, keys: Keys, at: datetime) -> bool:
    """Whether anything was sealed anew, so that rows must be read again."""
    changed = False
    mine = [compartment for compartment in compartments if keys.can_open(compartment)]
    due = set(RekeyDue.objects.filter(compartment__in=[compartment.pk for compartment in mine]).values_list("compartment_id", flat=True))
    for compartment in mine:
        if compartment.pk in due:
            rekey(compartment, keys=keys, at=at)
            changed = True
        elif compartment.has_drops:
            changed = bool(settle_drops(compartment, keys=keys)) or changed
    return changed
