"""Registers what a person brings to an officer's own desk (channel g), once, however often the form is sent."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from channels.enums import Way
from channels.queries import channel_of
from channels.services.evidence import discard_all
from channels.services.intake import take_in
from channels.services.receipts import Receipt, receipt_again, receipt_of
from complaints.models import Complaint
from complaints.services.register import NewComplaint
from foundation.accounts.models import User
from foundation.vault.codes import derive


def register_at_desk(new: NewComplaint, *, identity_seen: bool, facts: dict[str, Any], by: User, at: datetime) -> Receipt:
    """Register a complaint told at the desk of `by`; its receipt code, drawn when the form was shown, makes a second send harmless.

    `facts`: what else was noted at receipt, sealed ("late_reason", "place"). The files of a refused or repeated send are
    taken off the disk. Raises what `take_in` raises.
    """
    channel = channel_of(Way.OFFICER, on=timezone.localdate(new.received_at))
    known = _registered(new.receipt_code, by)
    if known is None:
        try:
            registered = take_in(new, channel=channel, by=by, at=at, identity_seen=identity_seen, facts=facts)
            return receipt_of(registered, channel, files=len(new.files))
        except IntegrityError:
            known = _registered(new.receipt_code, by)
            if known is None:
                discard_all(new.files)
                raise
        except BaseException:
            discard_all(new.files)
            raise
    discard_all(new.files)
    return receipt_again(known, channel, files=known.attachments.filter(uploaded_by=by).count())


def _registered(code: str, by: User) -> Complaint | None:
    """What this officer registered under this receipt code already."""
    return Complaint.objects.filter(reporter_holder__lookup=derive(code, "receipt").lookup, registered_by=by).first()
