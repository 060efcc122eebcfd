"""The keys of many compartments given to one holder in few statements: for work that goes over hundreds of cases."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from foundation.vault.errors import CannotOpen
from foundation.vault.grants import new_grant, refuse_ended
from foundation.vault.keys import Keys
from foundation.vault.models import Compartment, Exclusion, Grant, Holder
from foundation.vault.primitives import Key


@transaction.atomic
def grant_many(reasons: Mapping[UUID, str], holder: Holder, *, keys: Keys, by: UUID | None, at: datetime) -> set[UUID]:
    """Seal to `holder` the keys of these compartments (their ids, each with the short code of its grant) that can be given now.

    Returns the ids for which he holds a lasting grant afterwards. Left out, for the caller to come back to or to give up: what `keys`
    don't open or open no more, what is walled off from him or destroyed, and what another transaction holds at this moment, which is never
    waited for. Raises HolderEnded.
    """
    refuse_ended([holder])
    free = Compartment.objects.select_for_update(skip_locked=True).filter(pk__in=reasons, destroyed_at__isnull=True)
    # The trigger against walls locks each group: always in the same order, so that two of these never wait for each other.
    found = list(free.order_by("group", "pk"))
    walled = set(Exclusion.objects.filter(holder=holder, group__in={one.group for one in found}).values_list("group", flat=True))
    keys.preload(found)
    given = {one: key for one in found if one.group not in walled and (key := _key_of(one, keys)) is not None}
    Grant.objects.bulk_create(
        [new_grant(one, holder, key, by=by, reason=reasons[one.pk], at=at) for one, key in given.items()],
        update_conflicts=True,
        unique_fields=["compartment", "holder", "epoch"],
        update_fields=["sealed_key", "by", "reason", "granted_at", "expires_at"],
    )
    return {one.pk for one in given}


def _key_of(compartment: Compartment, keys: Keys) -> Key | None:
    """None without a grant, and for one that is damaged: it must not keep the others from being given."""
    try:
        return keys.key(compartment) if keys.can_open(compartment) else None
    except CannotOpen:
        return None
