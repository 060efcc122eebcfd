"""Registers what a person brings to an officer's own desk (channel g), once, however often the form is sent."""

import hmac
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from channels.enums import Way
from channels.models import Channel, Intake
from channels.queries import channel_of
from channels.services.evidence import discard_all
from channels.services.intake import take_in
from channels.services.receipts import Receipt, receipt_again, receipt_of
from complaints.models import Complaint
from complaints.services.people import NobodyCanReceive
from complaints.services.register import NewComplaint
from foundation.accounts.models import User
from foundation.vault.codes import code_of, derive
from foundation.vault.errors import VaultError
from foundation.vault.server_keys import hmac as keyed

REFUSALS = (NobodyCanReceive, VaultError, IntegrityError)
"""Raised before anything is committed, or by a commit that the database itself refused: surely nothing was stored."""


@dataclass(frozen=True)
class DeskReceipt:
    """A receipt and the code it is handed over with. `code_was_used`: the form's own code opens something else already."""

    receipt: Receipt
    code: str = field(repr=False)
    complaint: Complaint
    code_was_used: bool = False


def register_at_desk(new: NewComplaint, *, identity_seen: bool, facts: dict[str, Any], by: User, at: datetime) -> DeskReceipt:
    """Register a complaint told at the desk of `by`, under the receipt code that was drawn when its form was shown.

    A second send of the same words and files gives the same receipt. Other words under a code that is used already (the
    form of the person before, an entry put right) are another complaint with a code of its own, which the same words get
    again. `facts`: what else was noted at receipt, sealed ("late_reason", "place"). Files that a refused or repeated send
    brought leave the disk. Raises what `take_in` raises.
    """
    channel = channel_of(Way.OFFICER, on=timezone.localdate(new.received_at))
    told = _told(new, identity_seen=identity_seen, facts=facts, by=by)
    mark = keyed("desk.entry", told)
    own = replace(new, receipt_code=_code_for(new.receipt_code, told, mark, by))
    used = own.receipt_code != new.receipt_code
    known = _registered(own.receipt_code)
    if known is not None:
        return _again(known, own, channel, used=used, by=by)
    try:
        registered = take_in(own, channel=channel, by=by, at=at, identity_seen=identity_seen, facts=facts, entry_digest=mark)
    except REFUSALS as refusal:
        if isinstance(refusal, IntegrityError) and _registered(own.receipt_code) is not None:
            # The other of two sends at the same moment was first: there is something under this code now.
            return register_at_desk(new, identity_seen=identity_seen, facts=facts, by=by, at=at)
        discard_all(new.files)
        raise
    return DeskReceipt(receipt_of(registered, channel, files=len(new.files)), own.receipt_code, registered.complaint, used)


def _again(known: Complaint, own: NewComplaint, channel: Channel, *, used: bool, by: User) -> DeskReceipt:
    """The receipt of what is stored; the files that came with it once more leave the disk."""
    discard_all(own.files)
    receipt = receipt_again(known, channel, files=known.attachments.filter(uploaded_by=by).count())
    return DeskReceipt(receipt, own.receipt_code, known, used)


def _code_for(shown: str, told: bytes, mark: bytes, by: User) -> str:
    """The code the form was shown with, unless something else stands under it: then one that follows from what was told.

    It follows from the shown code, too, which is stored nowhere, so neither the database nor the server's key gives it away.
    """
    known = _registered(shown)
    if known is None or (known.registered_by_id == by.pk and _is_marked(known, mark)):
        return shown
    return code_of(keyed("desk.code", told))


def _is_marked(known: Complaint, mark: bytes) -> bool:
    stored = Intake.objects.filter(complaint=known).values_list("entry_digest", flat=True).first()
    return stored is not None and hmac.compare_digest(bytes(stored), mark)


def _registered(code: str) -> Complaint | None:
    """What is registered under this receipt code."""
    return Complaint.objects.filter(reporter_holder__lookup=derive(code, "receipt").lookup).first()


def _told(new: NewComplaint, *, identity_seen: bool, facts: dict[str, Any], by: User) -> bytes:
    """All that was entered and by whom, with the code the form was shown with, in one way of writing; of a file its name and SHA-256.

    The code makes the mark of it worthless to whoever tries out guesses.
    """
    told = asdict(replace(new, files=(), violation_type=None))
    told |= {"files": [[file.name, file.stored.sha256] for file in new.files]}
    told |= {"identity_seen": identity_seen, "facts": facts, "by": by.pk}
    return json.dumps(told, sort_keys=True, default=str).encode("ascii")
