"""What stands on the pages of one month's report, put together for their templates."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from foundation.accounts.enums import Role
from foundation.papers.views.cards import PaperCard, card_of
from foundation.ui import wording
from foundation.ui.parts import Figure
from foundation.vault.keys import Keys
from reports.models import MonthlyReport
from reports.permissions import may_approve, may_write
from reports.queries import reports as queries
from reports.queries.figures import figures_of
from reports.rules.contents import DEFINITIONS
from reports.rules.period import Period
from reports.rules.population import INSPECTORATE, OPEN_TO_THE_LINE
from reports.rules.publication import type_rows
from reports.views.presentation import Footnotes, Line, bars_of, big_numbers, month_before


def inspector_page(period: Period, figures: dict[str, Any]) -> dict[str, Any]:
    """Every figure, each with the number of its definition."""
    notes = Footnotes()
    return {
        **_summary(period, figures),
        "received_note": notes.number("received"),
        "followed_up_note": notes.number("followed_up"),
        "on_time_note": notes.number("clocks_on_time"),
        "strict_note": notes.number("clocks_strict"),
        "median_note": notes.number("clocks_median"),
        "overdue_note": notes.number("overdue"),
        "balance": _balance(figures, notes),
        "outcomes": _outcomes(figures, notes),
        "ages_note": notes.number("open_by_age"),
        "channels_note": notes.number("channels"),
        "footnotes": notes.texts(),
    }


def shown_figures(period: Period, report: MonthlyReport | None, *, roles: Collection[Role], today: date) -> dict[str, Any]:
    """The frozen figures; while nothing is frozen of the Inspektur everything, of a deputy what he may know of before it appears."""
    if report is not None and not report.is_draft:
        return dict(report.figures)
    return figures_of(period, today=today, counted=INSPECTORATE if may_approve(roles) else OPEN_TO_THE_LINE)


def paper_card(report: MonthlyReport | None, keys: Keys | None, *, roles: Collection[Role]) -> PaperCard | None:
    """The signed paper of a revision for somebody whose keys open it; None for everybody else and while there is none."""
    found = queries.with_paper(report.month, report.revision) if report and report.paper_id else None
    if found is None or found.paper is None or keys is None or not keys.can_open(found.paper.inside):
        return None
    place = [found.month, found.revision]
    return card_of(
        found.paper,
        url=reverse("reports:paper", args=place),
        upload=reverse("reports:add_scan", args=place) if may_write(roles) else "",
        scan=lambda one: reverse("reports:scan", args=[*place, one.pk]),
    )


def readable_papers(revisions: Iterable[MonthlyReport], keys: Keys | None) -> set[int]:
    """The revisions whose paper these keys open."""
    return {one.revision for one in revisions if one.paper_id and one.compartment and keys is not None and keys.can_open(one.compartment)}


def mayor_page(report: MonthlyReport) -> dict[str, Any]:
    """The three large numbers, the clocks, what came in and went out, what was halted and why, the trend, the delegates' total."""
    balance, waiting = report.figures["balance"], report.figures["awaiting_mayor"]
    return {
        **_summary(report.month, report.figures),
        "closing": balance["closing"],
        "work": _work(report.figures),
        "more": max(balance["closing"] - balance["opening"], 0),
        "fewer": max(balance["opening"] - balance["closing"], 0),
        "waiting": waiting["total"],
        "waiting_since": date.fromisoformat(waiting["since"]) if waiting["since"] else None,
        "outside": DEFINITIONS["outside"],
        "corrections": [one for one in [report, *queries.corrections_of(report)] if one.correction_reason],
        "definitions": [DEFINITIONS[key] for key in MAYOR_DEFINITIONS],
    }


MAYOR_DEFINITIONS = ("received", "followed_up", "clocks_on_time", "closing", "postponed", "stopped", "not_complaints", "out_of_scope")
"""The words the Walikota's page explains."""


def _work(figures: dict[str, Any]) -> list[Line]:
    """Balance, answers, and what was halted by ground, in one short table; what did not occur has a line where it is owed."""
    balance, given = figures["balance"], figures["answers"]
    lines = [Line(DEFINITIONS[key].label, balance[key]) for key in ("opening", "received", "reopened", "closed")]
    lines += [Line(DEFINITIONS["closing"].label, balance["closing"], strong=True)]
    lines += [Line(DEFINITIONS[f"answers_{kind}"].label, given[kind]) for kind in ("final", "interim", "partial_refusal", "refusal")]
    lines += [Line(DEFINITIONS["postponed"].label, figures["postponed"]), *_grounds(figures.get("postponed_by_ground", ()))]
    lines += [Line(DEFINITIONS["stopped"].label, figures["stopped"]["total"]), *_grounds(figures["stopped"]["by_ground"])]
    ended = ("referred", "not_complaints", "out_of_scope")
    return [*lines, *(Line(DEFINITIONS[key].label, figures[key]) for key in ended if key in figures)]


def _grounds(rows: Iterable[dict[str, Any]]) -> list[Line]:
    return [Line(f"– {row['label']}", row["count"]) for row in rows]


def _summary(period: Period, figures: dict[str, Any]) -> dict[str, Any]:
    year = queries.year_up_to(period)
    due, late = sum(row["due"] for row in figures["clocks"]), sum(row["late"] for row in figures["clocks"])
    numbers = big_numbers(figures["received"]["total"], figures["followed_up"]["total"], month_before(year, period))
    numbers.append(_late(late, due))
    return {
        "period": period,
        "data": figures,
        "figures": numbers,
        "rows": type_rows(figures),
        "clocks": figures["clocks"],
        "bars": bars_of(year),
        "year_received": sum(total.received for total in year),
        "year_followed_up": sum(total.followed_up for total in year),
    }


def _late(late: int, due: int) -> Figure:
    note = f"dari {wording.number(due)} batas yang jatuh pada bulan ini" if due else "tidak ada batas yang jatuh pada bulan ini"
    return Figure(wording.number(late), "lewat batas waktu", note, "late" if late else "")


def _balance(figures: dict[str, Any], notes: Footnotes) -> list[Line]:
    balance = figures["balance"]
    lines = [notes.line(key, balance[key]) for key in ("opening", "received", "reopened", "closed")]
    return [*lines, notes.line("closing", balance["closing"], strong=True)]


def _outcomes(figures: dict[str, Any], notes: Footnotes) -> list[Line]:
    """Answers, suspensions, referrals, and what was no complaint."""
    lines = [notes.line("followed_up_earlier", figures["followed_up"]["earlier"])]
    lines += [notes.line(f"answers_{kind}", figures["answers"][kind]) for kind in ("final", "interim", "partial_refusal", "refusal")]
    lines += [notes.line("postponed", figures["postponed"])]
    lines += _grounds(figures.get("postponed_by_ground", ()))
    lines += [notes.line("stopped", figures["stopped"]["total"])]
    lines += _grounds(figures["stopped"]["by_ground"])
    # Figures frozen before the two were told apart have one line for both.
    lines += [notes.line(key, figures[key]) for key in ("referred", "not_complaints", "out_of_scope") if key in figures]
    return [*lines, notes.line("awaiting_mayor", figures["awaiting_mayor"]["total"])]


@dataclass(frozen=True)
class ListRow:
    """One month in the list of reports; figures only once they are frozen."""

    report: MonthlyReport
    month: date
    url: str
    public_url: str
    figures: dict[str, Any] | None
    late: int


def list_rows(reports: Sequence[MonthlyReport], *, linked: bool) -> list[ListRow]:
    """The months side by side; `linked` for those who may open a report."""
    return [
        ListRow(
            report=report,
            month=report.month.first,
            url=reverse("reports:report", args=[report.month]) if linked else "",
            public_url="" if report.is_draft and report.revision == 1 else reverse("reports:statistics_month", args=[report.month]),
            figures=None if report.is_draft else report.figures,
            late=sum(row["late"] for row in report.figures["clocks"]),
        )
        for report in reports
    ]
