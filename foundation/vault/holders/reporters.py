"""Key pairs that a receipt code derives: nothing is stored but the public half and the look-up id."""

import uuid
from datetime import datetime

from foundation.vault import codes
from foundation.vault.enums import HolderKind
from foundation.vault.holders.unlocked import UnlockedHolder
from foundation.vault.models import Holder
from foundation.vault.primitives import key_pair

RECEIPT = "receipt"


def make_reporter_holder(code: str, *, at: datetime) -> Holder:
    """The stored holder of a code. Raises BadCode; IntegrityError when this code has a holder already."""
    derived = codes.derive(code, RECEIPT)
    public, _ = key_pair(derived.seed)
    holder = Holder(id=uuid.uuid4(), kind=HolderKind.REPORTER, public_key=public, lookup=derived.lookup, created_at=at)
    holder.save(force_insert=True)
    return holder


def unlock_receipt(code: str) -> UnlockedHolder | None:
    """The unlocked holder of a code as typed; None when it is malformed, unknown or ended: the three look alike."""
    try:
        derived = codes.derive(code, RECEIPT)
    except codes.BadCode:
        return None
    holder_id = Holder.objects.filter(lookup=derived.lookup, ended_at__isnull=True).values_list("pk", flat=True).first()
    if holder_id is None:
        return None
    _, private = key_pair(derived.seed)
    return UnlockedHolder(holder_id, private)
