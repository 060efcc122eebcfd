"""Reads of texts and legal references."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from foundation.papers.models import LegalReference, PageText

FIRST_LANGUAGE = "id"


def page_text(slug: str, *, language: str | None = None) -> str | None:
    """The office's own words for a page, in `language` (default: the visitor's), else in Indonesian; None when it wrote none."""
    wanted = (language or get_language() or FIRST_LANGUAGE).split("-")[0]
    texts = dict(PageText.objects.filter(slug=slug, language__in=[wanted, FIRST_LANGUAGE]).values_list("language", "text"))
    return texts.get(wanted, texts.get(FIRST_LANGUAGE))


def references_in_force(*, on: date) -> QuerySet[LegalReference]:
    """The law that may be cited on a day: begun, not ended, and not replaced by law in force by then. Unknown dates bar nothing."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    successor = LegalReference.objects.filter(begun, replaces=OuterRef("pk"))
    return LegalReference.objects.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gte=on)).exclude(Exists(successor))
