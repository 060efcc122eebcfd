"""An opened status page: its key in two halves, session store and cookie, forgotten after fifteen quiet minutes."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from complaints.services.reporter import CodeWaits, OpenedByReceipt, open_by_receipt, waits_for_office
from complaints.services.wrong_codes import note_wrong_code
from foundation.vault.holders import UnlockedHolder, unlock_receipt, unwrap_from_session, wrap_for_session

SESSION_KEY = "pelapor"
SESSION_UNTIL = "pelapor_sampai"
QUIET = timedelta(minutes=15)
"""How long a status page stays open without being used."""
EXTENDED_EVERY = timedelta(minutes=1)
"""Saves a write to the session store on most requests."""


def unlock(code: str, *, at: datetime) -> tuple[UnlockedHolder, OpenedByReceipt] | None:
    """The complaint of a code as typed, or None for every code that opens nothing; either takes the same time.

    A wrong code is counted over all visitors (an alarm, never a lock-out) and kept nowhere. Raises CodeWaits for a renewed
    code that is not in force yet.
    """
    began = time.monotonic()
    unlocked = unlock_receipt(code)
    found = open_by_receipt(unlocked, at=at) if unlocked else None
    waits = unlocked is not None and found is None and waits_for_office(unlocked)
    if found is None and not waits:
        note_wrong_code(at=at)
    time.sleep(max(0.0, settings.RECEIPT_CODE_SECONDS - (time.monotonic() - began)))
    if waits:
        raise CodeWaits
    return None if unlocked is None or found is None else (unlocked, found)


def remember(request: HttpRequest, response: HttpResponseBase, unlocked: UnlockedHolder, *, at: datetime) -> None:
    """Keep the page open: the wrapped key in the session store, its other half in a cookie; neither opens anything alone."""
    ciphertext, half = wrap_for_session(unlocked)
    request.session.cycle_key()
    request.session[SESSION_KEY] = ciphertext
    request.session[SESSION_UNTIL] = (at + QUIET).isoformat()
    response.set_cookie(
        settings.REPORTER_COOKIE_NAME,
        half,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
        path="/",
    )


def forget(request: HttpRequest, response: HttpResponseBase) -> None:
    """Close the page: both halves go, and the whole session with them unless somebody of the office is signed in there."""
    if request.user.is_authenticated:
        request.session.pop(SESSION_KEY, None)
        request.session.pop(SESSION_UNTIL, None)
    else:
        request.session.flush()
    response.delete_cookie(settings.REPORTER_COOKIE_NAME, path="/", samesite="Lax")


def opened(request: HttpRequest, *, at: datetime) -> OpenedByReceipt | None:
    """The complaint this browser has opened by its code, while the page is still warm; extends the quiet time."""
    half = request.COOKIES.get(settings.REPORTER_COOKIE_NAME)
    if not half:
        return None
    ciphertext, until = request.session.get(SESSION_KEY), request.session.get(SESSION_UNTIL)
    if not ciphertext or not until:
        return None
    left = datetime.fromisoformat(until) - at
    if left <= timedelta(0):
        del request.session[SESSION_KEY], request.session[SESSION_UNTIL]
        return None
    unlocked = unwrap_from_session(ciphertext, half)
    if unlocked is None:
        return None
    if left < QUIET - EXTENDED_EVERY:
        request.session[SESSION_UNTIL] = (at + QUIET).isoformat()
    return open_by_receipt(unlocked, at=at)
