"""The conversation with the reporter: both sides write into the compartment that the receipt opens."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from complaints import events
from complaints.enums import Direction
from complaints.models import Complaint, Message
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import users_with
from foundation.audit.actors import Actor
from foundation.audit.services import record
from foundation.vault.compartments import create_compartment
from foundation.vault.enums import CompartmentKind
from foundation.vault.keys import Keys
from foundation.vault.models import Exclusion
from foundation.vault.sealing import open_sealed, seal
from foundation.vault.server_keys import hmac as keyed


class EmptyMessage(ValueError):
    """Nothing was written."""


@transaction.atomic
def post_message(complaint: Complaint, text: str, *, once: uuid.UUID, keys: Keys, by: User | None, at: datetime) -> Message:
    """Store one message; `by` None is the reporter. Sending the same form twice (`once`) stores one message.

    Other words under the same `once` are another message: somebody went back, wrote on and sent again.
    Raises EmptyMessage, and vault.NoAccess when `keys` do not open the conversation.
    """
    if not text.strip():
        raise EmptyMessage
    # The lock lets the second of two simultaneous sends find the message of the first.
    Complaint.objects.select_for_update().only("pk").get(pk=complaint.pk)
    existing = _sent_as(once)
    if existing is not None and not _is(existing, complaint, text, keys):
        once = _once_for(once, text, complaint)
        existing = _sent_as(once)
    if existing is not None:
        return existing
    message = Message(
        complaint=complaint,
        thread=complaint.thread,
        direction=Direction.TO_REPORTER if by else Direction.FROM_REPORTER,
        sent_at=at,
        sent_by=by,
        once=once,
    )
    seal(message, "body", {"text": text}, keys)
    message.save(force_insert=True)
    record(
        "message.posted",
        complaint,
        by=by or Actor.REPORTER,
        at=at,
        detail={"message": str(message.pk), "direction": str(message.direction)},
    )
    events.message_posted.send(sender=Message, complaint=complaint, message=message, at=at)
    return message


def _once_for(once: uuid.UUID, text: str, complaint: Complaint) -> uuid.UUID:
    """What takes the place of a form's `once` that stands for other words already; the same for the same words.

    Keyed by the server, so that a stolen database lets nobody try out what the words were.
    """
    told = once.bytes + complaint.pk.bytes + text.encode("utf-8", "surrogatepass")
    return uuid.UUID(bytes=keyed("message.once", told)[:16])


def _sent_as(once: uuid.UUID) -> Message | None:
    return Message.objects.filter(once=once).select_related("thread").first()


def _is(message: Message, complaint: Complaint, text: str, keys: Keys) -> bool:
    """Whether these words stand in this conversation."""
    return message.complaint_id == complaint.pk and (open_sealed(message, "body", keys) or {}).get("text") == text


@transaction.atomic
def ask_protection(complaint: Complaint, words: str, *, at: datetime) -> None:
    """Pass on the reporter's wish for protection (Pasal 11, 13(1)); the room `protection` keeps the words.

    Makes the compartment `safety` of the case on the first wish, sealed to the protection officers and never to the team.
    Raises EmptyMessage.
    """
    if not words.strip():
        raise EmptyMessage
    locked = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if locked.safety_id is None:
        officers = users_with(Role.PROTECTION_OFFICER, on=timezone.localdate(at)).select_related("holder")
        barred = set(Exclusion.objects.filter(group=complaint.pk).values_list("holder_id", flat=True))
        holders = [user.holder for user in officers if user.holder and user.holder_id not in barred]
        opened = create_compartment(CompartmentKind.SAFETY, group=complaint.pk, holders=holders, by=None, reason="protection", at=at)
        locked.safety = opened.compartment
        locked.save(update_fields=["safety"])
    complaint.safety = locked.safety
    record("protection.asked", complaint, by=Actor.REPORTER, at=at)
    events.protection_asked.send(sender=Complaint, complaint=complaint, words=words, at=at)
