"""The work units and posts of the government, as far as the law here asks for them."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import Post, Unit, User
from foundation.audit.services import record


@transaction.atomic
def create_unit(*, code: str, name: str, is_inspectorate: bool = False, parent: Unit | None = None, by: User | None, at: datetime) -> Unit:
    """Add a work unit. Raises ValidationError for a code taken."""
    unit = Unit(code=code.strip(), name=name.strip(), is_inspectorate=is_inspectorate, parent=parent)
    unit.full_clean()
    unit.save(force_insert=True)
    record("accounts.unit_created", unit, by=by, at=at, detail={"is_inspectorate": is_inspectorate})
    return unit


@transaction.atomic
def end_unit(unit: Unit, *, by: User | None, at: datetime) -> Unit:
    """End-date a unit from today (WIB); its people and past appointments stay as they are."""
    unit.ended_on = timezone.localdate(at)
    unit.save(update_fields=["ended_on"])
    record("accounts.unit_ended", unit, by=by, at=at, detail={"on": unit.ended_on})
    return unit


@transaction.atomic
def create_post(
    *, unit: Unit, title: str, echelon: str = "", user: User | None = None, valid_from: date | None = None, by: User | None, at: datetime
) -> Post:
    """Add a structural post. Raises ValidationError for an echelon not written like "II.b"."""
    post = Post(unit=unit, title=title.strip(), echelon=echelon, user=user, valid_from=valid_from)
    post.full_clean()
    post.save(force_insert=True)
    record("accounts.post_created", post, by=by, at=at, detail={"unit": unit.pk, "echelon": echelon or None})
    return post
