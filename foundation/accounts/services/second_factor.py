"""The second factor: proving it, adding it, losing it. Nothing here touches a key."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.accounts.enums import Factor, NoticeKind
from foundation.accounts.factors import codes_left, factors_of
from foundation.accounts.models import User
from foundation.accounts.services.appointments import OwnRights
from foundation.accounts.services.notices import notify
from foundation.accounts.services.people import end_sessions
from foundation.accounts.services.watchers import watchers_besides
from foundation.audit.services import record

STEPS_OF_DRIFT = 1
"""A phone's clock may be half a minute off either way."""


class WrongFactor(Exception):
    """The code or the answer of the passkey is not right, or was used before."""


class LastFactor(Exception):
    """The office demands a second factor, and this is the only one."""


class NothingToReset(Exception):
    """The person has no second factor."""


def check_code(user: User, code: str, *, at: datetime) -> Factor:
    """Which factor a typed code proves: the app's six digits or one of the one-time codes; each is taken once (RFC 6238, 5.2).

    Raises WrongFactor, which is on record then.
    """
    with transaction.atomic():
        found = _proven_by(user, code, at=at)
    return _judged(user, found, at=at)


def check_passkey(user: User, credential: Any, *, at: datetime) -> Factor:
    """PASSKEY when the browser's answer to the challenge of this session is signed by a passkey of the person (WebAuthn Level 2, 7.2).

    Raises WrongFactor, which is on record then.
    """
    try:
        webauthn.parse_authentication_response(credential)
        authenticator = webauthn.complete_authentication(user, credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return _judged(user, None, at=at)
    Authenticator.objects.filter(pk=authenticator.pk).update(last_used_at=at)
    return Factor.PASSKEY


@transaction.atomic
def add_totp(user: User, secret: str, code: str, *, at: datetime) -> list[str]:
    """Add the authenticator app that holds `secret` (base 32), proven by one of its codes; an app added before is replaced.

    Returns the one-time codes when they are made with it, to be shown once. Raises WrongFactor.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    step = _step_of(secret, code, at=at)
    if step is None:
        raise WrongFactor
    Authenticator.objects.filter(user=user, type=Factor.TOTP).delete()
    data = {"secret": encrypt(secret), "used_step": step}
    return _added(user, Factor.TOTP, data, at=at)


@transaction.atomic
def add_passkey(user: User, credential: Any, *, name: str, at: datetime) -> list[str]:
    """Add the passkey that the browser made for the challenge of this session (WebAuthn Level 2, 7.1), under a name of the person's.

    Returns the one-time codes when they are made with it, to be shown once. Raises WrongFactor.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        raise WrongFactor from None
    return _added(user, Factor.PASSKEY, {"name": name.strip(), "credential": credential}, at=at)


@transaction.atomic
def renew_codes(user: User, *, at: datetime) -> list[str]:
    """Ten new one-time codes, to be shown once; those before are void. Raises NothingToReset without a second factor to stand in for."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not factors_of(user):
        raise NothingToReset
    record("accounts.codes_made", user, by=user, at=at)
    return _new_codes(user, at=at)


@transaction.atomic
def remove_factor(user: User, authenticator: Authenticator, *, at: datetime) -> None:
    """Take one factor away; with the last one go the one-time codes. Raises LastFactor where the office demands one."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if settings.SECOND_FACTOR_REQUIRED and [one.pk for one in factors_of(user)] == [authenticator.pk]:
        raise LastFactor
    record("accounts.second_factor_removed", user, by=user, at=at, detail={"factor": authenticator.type})
    Authenticator.objects.filter(user=user, pk=authenticator.pk).delete()
    if not Authenticator.objects.filter(user=user).exclude(type=Factor.CODES).exists():
        Authenticator.objects.filter(user=user).delete()


@transaction.atomic
def reset_second_factor(user: User, *, by: User, at: datetime) -> None:
    """Take every factor of somebody who lost them; all sessions end and the next sign-in adds a new one. The key pair stays as it is.

    Whoever answers for secrecy is told, and so is the person. Raises OwnRights for oneself, NothingToReset.
    """
    if by.pk == user.pk:
        raise OwnRights
    user = User.objects.select_for_update().get(pk=user.pk)
    taken = len(factors_of(user))
    if not taken:
        raise NothingToReset
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    entry = record("accounts.second_factor_reset", user, by=by, at=at, detail={"factors": taken})
    for one, whose in ((user, "own"), *((watcher, "other") for watcher in watchers_besides(user.pk, at=at))):
        notify(one, kind=NoticeKind.ALARM, key=f"factor_reset:{entry.pk}:{whose}:{one.pk}", at=at, params={"person": user.pk})


def _proven_by(user: User, code: str, *, at: datetime) -> Factor | None:
    """The rows are locked, so that two requests can't use one code twice."""
    for authenticator in Authenticator.objects.select_for_update().filter(user_id=user.pk).exclude(type=Factor.PASSKEY).order_by("-type"):
        if _accepts(authenticator, code, at=at):
            Authenticator.objects.filter(pk=authenticator.pk).update(last_used_at=at)
            return Factor(authenticator.type)
    return None


def _accepts(authenticator: Authenticator, code: str, *, at: datetime) -> bool:
    if authenticator.type == Factor.CODES:
        return bool(RecoveryCodes(authenticator).validate_code(code))
    step = _step_of(decrypt(authenticator.data["secret"]), code, at=at)
    if step is None or step <= authenticator.data["used_step"]:
        return False
    authenticator.data["used_step"] = step
    authenticator.save(update_fields=["data"])
    return True


def _step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """The time step of RFC 6238 whose code this is, around `at`; None when it is none of them."""
    now = int(at.timestamp()) // mfa.TOTP_PERIOD
    steps = range(now - STEPS_OF_DRIFT, now + STEPS_OF_DRIFT + 1)
    return next((step for step in steps if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))), None)


def _judged(user: User, found: Factor | None, *, at: datetime) -> Factor:
    if found is None:
        record("accounts.second_factor_failed", user, by=None, at=at)
        raise WrongFactor
    if found == Factor.CODES:
        record("accounts.code_used", user, by=user, at=at, detail={"left": codes_left(user)})
    return found


def _added(user: User, kind: Factor, data: Mapping[str, Any], *, at: datetime) -> list[str]:
    Authenticator(user=user, type=kind, data=dict(data), created_at=at).save(force_insert=True)
    record("accounts.second_factor_added", user, by=user, at=at, detail={"factor": kind})
    if Authenticator.objects.filter(user=user, type=Factor.CODES).exists():
        return []
    return _new_codes(user, at=at)


def _new_codes(user: User, *, at: datetime) -> list[str]:
    Authenticator.objects.filter(user=user, type=Factor.CODES).delete()
    data = {"seed": encrypt(RecoveryCodes.generate_seed()), "used_mask": 0}
    made = Authenticator(user=user, type=Factor.CODES, data=data, created_at=at)
    made.save(force_insert=True)
    codes: list[str] = RecoveryCodes(made).generate_codes()
    return codes
