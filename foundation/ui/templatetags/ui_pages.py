"""Finding one's way: menu, tabs, trail, sorting, pages, slots."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.ui import slots
from foundation.ui.parts import Tab

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, *subject: Any) -> list[slots.Entry]:
    """The visible entries of a slot: `{% slot "case_tab" complaint as tabs %}`."""
    registry: slots.Slot[Any] = getattr(slots, name)
    return registry.visible(context["request"], *subject)


@register.simple_tag(takes_context=True)
def public_notices(context: Context) -> list[tuple[str, dict[str, Any]]]:
    """What rooms show above every public page, as template and filling; nothing on error pages made without a request."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    offered = [(notice.template, notice.provider(request)) for notice in slots.public_notice.visible(request)]
    return [(name, filled) for name, filled in offered if filled is not None]


def _current(path: str, urls: Sequence[str]) -> str:
    """The most exact of the addresses that lead to `path`; "" when none does."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")


@register.inclusion_tag("components/staff_menu.html", takes_context=True)
def staff_menu(context: Context) -> dict[str, Any]:
    """The staff menu as this person sees it, the present page marked, then name and "Keluar"."""
    request: HttpRequest | None = context.get("request")
    user = getattr(request, "user", None)
    entries: list[slots.MenuEntry] = []
    if request is not None and user is not None and user.is_authenticated:
        entries = slots.menu.visible(request)
    links = [(f"{entry.label}{entry.suffix(request)}", entry.url, entry.area) for entry in entries]
    return {
        "main": [(label, url) for label, url, area in links if area == "main"],
        "account": [(label, url) for label, url, area in links if area == "account"],
        "current": _current(request.path, [url for _, url, _ in links]) if request is not None else "",
        "user": user,
        "site": context.get("site"),
    }


@register.inclusion_tag("components/tabs.html")
def tabs(tabs: Sequence[Tab], label: str) -> dict[str, Any]:
    """Tabs as plain links; `label` names the group for screen readers."""
    return {"tabs": tabs, "label": label}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*pairs: str) -> dict[str, Any]:
    """The way here, outermost first, as label and address in turn: `{% breadcrumbs "Pengaturan" settings_url %}`."""
    return {"links": [pair for index, pair in enumerate(pairwise(pairs)) if index % 2 == 0]}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: Page) -> dict[str, Any]:
    """Previous and next page of a list; the other words of the query string are kept (the page is `halaman`)."""
    return {"page": page, "request": context["request"]}


@register.simple_tag(takes_context=True)
def sort_header(context: Context, label: str, key: str, default: str = "", klass: str = "") -> SafeString:
    """A column head that sorts by `?urut=key`, again for `-key`; `default` is the order without that word."""
    query = context["request"].GET.copy()
    order = query.get("urut", default)
    ascending, descending = order == key, order == f"-{key}"
    query["urut"] = f"-{key}" if ascending else key
    query.pop("halaman", None)
    sort, arrow = ("ascending", " ↑") if ascending else ("descending", " ↓") if descending else ("", "")
    return format_html(
        '<th role="columnheader" scope="col"{}{}><a href="?{}">{}{}</a></th>',
        format_html(' class="{}"', klass) if klass else "",
        format_html(' aria-sort="{}"', sort) if sort else "",
        query.urlencode(),
        label,
        arrow,
    )
