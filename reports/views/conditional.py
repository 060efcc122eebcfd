"""Answers "not modified" to those who have the page already."""

import hashlib
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag

from foundation.ui.views import PublicView

FIVE_MINUTES = 300
"""How long a published page may be kept without asking again: so late may a correction be seen."""


class CachedPublicView(PublicView):
    """A public page with an ETag of its very bytes, so that a new layout is a new page, and the moment of the newest figures.

    The view sets `last_modified`. Pages in the language that the reader chose, which a cookie keeps, say so to caches (`varies`).
    """

    cache_seconds = FIVE_MINUTES
    last_modified: datetime | None = None
    varies = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or 304 for a reader who has it."""
        response = super().dispatch(request, *args, **kwargs)
        if self.varies:
            patch_vary_headers(response, ["Cookie"])
        if isinstance(response, TemplateResponse):
            response.render()
        if not isinstance(response, HttpResponse) or response.status_code != 200:
            return response
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        moment = int(self.last_modified.timestamp()) if self.last_modified else None
        if moment is not None:
            response["Last-Modified"] = http_date(moment)
        return get_conditional_response(request, etag, moment, response) or response
