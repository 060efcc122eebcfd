"""Filters and the smallest parts of a screen: icons, chips, badges, days, citations."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.law import Pasal
from foundation.ui import wording
from foundation.ui.icons import ICONS, STATE_ICONS
from foundation.ui.parts import Cell, DeadlineView
from foundation.ui.svg import day_cells, qr_code
from foundation.ui.visible import visible

register = template.Library()


def _dated(value: Any, write: Any) -> str:
    """A date in words; nothing for nothing; what is not a date (a date known only in part) speaks for itself."""
    if not value:
        return ""
    return str(write(value)) if isinstance(value, date) else str(value)


@register.filter
def tanggal(value: date | None) -> str:
    """As "Senin, 23 November 2026"."""
    return _dated(value, wording.long_date)


@register.filter
def tanggal_biasa(value: date | None) -> str:
    """As "23 November 2026"."""
    return _dated(value, wording.plain_date)


@register.filter
def tanggal_pendek(value: date | None) -> str:
    """As "27 Nov 2026"."""
    return _dated(value, wording.short_date)


@register.filter
def bulan(value: date | None) -> str:
    """As "Oktober 2026"."""
    return _dated(value, wording.month)


@register.filter
def pukul(value: datetime | None) -> str:
    """As "21.47 WIB"."""
    return _dated(value, wording.hour)


@register.filter
def waktu(value: datetime | None) -> str:
    """As "Senin, 23 November 2026, pukul 14.05 WIB"; a plain date stays without an hour."""
    return _dated(value, wording.moment if isinstance(value, datetime) else wording.long_date)


@register.filter
def angka(value: float | None) -> str:
    """As "1.234"."""
    return wording.number(value)


@register.filter
def ukuran(value: int) -> str:
    """As "412 KB"."""
    return wording.size(value)


@register.filter
def terlihat(value: object) -> str:
    """The text with invisible and direction-changing signs written as code points; still escaped by the template."""
    return "" if value is None else visible(value)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing from foundation.ui.icons, hidden from screen readers: words must stand beside it."""
    return ICONS[name]


@register.simple_tag
def qr(text: str) -> SafeString:
    """A QR code, hidden from screen readers: what it says must stand beside it in words."""
    return format_html('<div aria-hidden="true">{}</div>', qr_code(text))


@register.simple_tag
def chip(state: str, words: str) -> SafeString:
    """A deadline state by shape and words: safe, near, late, met, paused."""
    kind = "" if state == "safe" else f" chip-{state}"
    return format_html('<span class="chip{}">{}{}</span>', kind, ICONS[STATE_ICONS[state]], words)


@register.simple_tag
def badge(words: str, kind: str = "", icon: str = "") -> SafeString:
    """A small label; kind "strong" (filled) or "secret" (the stamp RAHASIA)."""
    style = f" badge-{kind}" if kind else ""
    drawing = format_html("{} ", ICONS[icon]) if icon else ""
    return format_html('<span class="badge{}">{}{}</span>', style, drawing, words)


@register.simple_tag
def state_badge(words: str) -> SafeString:
    """The stage of a case, filled."""
    return badge(words, "strong")


@register.simple_tag
def deadline_badge(deadline: DeadlineView | None) -> SafeString | str:
    """A chip with its legal date and article under it, for tables; nothing when no term runs."""
    if deadline is None:
        return ""
    return format_html(
        '{}<span class="sub nowrap">{}, {}</span>{}',
        chip(deadline.state, deadline.words),
        wording.short_date(deadline.due_on),
        deadline.pasal,
        format_html('<span class="sub">{}</span>', deadline.caution) if deadline.caution else "",
    )


def _days_label(cells: Sequence[Cell], state: str) -> str:
    """The row of days in words."""
    total = len(cells)
    if state == "met":
        return _("Terpenuhi pada hari kerja ke-%(day)d dari %(total)d") % {"day": sum(cell != "left" for cell in cells), "total": total}
    if "today" in cells:
        return _("Hari ini hari kerja ke-%(day)d dari %(total)d") % {"day": list(cells).index("today") + 1, "total": total}
    gone = sum(cell == "gone" for cell in cells)
    return _("%(gone)d dari %(total)d hari kerja sudah lewat") % {"gone": gone, "total": total}


@register.simple_tag
def days(cells: Sequence[Cell], state: str = "safe") -> SafeString | str:
    """The row of days: one cell per working day of a term, "gone", "today" or "left", with its words for screen readers."""
    if not cells:
        return ""
    return format_html('<svg class="days" role="img" aria-label="{}">{}</svg>', _days_label(cells, state), day_cells(cells))


@register.simple_tag
def pasal(article: Pasal | int, paragraph: int | None = None, letter: str | None = None, *, basis: bool = True) -> SafeString:
    """A citation whose official words are one tap away. Takes a Pasal, or its numbers; `basis=False` drops "Dasar: ".

    Not inside `p` or `span`: it is a `details` element.
    """
    cited = article if isinstance(article, Pasal) else Pasal(article, paragraph, letter)
    prefix = _("Dasar: ") if basis else ""
    return format_html(
        '<details class="pasal"><summary>{}{}</summary><blockquote lang="id">{}</blockquote></details>', prefix, cited, cited.text()
    )


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """As "Kesalahan: " for the title when the page's `form` or `formset` was sent and is not right."""
    for name in ("form", "formset"):
        form = context.get(name)
        if form is not None and getattr(form, "is_bound", False) and not form.is_valid():
            return _("Kesalahan: ")
    return ""
