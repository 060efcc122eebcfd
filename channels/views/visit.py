"""The visitor's draft: found by a code that only a cookie and the visitor's paper hold, never by address, session or log."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from complaints.services import drafts
from complaints.services.drafts import DraftGone, FormDraft
from foundation.vault.codes import grouped, normalise
from foundation.vault.errors import BadCode


@dataclass(frozen=True)
class Visit:
    """An opened draft and the resume code that opens it."""

    code: str = field(repr=False)
    draft: FormDraft

    @property
    def shown_code(self) -> str:
        """As "7K4P 9XQ2 M6HD R3TB", the one way in which every code of this product is written."""
        return grouped(self.code)

    @property
    def groups(self) -> list[str]:
        """The four groups, for a page that shows each by itself."""
        return self.shown_code.split()


def code_in(request: HttpRequest) -> str:
    """The resume code that this browser holds, unjudged; "" for none."""
    return request.COOKIES.get(settings.DRAFT_COOKIE_NAME, "")


def shown_code_in(request: HttpRequest) -> str:
    """The resume code that this browser holds, as a person writes it down; "" for none. Needs no database."""
    try:
        return grouped(normalise(code_in(request)), "-")
    except BadCode:
        return ""


def visit_of(request: HttpRequest, *, at: datetime) -> Visit | None:
    """The draft this browser is filling in; None when it has none, or none any more."""
    code = code_in(request)
    if not code:
        return None
    try:
        return Visit(normalise(code), drafts.load(code, at=at))
    except (BadCode, DraftGone):
        return None


def remember(response: HttpResponseBase, code: str) -> None:
    """Let this browser hold the code until it is closed; no script reads it."""
    response.set_cookie(
        settings.DRAFT_COOKIE_NAME,
        code,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
        path=settings.DRAFT_COOKIE_PATH,
    )


def forget(response: HttpResponseBase) -> None:
    """Take the code out of this browser."""
    response.delete_cookie(settings.DRAFT_COOKIE_NAME, path=settings.DRAFT_COOKIE_PATH, samesite="Lax")
