"""A forgotten password without the recovery code: the old key pair ends, and the person begins anew as somebody just invited."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from foundation.accounts.enums import NoticeKind
from foundation.accounts.factors import factors_of
from foundation.accounts.models import PersonalCode, User
from foundation.accounts.services.appointments import OwnRights, PersonEnded
from foundation.accounts.services.notices import notify
from foundation.accounts.services.people import end_sessions, set_temporary_password, take_keys
from foundation.accounts.services.watchers import hearers_besides
from foundation.audit.changes import changed
from foundation.audit.services import record


class NoKeyYet(Exception):
    """The person has not chosen a password, so there is nothing to reset: a new temporary password is enough."""


@transaction.atomic
def reset_access(user: User, *, by: User, at: datetime) -> str:
    """End the person's key pair for good and hand out a temporary password, returned once; the next sign-in makes a new pair.

    The grants of the old pair are shut, and rooms above write down beforehand what they were (events.holder_ending), so that
    colleagues can give it back. The printed recovery code is spent, the second factor goes, every session ends. `by` sees the
    temporary password and therefore gains nothing by it: nothing is sealed to the new pair until a colleague vouches for it.
    Whoever answers for secrecy is told (without anybody in office the other administrators), and so is the person. Raises OwnRights
    for oneself, PersonEnded, NoKeyYet.
    """
    if by.pk == user.pk:
        raise OwnRights
    user = User.objects.select_for_update(of=("self",)).select_related("holder").get(pk=user.pk)
    if user.ended_on is not None:
        raise PersonEnded
    if user.holder is None:
        raise NoKeyYet
    before = {"holder": user.holder.pk, "factors": len(factors_of(user)), "recovery_code": _spend_code(user, at=at)}
    compartments = take_keys(user, comes_back=True, by=by, reason="access_reset", at=at)
    user.holder = None
    temporary = set_temporary_password(user, at=at)
    user.save(update_fields=["holder", "password", "temporary_until"])
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    after = {"holder": None, "factors": 0, "recovery_code": False}
    entry = record("accounts.access_reset", user, by=by, at=at, detail={**changed(before, after), "compartments": compartments})
    for one, whose in ((user, "own"), *((hearer, "other") for hearer in hearers_besides(user.pk, by=by, at=at))):
        notify(one, kind=NoticeKind.ALARM, key=f"access_reset:{entry.pk}:{whose}:{one.pk}", at=at, params={"person": user.pk})
    return temporary


def _spend_code(user: User, *, at: datetime) -> bool:
    """Make the printed recovery code void; whether there was one."""
    return bool(PersonalCode.objects.filter(user=user, spent_at__isnull=True).update(spent_at=at, wrapped_key=b""))
