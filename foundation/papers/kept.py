"""The office's words as public pages show them: read once for all pages, kept by each process for PAGES_KEPT_SECONDS."""

import time
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import get_language

from foundation.papers.models import PageText
from foundation.papers.queries import chosen_text

Texts = dict[tuple[str, str], str]


@dataclass
class _Kept:
    texts: Texts = field(default_factory=dict)
    until: float = 0


_kept = _Kept()


def office_words(page: str) -> str | None:
    """The words for a page of enums.OfficePage in the visitor's language, else in Indonesian; None when there are none.

    A change shows after PAGES_KEPT_SECONDS at the latest: no page waits for the database only to learn that nothing was written.
    """
    if _kept.until <= time.monotonic():
        _kept.texts = {(slug, language): text for slug, language, text in PageText.objects.values_list("slug", "language", "text")}
        _kept.until = time.monotonic() + settings.PAGES_KEPT_SECONDS
    written = {language: text for (slug, language), text in _kept.texts.items() if slug == page}
    return chosen_text(written, get_language())
