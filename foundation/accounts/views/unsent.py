"""A form sent after its session had ended: what was typed comes back to the person who typed it, and is kept nowhere else."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.csrf import csrf_failure as plain_csrf_failure

from foundation.accounts.views.typed import Typed, typed_in

UNSENT = 403
"""Not accepted; a redirect would throw the words away."""


def give_back(request: HttpRequest) -> HttpResponse | None:
    """The page with what a person without a session has sent, and how to send it after signing in; None when nothing was typed.

    The form's token has been checked by then, so that these are words of somebody on this site, and they go back to that browser alone.
    """
    return _page(request, typed, "accounts/public/unsent.html") if (typed := typed_in(request)) else None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is older than the present session, as after signing in again: shown with a fresh token, to be sent once more.

    Only to somebody signed in and only what a page of this very site has sent (the Origin header); everything else is refused
    plainly.
    """
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if own and request.user.is_authenticated and (typed := typed_in(request)):
        translation.activate(settings.LANGUAGE_CODE)
        return _page(request, typed, "accounts/staff/unsent.html")
    return plain_csrf_failure(request, reason=reason)


def _page(request: HttpRequest, typed: Typed, template: str) -> HttpResponse:
    context: dict[str, Any] = {"typed": typed, "action": request.get_full_path()}
    response = render(request, template, context, status=UNSENT)
    add_never_cache_headers(response)
    return response
