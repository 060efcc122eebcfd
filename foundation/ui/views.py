"""The bases of every screen, and the few screens that belong to no room: settings frame, health, language, errors."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found, permission_denied
from django.views.generic import FormView, TemplateView
from django.views.i18n import set_language

from foundation.ui import slots
from foundation.ui.context import site_settings


def shows_a_page(view: Any) -> bool:
    """Whether a view function answers to opening its address; an address of a button only takes what is sent."""
    kind = getattr(view, "view_class", None)
    return kind is None or ("get" in kind.http_method_names and hasattr(kind, "get"))


def page_above(path: str) -> str:
    """The nearest address above `path` that shows a page, at last "/"."""
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        with suppress(Resolver404):
            if shows_a_page(resolve(path).func):
                return path
    return "/"


class PublicView(View):
    """A screen for everybody: no login asked. Nothing is kept by the browser unless the view says for how long.

    `cache_seconds` may be set for pages without anything of the visitor in them (landing, statistics).
    """

    cache_seconds: int | None = None

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """The view function, open to those without an account."""
        return login_not_required(super().as_view(**initkwargs))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers, with the caching that fits what is shown."""
        response = super().dispatch(request, *args, **kwargs)
        if self.cache_seconds is None:
            patch_cache_control(response, no_store=True, private=True)
        else:
            patch_cache_control(response, public=True, max_age=self.cache_seconds)
        return response


class StaffView(View):
    """A screen for staff, with three stops: `setup` loads, `has_permission` asks, `form_valid` acts.

    Whoever may not is answered 404, so that nobody learns what exists. Closed until a view says who may.
    """

    def has_permission(self) -> bool:
        """Whether this person may see what `setup` loaded."""
        return False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Asks for permission before any handler runs; nothing of the answer is kept by the browser."""
        if not self.has_permission():
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who opens the address of a button, after signing in again or from an old bookmark, is led to the page it stands on."""
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(page_above(request.path))
        return super().http_method_not_allowed(request, *args, **kwargs)


class RefusalsMixin:
    """For form views: a service's refusal becomes an error of the form instead of a broken page.

    `refusals` are the exceptions of the service that `form_valid` calls; `refusal_words` says each in plain words.
    """

    refusals: tuple[type[Exception], ...] = ()

    def refusal_words(self, refusal: Exception) -> str:
        """What to tell about a refusal; by default its own words."""
        return str(refusal)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Handles the form; what the service refuses is shown beside it."""
        del request, args, kwargs
        form = self.get_form()  # type: ignore[attr-defined]
        if not form.is_valid():
            return self.form_invalid(form)  # type: ignore[attr-defined]
        try:
            return self.form_valid(form)  # type: ignore[attr-defined]
        except self.refusals as refusal:
            form.add_error(None, self.refusal_words(refusal))
            return self.form_invalid(form)  # type: ignore[attr-defined]


class StaffFormView(RefusalsMixin, StaffView, FormView):
    """A staff screen with one form."""


class PublicFormView(RefusalsMixin, PublicView, FormView):
    """A public screen with one form."""


class SettingsView(StaffView, TemplateView):
    """As "Pengaturan": the frame in which each room's pages stand."""

    template_name = "ui/settings.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the pages this person may open."""
        super().setup(request, *args, **kwargs)
        self.pages = slots.settings_page.visible(request)

    def has_permission(self) -> bool:
        """Only those for whom at least one page is meant."""
        return bool(self.pages)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pages."""
        return super().get_context_data(pages=self.pages, **kwargs)


def may_read_health(request: HttpRequest) -> bool:
    """Whether this person is named by a room (slot `health_reader`) as one who reads the findings."""
    return request.user.is_authenticated and bool(slots.health_reader.entries()) and bool(slots.health_reader.visible(request))


class HealthView(PublicView, TemplateView):
    """/sehat/: one word and a status code for machines and the public; the findings for operators."""

    template_name = "ui/health.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """200 when every critical check is well, else 503; all checks run only for an operator."""
        del args, kwargs
        critical = [(check, check.check()) for check in slots.health_check.entries() if check.critical]
        well = all(finding.ok for _check, finding in critical)
        status = 200 if well else 503
        if not well or not may_read_health(request):
            return HttpResponse("sehat\n" if well else "gangguan\n", content_type="text/plain; charset=utf-8", status=status)
        others = [(check, check.check()) for check in slots.health_check.entries() if not check.critical]
        return self.render_to_response(self.get_context_data(findings=critical + others))


def database_answers() -> slots.Finding:
    """The check of the database: one trivial question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 - whatever goes wrong here means that the database does not answer
        return slots.Finding(ok=False, words=_("Basis data tidak menjawab. Periksa layanan basis data dan sambungannya."))
    return slots.Finding(ok=True, words=_("Basis data menjawab."))


class LanguageView(PublicView, TemplateView):
    """/bahasa/: a page with a button a language; sending it sets a cookie and goes back.

    Exempt from the token: the choice touches nothing but the words on the screen, and a token would put a cookie on the
    phone of everybody who only reads the landing page.
    """

    template_name = "ui/language.html"

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """The view function without the token check."""
        return csrf_exempt(super().as_view(**initkwargs))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Sets the language and returns to `next` when that is an address of this site."""
        return set_language(request)


ROBOTS = "User-agent: *\nDisallow: /petugas/\nDisallow: /status/\nDisallow: /lapor/\nDisallow: /keaslian/\nDisallow: /gateway/\n"


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """/robots.txt: search engines may show the landing page, the ways in and the statistics."""
    del request
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


def _standalone(name: str, status: int) -> HttpResponse:
    """An error page that needs neither request nor database."""
    return HttpResponse(loader.get_template(name).render({"site": site_settings()}), status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: the page knows the office's number even when nothing else works."""
    del request
    return _standalone("500.html", 500)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: the same words for what is not there and for what is not for this person; staff keep their frame and menu."""
    if not _is_staff(request):
        return page_not_found(request, exception)
    return _within_the_staff_frame(request, 404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403: likewise."""
    if not _is_staff(request):
        return permission_denied(request, exception)
    return _within_the_staff_frame(request, 403)


def _is_staff(request: HttpRequest) -> bool:
    """Whether somebody is signed in; without a session's cookie nobody is asked, so that the public costs no question."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _within_the_staff_frame(request: HttpRequest, status: int) -> HttpResponse:
    with translation.override(settings.LANGUAGE_CODE):
        return render(request, "ui/not_for_staff.html", status=status)


def bad_request(request: HttpRequest, exception: BadRequest | Exception) -> HttpResponse:
    """handler400: says what to do, without repeating what was sent."""
    del request, exception
    return _standalone("400.html", 400)
