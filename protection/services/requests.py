"""Keeps a reporter's wish for protection and tells the protection officers that one waits."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from complaints.models import Complaint
from foundation.accounts.enums import NoticeKind, Role
from foundation.accounts.queries import users_with
from foundation.accounts.services.notices import notify
from foundation.audit.actors import Actor
from foundation.audit.services import record
from foundation.vault.compartments import settle_drops
from foundation.vault.keys import Keys
from foundation.vault.models import Grant
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
def opened(requests: Iterable[ProtectionRequest], *, keys: Keys) -> list[tuple[ProtectionRequest, str]]:
    """Each wish with its words, opened with the reader's keys; what was dropped in is sealed under its own key on the way."""
    rows = list(requests)
    keys.preload([row.safety for row in rows])
    waiting = {row.safety_id: row.safety for row in rows if row.safety.has_drops and keys.can_open(row.safety)}
    for compartment in waiting.values():
        settle_drops(compartment, keys=keys)
    for row in rows:
        if row.safety_id in waiting:
            row.refresh_from_db(fields=["words"])
    return [(row, (open_sealed(row, "words", keys) or {}).get("text", "")) for row in rows]
