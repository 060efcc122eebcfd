"""Making people, letting them choose their password, and ending them."""

import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation.accounts import events
from foundation.accounts.factors import lacks_second_factor
from foundation.accounts.models import Session, Unit, User
from foundation.accounts.services.administrators import refuse_last_administrator
from foundation.accounts.services.watchers import tell_of_ended_watchers
from foundation.audit.services import record
from foundation.vault import holders
from foundation.vault.compartments import shut_everywhere
from foundation.vault.errors import WrongPassword
from foundation.vault.holders import UnlockedHolder

TEMPORARY_PASSWORD_FOR = timedelta(days=7)
TEMPORARY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike on paper."""


class SecondFactorMissing(Exception):
    """The office demands a second factor before anything may be sealed to a person, so that no key pair is made yet."""


class PasswordAlreadyChosen(Exception):
    """A temporary password is for somebody who has not chosen one: afterwards it would lock the person out of the own key."""


@transaction.atomic
def create_user(
    *,
    username: str,
    full_name: str,
    password: str,
    unit: Unit | None = None,
    email: str = "",
    nip: str = "",
    by: User | None,
    at: datetime,
) -> User:
    """Add a person whose password nobody else knows (set-up, demo, tests), with the key pair made from it.

    `by` None is the system. Raises ValidationError for a bad username, a username taken, a bad NIP or a weak password.
    """
    user = _new_user(username=username, full_name=full_name, unit=unit, email=email, nip=nip)
    validate_password(password, user)
    user.set_password(password)
    user.holder = holders.make_staff_holder(password, at=at)
    user.save(force_insert=True)
    record("accounts.user_created", user, by=by, at=at)
    events.holder_made.send(sender=User, user=user, at=at)
    return user


@transaction.atomic
def invite_user(
    *, username: str, full_name: str, unit: Unit | None = None, email: str = "", nip: str = "", by: User | None, at: datetime
) -> tuple[User, str]:
    """Add a person with a temporary password, returned once; it makes no key pair, so whoever saw it can never open anything.

    Raises ValidationError for a bad username, a username taken or a bad NIP.
    """
    user = _new_user(username=username, full_name=full_name, unit=unit, email=email, nip=nip)
    temporary = set_temporary_password(user, at=at)
    user.save(force_insert=True)
    record("accounts.user_invited", user, by=by, at=at)
    return user, temporary


@transaction.atomic
def renew_temporary_password(user: User, *, by: User, at: datetime) -> str:
    """Another temporary password for somebody who has not chosen one yet, returned once.

    Raises PasswordAlreadyChosen when the person has a key pair.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.holder_id is not None:
        raise PasswordAlreadyChosen
    temporary = set_temporary_password(user, at=at)
    user.save(update_fields=["password", "temporary_until"])
    # Whoever used the last one may have added a factor of his own.
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    record("accounts.temporary_password_renewed", user, by=by, at=at)
    return temporary


def replace_password(user: User, current: str, new: str, *, at: datetime) -> tuple[User, UnlockedHolder]:
    """Change the person's password, which re-wraps the key; a temporary one is replaced for good, and the key pair made only then.

    Every session of the person ends; the caller opens a new one for the returned person and key.
    Raises WrongPassword when `current` is not the present password, ValidationError for a weak new one, SecondFactorMissing.
    """
    validate_password(new, user)
    if user.holder is None and lacks_second_factor(user):
        raise SecondFactorMissing
    return _stored(user, prove(user, current, at=at), new, at=at)


def prove(user: User, password: str, *, at: datetime) -> UnlockedHolder | None:
    """That it is still the person who sits there: the private key, opened with the password; None while the password is a temporary one.

    Raises WrongPassword, which is on record then.
    """
    # Stretching takes a third of a second: outside any transaction, so that no other writer waits for it.
    try:
        if user.holder is not None:
            return holders.unlock(user.holder, password)
        if user.check_password(password):
            return None
    except WrongPassword:
        pass
    record("accounts.password_refused", user, by=user, at=at)
    raise WrongPassword("the password is another")


@transaction.atomic
def end_person(user: User, *, by: User | None, at: datetime) -> User:
    """Shut the person out at once: no sign-in, no session, no role from today (WIB) on, no key to anything.

    The person and every appointment stay on record; what he or she could open waits for new keys (vault.RekeyDue).
    When one of them answered for secrecy, those who still do are told.

    Raises LastAdministrator when nobody else could manage people afterwards.
    """
    today = timezone.localdate(at)
    refuse_last_administrator(user, on=today)
    user = User.objects.select_for_update().get(pk=user.pk)
    user.ended_on = user.ended_on or today
    user.save(update_fields=["ended_on"])
    running = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    ended = list(user.appointments.filter(running, ended_on__isnull=True))
    user.appointments.filter(pk__in=[appointment.pk for appointment in ended]).update(ended_on=today)
    end_sessions(user)
    compartments = take_keys(user, comes_back=False, by=by, reason="person_ended", at=at)
    facts = {"ended_on": today, "appointments": len(ended), "compartments": compartments}
    record("accounts.user_ended", user, by=by, at=at, detail=facts)
    tell_of_ended_watchers(ended, at=at)
    return user


def end_sessions(user: User) -> int:
    """Delete every session of the person; the number of sessions that were open."""
    deleted, _ = Session.objects.filter(user_id=user.pk).delete()
    return deleted


def _new_user(*, username: str, full_name: str, unit: Unit | None, email: str, nip: str) -> User:
    user = User(username=username.strip().lower(), full_name=full_name.strip(), unit=unit, email=email.strip().lower(), nip=nip.strip())
    user.full_clean(exclude=["password", "holder"])
    return user


def take_keys(user: User, *, comes_back: bool, by: User | None, reason: str, at: datetime) -> int:
    """End the person's key pair and take all its grants; how many compartments could be opened with it.

    Inside a transaction that holds the person's row. `comes_back`: he stays and makes a new pair; `reason` is a short code.
    """
    if user.holder is None or user.holder.ended_at is not None:
        return 0
    events.holder_ending.send(sender=User, user=user, comes_back=comes_back, at=at)
    holders.end_holder(user.holder, at=at)
    return shut_everywhere(user.holder, by=by.pk if by else None, reason=reason, at=at)


@transaction.atomic
def _stored(user: User, unlocked: UnlockedHolder | None, new: str, *, at: datetime) -> tuple[User, UnlockedHolder]:
    """The new password and key, if all that was proven still holds under the lock of the row. Raises as replace_password."""
    proven, user = user, User.objects.select_for_update().get(pk=user.pk)
    # A reset, or another change, may have come since: then what was proven is not what stands in the row.
    if user.password != proven.password or (user.holder is None and unlocked is not None):
        raise WrongPassword("the password was replaced meanwhile")
    if user.holder is None and lacks_second_factor(user):
        raise SecondFactorMissing
    first = user.holder is None
    if user.holder is None:
        user.holder = holders.make_staff_holder(new, at=at)
        unlocked = holders.unlock(user.holder, new)
        record("accounts.password_chosen", user, by=user, at=at)
    elif unlocked is None:
        raise PasswordAlreadyChosen
    else:
        holders.rewrap(user.holder, unlocked, new)
        record("accounts.password_changed", user, by=user, at=at)
    user.temporary_until = None
    user.set_password(new)
    user.save(update_fields=["holder", "password", "temporary_until"])
    if first:
        events.holder_made.send(sender=User, user=user, at=at)
    end_sessions(user)
    return user, unlocked


def set_temporary_password(user: User, *, at: datetime) -> str:
    """Five groups of four: 99 random bits, to be read aloud or typed from a slip of paper; the caller saves the row."""
    temporary = "-".join("".join(secrets.choice(TEMPORARY_ALPHABET) for _ in range(4)) for _ in range(5))
    user.set_password(temporary)
    user.temporary_until = at + TEMPORARY_PASSWORD_FOR
    return temporary
