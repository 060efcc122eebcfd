"""Texts of pages, as the office words them."""

import hashlib
from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.papers.models import PageText


class TextChanged(Exception):
    """Somebody else changed the text in the meantime; nothing was written."""


@transaction.atomic
def write_page_text(
    slug: str, text: str, *, language: str = "id", instead_of: str | None = None, by: User | None, at: datetime
) -> PageText:
    """Set the office's words for a page; `by` None is the system. An empty text takes them off the page.

    `instead_of`: the text the writer saw; raises TextChanged when it is another by now. None writes in any case.
    The log keeps the SHA-256 of the words before and after, never the words.
    """
    row = PageText.objects.select_for_update().filter(slug=slug, language=language).first()
    before = row.text if row else ""
    if instead_of is not None and instead_of != before:
        raise TextChanged
    page, _ = PageText.objects.update_or_create(slug=slug, language=language, defaults={"text": text, "changed_at": at})
    facts = {"page": slug, "language": language, "before": _hash(before), "after": _hash(text)}
    record("papers.page_text_written", page, by=by, at=at, detail=facts)
    return page


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
