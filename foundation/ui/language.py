"""Which language a page is in: the one its reader chose with the switch, else the office's own; staff work in the office's own."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from foundation.ui.context import LINKS

SWITCH = "bahasa"
"""The name of the button of the language that is not shown now, in a form that keeps what was typed."""
STAFF_ALONE = (LINKS["inbox"], "/sehat/")
"""What stands below these addresses is read by staff, or by machines."""


def choose_language(response: HttpResponseBase, language: str) -> None:
    """Keep a choice as the switch keeps it (django.views.i18n.set_language); what is no language of the product changes nothing."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            domain=settings.LANGUAGE_COOKIE_DOMAIN,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )


class ChosenLanguageMiddleware:
    """Indonesian unless the reader chose English; what a browser says of itself decides nothing.

    The pages of staff are written in Indonesian alone: half a page in English would be worse than none, for screen readers most.
    Cheap phones are often set to English by the shop, and a letter of the office must not change its language by that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._known = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers in the chosen language and says so."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        free = chosen in self._known and not request.path.startswith(STAFF_ALONE)
        language = chosen if free else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response
