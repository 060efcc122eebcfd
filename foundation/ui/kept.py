"""Pages without anything of their visitor, kept ready by each process for some seconds: rendered and compressed once a language."""

import gzip
import re
import time
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

ACCEPTS_GZIP = re.compile(r"\bgzip\b")


@dataclass(frozen=True)
class _Kept:
    plain: bytes
    compressed: bytes
    until: float


class KeptPageMixin:
    """For a TemplateView that shows everybody the same: no form token, no message, no name, no query.

    The page may be PAGES_KEPT_SECONDS old. Every header is still set by the middleware for each answer.
    """

    _kept: ClassVar[dict[tuple[type, str], _Kept]] = {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page as it is kept, made anew when it is too old."""
        place = (type(self), get_language() or "")
        kept = self._kept.get(place)
        if kept is None or kept.until <= time.monotonic():
            response = super().get(request, *args, **kwargs)  # type: ignore[misc]
            plain: bytes = response.render().content
            kept = self._kept[place] = _Kept(plain, gzip.compress(plain), time.monotonic() + settings.PAGES_KEPT_SECONDS)
        compressed = ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")) is not None
        answer = HttpResponse(kept.compressed if compressed else kept.plain)
        if compressed:
            answer["Content-Encoding"] = "gzip"
        patch_vary_headers(answer, ["Accept-Encoding"])
        return answer
