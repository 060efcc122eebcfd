"""Each request of a signed-in person: is the session still good, which roles count today, which key is unlocked."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from foundation.accounts import unlocking
from foundation.accounts.queries import roles_of
from foundation.accounts.requests import StaffRequest
from foundation.accounts.rules import READERS
from foundation.accounts.unlocking import SignedOut
from foundation.accounts.views.unsent import give_back
from foundation.ui.views import page_above, shows_a_page
from foundation.vault.keys import Keyring

OPEN_WITH_TEMPORARY_PASSWORD = frozenset({"accounts:password", "accounts:logout"})
OPEN_WITHOUT_SECOND_FACTOR = frozenset({"accounts:totp", "accounts:passkey", "accounts:logout"})


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Asks everybody to sign in, except on views marked otherwise, which cost no look into the session.

    Screens for staff are in Indonesian whatever the browser asks for; only public ones are translated.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Nothing for a public view; the sign-in page for strangers."""
        if not getattr(view_func, "login_required", True):
            return None
        translation.activate(settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:  # type: ignore[override]
        """To the sign-in page, with the reason when a session has just ended; afterwards to a page, never to the address of a button.

        What somebody had typed comes back to him instead, so that an ended session loses nothing.
        """
        if (unsent := give_back(request)) is not None:
            return unsent
        reason = getattr(request, "signed_out", None)
        where = f"{self.get_login_url(view_func)}?alasan={reason.value}" if reason else self.get_login_url(view_func)
        after = request.get_full_path() if shows_a_page(view_func) else page_above(request.path)
        return redirect_to_login(after, where, self.get_redirect_field_name(view_func))


class UnlockMiddleware:
    """Sets `request.roles` (in force today, WIB) and `request.keyring` (a Keyring, or None).

    A session ends, and the person signs in again, when W is missing or does not fit, after 30 idle minutes or 8 hours,
    and when no appointment is in force any more. Who holds no role that reads is handed no key, and neither is a session
    without a second factor where the office demands one.
    Visitors without a session cost nothing here.
    """

    def __init__(self, get_response: Callable[[StaffRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: StaffRequest) -> HttpResponse:
        """Prepares the request; afterwards takes a useless W back from the browser."""
        request.keyring, request.roles, request.signed_out = None, frozenset(), None
        if settings.SESSION_COOKIE_NAME in request.COOKIES or settings.KEY_COOKIE_NAME in request.COOKIES:
            self._admit(request, at=timezone.now())
        response = self.get_response(request)
        if request.signed_out and settings.KEY_COOKIE_NAME not in response.cookies:
            response.delete_cookie(settings.KEY_COOKIE_NAME, path="/", samesite="Lax")
        return response

    def process_view(
        self, request: StaffRequest, view_func: Callable[..., Any], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Whoever lacks a second factor may only add one or leave; whoever has a temporary password may only choose another or leave."""
        if not getattr(view_func, "login_required", True):
            return None
        if unlocking.awaits_second_factor(request):
            return self._only(request, OPEN_WITHOUT_SECOND_FACTOR, "accounts:totp")
        if request.user.holder_id is None:
            return self._only(request, OPEN_WITH_TEMPORARY_PASSWORD, "accounts:password")
        return None

    def _only(self, request: StaffRequest, open_pages: frozenset[str], first: str) -> HttpResponseBase | None:
        if request.resolver_match is not None and request.resolver_match.view_name in open_pages:
            return None
        return HttpResponseRedirect(reverse(first))

    def _admit(self, request: StaffRequest, *, at: datetime) -> None:
        if not request.user.is_authenticated:
            if settings.KEY_COOKIE_NAME in request.COOKIES:
                request.signed_out = SignedOut.ENDED
            return
        reason = unlocking.time_is_up(request, at=at) or self._unlock(request, at=at)
        if reason is not None:
            logout(request)
            request.keyring, request.roles, request.signed_out = None, frozenset(), reason

    def _unlock(self, request: StaffRequest, *, at: datetime) -> SignedOut | None:
        if request.user.holder_id is None:
            return None
        unlocked = unlocking.key_in(request, request.user)
        if unlocked is None:
            return SignedOut.NO_KEY
        if unlocking.awaits_second_factor(request):
            return None
        request.roles = roles_of(request.user, on=timezone.localdate(at))
        if not request.roles:
            return SignedOut.NO_ROLE
        if READERS & request.roles:
            request.keyring = Keyring(unlocked, at=at)
        return None
