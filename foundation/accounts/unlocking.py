"""A signed-in person's key between requests, and every reason why a session has to end."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from foundation.accounts.enums import Factor
from foundation.accounts.models import User
from foundation.accounts.open_sessions import BROWSER, SEEN_AT, SIGNED_IN_AT, browser_family
from foundation.accounts.queries import roles_of
from foundation.vault import holders
from foundation.vault.holders import UnlockedHolder

SEALED_KEY = "sealed_key"
PENDING_KEY, PENDING_SINCE, PENDING_MARK = "pending_key", "pending_since", "pending_mark"
FACTOR = "factor"
SEEN_EVERY_SECONDS = 60
"""The last sign of life is written this often at most, so that reading a page is not a write each time."""


class SignedOut(TextChoices):
    """Why somebody has to sign in again: the code stands in the address, the words on the sign-in page."""

    NO_KEY = "kunci", "Peramban ini tidak lagi memegang kunci sesi Anda. Masuk lagi dengan kata sandi Anda."
    IDLE = "diam", "Anda keluar otomatis karena tidak ada kegiatan selama 30 menit. Masuk lagi untuk melanjutkan."
    TOO_LONG = "lama", "Sesi berlangsung paling lama 8 jam. Masuk lagi untuk melanjutkan."
    NO_ROLE = "penetapan", "Tidak ada penetapan Anda yang berlaku hari ini. Hubungi administrator Inspektorat bila ini keliru."
    LEFT = "keluar", "Anda sudah keluar."
    RECOVERED = "pulih", "Kata sandi Anda sudah diganti. Masuk dengan kata sandi yang baru."
    ENDED = "berakhir", "Sesi Anda sudah berakhir. Masuk lagi dengan kata sandi Anda."


class CannotSignIn(Exception):
    """The password is right, but the person has ended, has no role in force, or came too late with a temporary password."""


class HalvesLost(Exception):
    """Half of the key is missing, the password was changed, or the second factor took too long: the person begins again."""


def unlock_person(user: User, password: str, *, at: datetime) -> UnlockedHolder | None:
    """The person's key, opened with the password; None for somebody who must first replace a temporary password.

    Takes one Argon2id pass of the vault. Raises CannotSignIn, and WrongPassword when the password does not open the key.
    """
    refuse_who_may_not(user, at=at)
    return None if user.holder is None else holders.unlock(user.holder, password)


def refuse_who_may_not(user: User, *, at: datetime) -> None:
    """Raise CannotSignIn for whoever has ended, has no role in force (WIB), or came too late with a temporary password."""
    if user.ended_on is not None:
        raise CannotSignIn
    if user.holder_id is None:
        if user.temporary_until is None or user.temporary_until <= at:
            raise CannotSignIn
    elif not roles_of(user, on=timezone.localdate(at)):
        raise CannotSignIn


def keep(
    request: HttpRequest, response: HttpResponse, unlocked: UnlockedHolder | None, *, at: datetime, factor: Factor = Factor.NONE
) -> None:
    """Part the key in two halves: ciphertext into the session, W into a cookie of this answer; start both limits.

    `factor` is what the person proved beside the password.
    """
    now = int(at.timestamp())
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = now
    request.session[FACTOR] = factor.value
    request.session[BROWSER] = browser_family(request.META.get("HTTP_USER_AGENT", ""))
    if unlocked is None:
        request.session.pop(SEALED_KEY, None)
        return
    request.session[SEALED_KEY], w = holders.wrap_for_session(unlocked)
    _give(response, settings.KEY_COOKIE_NAME, w, path="/")


def keep_pending(request: HttpRequest, response: HttpResponse, user: User, unlocked: UnlockedHolder | None, *, at: datetime) -> None:
    """Part the key between the password and the second factor: wrapped for that use alone, its W in a cookie no page reads."""
    request.session.cycle_key()
    request.session[PENDING_SINCE] = int(at.timestamp())
    # Changes with the password, so that an old one does not come in after it was replaced.
    request.session[PENDING_MARK] = user.get_session_auth_hash()
    request.session.pop(PENDING_KEY, None)
    if unlocked is not None:
        request.session[PENDING_KEY], w = holders.wrap_for_session(unlocked, half_way=True)
        _give(response, settings.PENDING_KEY_COOKIE_NAME, w, path=settings.PENDING_KEY_COOKIE_PATH)


def pending_key(request: HttpRequest, user: User, *, at: datetime) -> UnlockedHolder | None:
    """The key that waits for the second factor of this person; None for somebody who has no key pair yet. Raises HalvesLost."""
    since, mark = request.session.get(PENDING_SINCE), request.session.get(PENDING_MARK, "")
    if since is None or int(at.timestamp()) - since >= settings.ACCOUNT_LOGIN_TIMEOUT:
        raise HalvesLost
    if not constant_time_compare(mark, user.get_session_auth_hash()):
        raise HalvesLost
    if user.holder_id is None:
        return None
    sealed, w = request.session.get(PENDING_KEY), request.COOKIES.get(settings.PENDING_KEY_COOKIE_NAME)
    unlocked = holders.unwrap_from_session(sealed, w, half_way=True) if sealed and w else None
    if unlocked is None or unlocked.holder_id != user.holder_id:
        raise HalvesLost
    return unlocked


def drop_pending(request: HttpRequest, response: HttpResponse) -> None:
    """Take both halves of a waiting key away."""
    for name in (PENDING_KEY, PENDING_SINCE, PENDING_MARK):
        request.session.pop(name, None)
    response.delete_cookie(settings.PENDING_KEY_COOKIE_NAME, path=settings.PENDING_KEY_COOKIE_PATH, samesite="Lax")


def factor_of(request: HttpRequest) -> Factor:
    """What this session proved beside the password."""
    return Factor(request.session.get(FACTOR, Factor.NONE))


def awaits_second_factor(request: HttpRequest) -> bool:
    """Whether the office demands a second factor and this session has shown none: it may add one, and nothing else."""
    return bool(settings.SECOND_FACTOR_REQUIRED) and factor_of(request) == Factor.NONE


def _give(response: HttpResponse, name: str, w: str, **options: Any) -> None:
    response.set_cookie(name, w, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax", **options)


def key_in(request: HttpRequest, user: User) -> UnlockedHolder | None:
    """The key of this signed-in person; None when either half is missing, changed, or belongs to somebody else."""
    sealed, w = request.session.get(SEALED_KEY), request.COOKIES.get(settings.KEY_COOKIE_NAME)
    unlocked = holders.unwrap_from_session(sealed, w) if sealed and w else None
    if unlocked is None or unlocked.holder_id != user.holder_id:
        return None
    return unlocked


def time_is_up(request: HttpRequest, *, at: datetime) -> SignedOut | None:
    """The limit that this session has passed, if any; otherwise the sign of life is noted."""
    now = int(at.timestamp())
    signed_in, seen = request.session.get(SIGNED_IN_AT), request.session.get(SEEN_AT)
    if signed_in is None or seen is None:
        return SignedOut.NO_KEY
    if now - signed_in >= settings.SESSION_COOKIE_AGE:
        return SignedOut.TOO_LONG
    if now - seen >= settings.SESSION_IDLE_SECONDS:
        return SignedOut.IDLE
    if now - seen >= SEEN_EVERY_SECONDS:
        request.session[SEEN_AT] = now
    return None
