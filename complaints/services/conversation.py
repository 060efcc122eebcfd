"""The conversation with the reporter: both sides write into the compartment that the receipt opens."""

import uuid
from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.actors import Actor
from foundation.audit.services import record
from foundation.vault.keys import Keys
from foundation.vault.sealing import seal

from complaints import events
from complaints.enums import Direction
from complaints.models import Complaint, Message


class EmptyMessage(ValueError):
    """Nothing was written."""


@transaction.atomic
def post_message(complaint: Complaint, text: str, *, once: uuid.UUID, keys: Keys, by: User | None, at: datetime) -> Message:
    """Store one message; `by` None is the reporter. Sending the same form twice (`once`) stores one message.

    Raises EmptyMessage, and vault.NoAccess when `keys` do not open the conversation.
    """
    if not text.strip():
        raise EmptyMessage
    existing = Message.objects.filter(once=once, complaint=complaint).first()
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
    record("message.posted", complaint, by=by or Actor.REPORTER, at=at, detail={"message": str(message.pk), "direction": str(message.direction)})
    events.message_posted.send(sender=Message, complaint=complaint, message=message, at=at)
    return message


@transaction.atomic
def ask_protection(complaint: Complaint, words: str, *, at: datetime) -> None:
    """Note the reporter's wish for protection (Pasal 11, 13(1)); the room `protection` seals the words to its officers."""
    if not words.strip():
        raise EmptyMessage
    record("protection.asked", complaint, by=Actor.REPORTER, at=at)
    events.protection_asked.send(sender=Complaint, complaint=complaint, keys=None, words=words, at=at)
