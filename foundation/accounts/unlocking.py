"""A signed-in person's key between requests, and every reason why a session has to end."""

from datetime import datetime

from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.vault import holders
from foundation.vault.holders import UnlockedHolder

SEALED_KEY = "sealed_key"
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
SEEN_EVERY_SECONDS = 60
"""The last sign of life is written this often at most, so that reading a page is not a write each time."""


class SignedOut(TextChoices):
    """Why somebody has to sign in again: the code stands in the address, the words on the sign-in page."""

    NO_KEY = "kunci", "Peramban ini tidak lagi memegang kunci sesi Anda. Masuk lagi dengan kata sandi Anda."
    IDLE = "diam", "Anda keluar otomatis karena tidak ada kegiatan selama 30 menit. Masuk lagi untuk melanjutkan."
    TOO_LONG = "lama", "Sesi berlangsung paling lama 8 jam. Masuk lagi untuk melanjutkan."
    NO_ROLE = "penetapan", "Tidak ada penetapan Anda yang berlaku hari ini. Hubungi administrator Inspektorat bila ini keliru."
    LEFT = "keluar", "Anda sudah keluar."
    ENDED = "berakhir", "Sesi Anda sudah berakhir. Masuk lagi dengan kata sandi Anda."


class CannotSignIn(Exception):
    """The password is right, but the person has ended, has no role in force, or came too late with a temporary password."""


def unlock_person(user: User, password: str, *, at: datetime) -> UnlockedHolder | None:
    """The person's key, opened with the password; None for somebody who must first replace a temporary password.

    Takes one Argon2id pass of the vault. Raises CannotSignIn, and WrongPassword when the password does not open the key.
    """
    if user.ended_on is not None:
        raise CannotSignIn
    if user.holder is None:
        if user.temporary_until is None or user.temporary_until <= at:
            raise CannotSignIn
        return None
    if not roles_of(user, on=timezone.localdate(at)):
        raise CannotSignIn
    return holders.unlock(user.holder, password)


def keep(request: HttpRequest, response: HttpResponse, unlocked: UnlockedHolder | None, *, at: datetime) -> None:
    """Part the key in two halves: ciphertext into the session, W into a cookie of this answer; start both limits."""
    now = int(at.timestamp())
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = now
    if unlocked is None:
        request.session.pop(SEALED_KEY, None)
        return
    request.session[SEALED_KEY], w = holders.wrap_for_session(unlocked)
    response.set_cookie(
        settings.KEY_COOKIE_NAME,
        w,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


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
