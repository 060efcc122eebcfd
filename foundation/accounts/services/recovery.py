"""A forgotten password: the printed recovery code keeps everything the person could read."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from foundation.accounts.enums import NoticeKind
from foundation.accounts.factors import factors_of
from foundation.accounts.models import PersonalCode, User
from foundation.accounts.services.notices import notify
from foundation.accounts.services.people import end_sessions
from foundation.accounts.services.records import note_refusal
from foundation.accounts.services.second_factor import WrongFactor, check_code
from foundation.audit.services import record
from foundation.vault import holders
from foundation.vault.codes import new_code
from foundation.vault.holders import UnlockedHolder


class RecoveryRefused(Exception):
    """The name, the code or the second factor is wrong, or there is nothing to recover with: nobody is told which."""


@transaction.atomic
def make_personal_code(user: User, unlocked: UnlockedHolder, *, at: datetime) -> str:
    """A new recovery code, returned once; the one before is void. Raises ValueError when `unlocked` is somebody else's key."""
    user = User.objects.select_for_update(of=("self",)).select_related("holder").get(pk=user.pk)
    if user.holder is None:
        raise ValueError("no key pair yet")
    code = new_code()
    wrapped = holders.wrap_under_code(user.holder, unlocked, code)
    PersonalCode.objects.update_or_create(user=user, defaults={"wrapped_key": wrapped, "made_at": at, "spent_at": None})
    record("accounts.recovery_code_made", user, by=user, at=at)
    return code


def recover_password(username: str, code: str, proof: str, new: str, *, at: datetime) -> User:
    """Give the person another password by the recovery code, and the second factor (`proof`) where one is enrolled.

    The private key stays the same, so every grant goes on; the code is spent and every session ends.
    Raises RecoveryRefused, the same whatever was wrong and as slow as a success; ValidationError for a weak password, only to
    whoever holds the code.
    """
    user = User.objects.select_related("holder").filter(username=username.strip().lower(), ended_on__isnull=True).first()
    unlocked = _opened(user, code) if user is not None else None
    if user is None or unlocked is None:
        raise _refused(username, new, at=at)
    validate_password(new, user)
    if factors_of(user):
        try:
            check_code(user, proof, at=at)
        except WrongFactor:
            raise _refused(username, new, at=at) from None
    changed = _stored(user, unlocked, new, at=at)
    if changed is None:
        raise _refused(username, new, at=at)
    return changed


def _opened(user: User, code: str) -> UnlockedHolder | None:
    kept = PersonalCode.objects.filter(user=user, spent_at__isnull=True).first()
    if kept is None or user.holder is None:
        return None
    return holders.unlock_with_code(user.holder, bytes(kept.wrapped_key), code)


@transaction.atomic
def _stored(user: User, unlocked: UnlockedHolder, new: str, *, at: datetime) -> User | None:
    """None when the same code was used at the same moment elsewhere."""
    user = User.objects.select_for_update(of=("self",)).select_related("holder").get(pk=user.pk)
    if user.holder is None or not PersonalCode.objects.filter(user=user, spent_at__isnull=True).update(spent_at=at, wrapped_key=b""):
        return None
    holders.rewrap(user.holder, unlocked, new)
    user.set_password(new)
    user.save(update_fields=["password"])
    end_sessions(user)
    entry = record("accounts.password_recovered", user, by=user, at=at)
    notify(user, kind=NoticeKind.ATTENTION, key=f"password_recovered:{entry.pk}", at=at)
    return user


def _refused(username: str, password: str, *, at: datetime) -> RecoveryRefused:
    holders.pretend_to_unlock(password)
    note_refusal(username, reason="recovery", at=at)
    return RecoveryRefused()
