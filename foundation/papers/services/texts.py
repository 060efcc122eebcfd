"""Texts of pages, as the office words them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.papers.enums import OfficePage
from foundation.papers.models import PageText
from foundation.papers.rules import fingerprint


class TextChanged(Exception):
    """Somebody else changed the text in the meantime; nothing was written."""


@transaction.atomic
def write_page_text(
    slug: str, text: str, *, language: str = "id", instead_of: str | None = None, by: User | None, at: datetime
) -> PageText:
    """Set the office's words for a page; `by` None is the system. An empty text takes them off the page.

    `instead_of`: rules.fingerprint of the text the writer saw; raises TextChanged when it is another by now. None writes in any
    case.
    The log keeps the SHA-256 of the words before and after, never the words.
    """
    row = PageText.objects.select_for_update().filter(slug=slug, language=language).first()
    before = row.text if row else ""
    if instead_of is not None and instead_of != fingerprint(before):
        raise TextChanged
    page, _ = PageText.objects.update_or_create(slug=slug, language=language, defaults={"text": text, "changed_at": at})
    facts = {"page": slug, "language": language, "before": fingerprint(before), "after": fingerprint(text)}
    record("papers.page_text_written", page, by=by, at=at, detail=facts)
    return page


@transaction.atomic
def write_page_texts(
    page: OfficePage, texts: Mapping[str, str], *, instead_of: Mapping[str, str], by: User, at: datetime
) -> list[PageText]:
    """Set a page's words in several languages at once; a language whose words stay as they are is left alone.

    `texts` and `instead_of` by language code, as write_page_text takes them. Raises TextChanged; then nothing is written.
    """
    changed = {language: text for language, text in texts.items() if fingerprint(text) != instead_of[language]}
    return [
        write_page_text(page.value, text, language=language, instead_of=instead_of[language], by=by, at=at)
        for language, text in changed.items()
    ]
