"""The larger parts of a screen: panels, alerts, lists, clocks, timelines, charts, tables, receipts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.template.engine import Engine
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from foundation.ui import wording
from foundation.ui.parts import Bar, Counter, DeadlineView, Figure, Promise, SummaryRow, Task, TaskGroup, TimelineEntry
from foundation.ui.svg import BASELINE, chart_columns

register = template.Library()

ALERT_ICONS = {"info": "info", "warning": "near", "danger": "late", "success": "check"}


def _render(context: Context, name: str, **values: Any) -> SafeString:
    """A component's own template, which knows only what it is given."""
    component = Engine.get_default().get_template(f"components/{name}.html")
    return component.render(context.new(values))


@register.simple_block_tag(takes_context=True)
def panel(context: Context, content: str, title: str, *, anchor: str = "", level: int = 2, icon: str = "") -> SafeString:
    """A card with a heading. `anchor` is its id (default: from the title)."""
    return _render(context, "panel", content=content, title=title, id=anchor or slugify(title), level=level, icon=icon)


@register.simple_block_tag(takes_context=True)
def alert(context: Context, content: str, kind: str = "info", title: str = "", heading: str = "", icon: str = "") -> SafeString:
    """A notice: kind info, warning, danger or success; `title` is its bold first sentence, `heading` makes it a section."""
    return _render(
        context, "alert", content=content, kind=kind, title=title, heading=heading, id=slugify(heading), icon=icon or ALERT_ICONS[kind]
    )


@register.simple_block_tag(takes_context=True)
def message(context: Context, content: str, who: str, at: date, *, own: bool = False) -> SafeString:
    """One message of a conversation: own ones stand right and tinted. The content is HTML: pass text through `linebreaks`."""
    return _render(context, "message", content=content, who=who, at=at, iso=at.isoformat(), own=own)


@register.simple_block_tag
def summary_list(content: str) -> SafeString:
    """A list of labels and values; fill it with `summary_row` and `summary_item`."""
    return SafeString(f'<dl class="summary-list">{content}</dl>')


@register.inclusion_tag("components/summary_row.html")
def summary_row(label: str, value: Any, url: str = "", action: str = "", hidden: str = "") -> dict[str, Any]:
    """One label and one plain value, with a link to change it; `hidden` completes the link for screen readers."""
    return {"label": label, "value": value, "url": url, "action": action or _("Ubah"), "hidden": hidden or label.lower()}


@register.simple_block_tag(takes_context=True)
def summary_item(context: Context, content: str, label: str, url: str = "", action: str = "", hidden: str = "") -> SafeString:
    """Like `summary_row`, with a value that holds other components."""
    return _render(context, "summary_row", label=label, value=content, url=url, action=action or _("Ubah"), hidden=hidden or label.lower())


@register.inclusion_tag("components/summary_rows.html")
def summary_rows(rows: Sequence[SummaryRow]) -> dict[str, Any]:
    """A whole summary list from records made by the view."""
    return {"rows": rows}


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Sequence[Task]) -> dict[str, Any]:
    """Tasks with their state in words."""
    return {"tasks": tasks}


@register.inclusion_tag("components/task_groups.html")
def task_groups(groups: Sequence[TaskGroup], level: int = 3) -> dict[str, Any]:
    """Task lists under headings."""
    return {"groups": groups, "level": level}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Sequence[TimelineEntry]) -> dict[str, Any]:
    """What happened, newest first (the caller orders)."""
    return {"entries": entries}


@register.inclusion_tag("components/clock.html")
def clock(deadline: DeadlineView) -> dict[str, Any]:
    """One legal term as a card, inside `ul.clocks`."""
    return {"deadline": deadline}


@register.inclusion_tag("components/clocks.html")
def clocks(deadlines: Sequence[DeadlineView]) -> dict[str, Any]:
    """The legal terms of a case side by side."""
    return {"deadlines": deadlines}


@register.inclusion_tag("components/promises.html")
def promises(promises: Sequence[Promise]) -> dict[str, Any]:
    """The promised dates of a receipt."""
    return {"promises": promises}


@register.inclusion_tag("components/receipt.html", takes_context=True)
def receipt(context: Context, code: str, rows: Sequence[SummaryRow], promises: Sequence[Promise], note: str = "") -> dict[str, Any]:
    """The ticket: `code` in groups parted by spaces or dashes, what was recorded, what is promised; `note` names the free days."""
    return {
        "groups": code.replace("-", " ").split(),
        "rows": rows,
        "promises": promises,
        "note": note,
        "site": context.get("site"),
    }


@register.inclusion_tag("components/figures.html")
def figures(figures: Sequence[Figure]) -> dict[str, Any]:
    """Two or three big numbers."""
    return {"figures": figures}


@register.inclusion_tag("components/counters.html")
def counters(counters: Sequence[Counter]) -> dict[str, Any]:
    """Numbers that filter the list below."""
    return {"counters": counters}


def _description(bars: Sequence[Bar], label: str) -> str:
    """What the chart shows, in one or two sentences, for those who do not see it."""
    if not bars:
        return _("Belum ada angka.")
    lowest, highest = min(bars, key=lambda bar: bar.a), max(bars, key=lambda bar: bar.a)
    values = {
        "label": label,
        "low": wording.number(lowest.a),
        "low_at": lowest.name,
        "high": wording.number(highest.a),
        "high_at": highest.name,
    }
    if lowest.a == highest.a:
        return _("%(label)s: selalu %(high)s. Angka lengkap ada pada tabel.") % values
    sentence = _(
        "%(label)s: paling sedikit %(low)s pada %(low_at)s dan paling banyak %(high)s pada %(high_at)s. Angka lengkap ada pada tabel."
    )
    return sentence % values


@register.inclusion_tag("components/chart.html")
def chart(
    bars: Sequence[Bar], title: str, *, a: str = "", b: str = "", first: str = "", anchor: str = "bagan", table: bool = True
) -> dict[str, Any]:
    """Two values per group: `a` outlined, `b` solid inside it, with the full table under it.

    `table=False` only where `chart_table` stands elsewhere on the same page. `first` heads the table's first column.
    """
    a, b = a or _("Diterima"), b or _("Ditindaklanjuti")
    return {
        "bars": bars,
        "columns": chart_columns(bars),
        "title": title,
        "description": _description(bars, a),
        "a": a,
        "b": b,
        "first": first,
        "id": anchor,
        "table": table,
        "baseline": BASELINE,
    }


@register.inclusion_tag("components/chart_table.html")
def chart_table(bars: Sequence[Bar], caption: str, a: str = "", b: str = "", first: str = "", anchor: str = "") -> dict[str, Any]:
    """The numbers of a chart with their sums."""
    return {
        "bars": bars,
        "caption": caption,
        "a": a or _("Diterima"),
        "b": b or _("Ditindaklanjuti"),
        "first": first or _("Bulan"),
        "id": anchor or slugify(caption),
        "sum_a": sum(bar.a for bar in bars),
        "sum_b": sum(bar.b for bar in bars),
    }


@register.simple_block_tag(takes_context=True)
def table(context: Context, content: str, caption: str, *, anchor: str = "", cards: bool = False, hide: bool = False) -> SafeString:
    """A real table in a region that can scroll. Content: thead, tbody, tfoot. `cards` turns rows into cards on phones
    (then write the roles and `data-label` on rows and cells); `hide` keeps the caption for screen readers only.
    """
    return _render(context, "table", content=content, caption=caption, id=anchor or slugify(caption), cards=cards, hide=hide)
