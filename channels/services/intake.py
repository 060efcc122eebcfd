"""The one door for everything that comes in: registers it and keeps how it came."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from channels.models import Channel, Intake
from channels.queries import channel_of
from complaints.services.register import NewComplaint, Registered, register
from foundation.accounts.models import User
from foundation.vault.sealing import drop


def take_in(
    new: NewComplaint,
    *,
    channel: Channel | str,
    by: User | None,
    at: datetime,
    identity_seen: bool | None = None,
    facts: dict[str, Any] | None = None,
    historical: bool = False,
    entry_digest: bytes | None = None,
) -> Registered:
    """Register one complaint that came by `channel` (a row or its code), and keep how it came; all of it or nothing.

    `by`: the officer at whose desk it arrived, None when the reporter or a machine brought it. `at`: moment of entry; the
    moment of receipt stands in `new`. `identity_seen`: whether the officer saw proof of identity. `facts` of the receipt
    that may tell about people are dropped sealed into the contents. `historical`: an old paper register being entered.
    `entry_digest`: 32 bytes that mark what was entered at a desk.
    Raises what `register` raises, and NoChannel for a way that was not open on the day of receipt.
    """
    with transaction.atomic():
        return registered_from(
            new,
            channel=channel,
            by=by,
            at=at,
            identity_seen=identity_seen,
            facts=facts,
            historical=historical,
            entry_digest=entry_digest,
        )


def registered_from(
    new: NewComplaint,
    *,
    channel: Channel | str,
    by: User | None,
    at: datetime,
    identity_seen: bool | None = None,
    facts: dict[str, Any] | None = None,
    historical: bool = False,
    entry_digest: bytes | None = None,
) -> Registered:
    """`take_in` inside a transaction that the caller holds, and that a refusal must end."""
    if isinstance(channel, str):
        channel = channel_of(channel, on=timezone.localdate(new.received_at))
    registered = register(replace(new, channel=channel.code, channel_letter=channel.letter), by=by, at=at)
    complaint = registered.complaint
    row = Intake(
        complaint=complaint,
        channel=channel,
        received_at=complaint.received_at,
        entered_at=at,
        entered_by=by,
        identity_seen=identity_seen,
        historical=historical,
        content=complaint.content,
        entry_digest=entry_digest,
    )
    if facts:
        drop(row, "facts", facts)
    row.save(force_insert=True)
    return registered
