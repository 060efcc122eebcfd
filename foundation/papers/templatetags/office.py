"""The office's own words on a page: `{% load office %}{% office_text "privasi" %}`."""

from typing import Any

from django import template

from foundation.papers.kept import office_words

register = template.Library()


@register.inclusion_tag("papers/public/_office_text.html")
def office_text(page: str) -> dict[str, Any]:
    """The words of enums.OfficePage in the visitor's language; nothing while the office wrote none."""
    return {"text": office_words(page)}
