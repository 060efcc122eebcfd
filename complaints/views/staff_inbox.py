"""The inbox: what to do first, nearest deadline on top; every row is one the person may see."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from complaints import queries
from complaints.enums import ComplaintState, Direction, Routing
from complaints.forms.staff import InboxFilter
from complaints.models import Complaint
from complaints.permissions import FORWARDING_ROLES, READING_ROLES, may_forward
from complaints.services.entitlement import is_entitled
from complaints.slots.case import with_query
from complaints.slots.channels import channel_labels
from complaints.slots.clocks import deadline_view
from complaints.slots.inbox import HANDED_ON, NEAREST, ORDERS, PROMISED, QUEUES, STATES, Wanted, counting, keys_of_page
from foundation.accounts.models import User
from foundation.ui import slots
from foundation.ui.parts import Counter, DeadlineView
from foundation.ui.views import StaffView
from foundation.vault.errors import VaultError
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed

Choices = dict[str, list[tuple[str, str]]]
"""What the filter form offers, by field."""


@dataclass(frozen=True)
class Row:
    """One line of the inbox; `url` is the case, or the officer's receipt of what he handed on.

    `may_choose`: it can be ticked for forwarding; `asks`: the newest message is the reporter's.
    """

    complaint: Complaint
    deadline: DeadlineView | None
    unit: str
    url: str
    openable: bool
    may_choose: bool
    channel: str
    state: str
    asks: bool
    unrouted: bool


@dataclass(frozen=True)
class ShownView:
    """A view somebody keeps: its name, its address, and the address that lets go of it."""

    words: str
    url: str
    drop_url: str
    current: bool


class InboxView(StaffView, TemplateView):
    """`/petugas/`: the cases of whoever is signed in, filtered by a plain GET form."""

    template_name = "complaints/staff/inbox.html"
    at: datetime
    today: date
    wanted: Wanted
    kept: Wanted
    """What [Simpan tampilan] would keep of it."""

    def has_permission(self) -> bool:
        """Everybody with a role in force has an inbox; it may be empty."""
        return bool(self.request.roles)  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list; those whose role never holds a case begin at the first page of their menu."""
        reads_cases = bool(request.roles & READING_ROLES)  # type: ignore[attr-defined]
        first = None if reads_cases else next((entry for entry in slots.menu.visible(request) if entry.area == "main"), None)
        return super().get(request, *args, **kwargs) if first is None else redirect(first.url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counters, filters, one page of rows; nothing of it for those whose role never holds a case."""
        if not self.request.roles & READING_ROLES:  # type: ignore[attr-defined]
            return super().get_context_data(**kwargs, reads_cases=False)
        self.at = timezone.now()
        self.today, self.wanted = timezone.localdate(self.at), Wanted.from_query(self.request.GET)
        self.kept = self.wanted.savable()
        labels = channel_labels()
        choices = _choices(queries.kinds_in_force(self.today), labels)
        return super().get_context_data(
            **kwargs,
            **self._list(dict(labels)),
            reads_cases=True,
            filter=InboxFilter(_shown(self.wanted), choices=choices),
            chips=_chips(self.wanted, choices),
            views=(views := self._saved(choices)),
            may_save=bool(self.kept.query()) and not any(view.current for view in views),
            kept=[(name, value) for name, value in vars(self.kept).items() if value],
            record_url=next((entry.url for entry in slots.menu.visible(self.request) if entry.key == "record"), ""),
            offers_handed_on=bool(self.request.roles & FORWARDING_ROLES) and self.wanted.antrean != HANDED_ON,  # type: ignore[attr-defined]
            offers_promised=self.wanted.antrean != PROMISED,
            behind=queries.sweep_is_behind(at=self.at),
            refreshed_at=self.at,
        )

    def _saved(self, choices: Choices) -> list[ShownView]:
        """The views this person keeps, each named by its filters."""
        inbox, shown = reverse("complaints:inbox"), []
        for row in queries.saved_views_of(self.request.user):  # type: ignore[arg-type]
            wanted = Wanted.from_query(QueryDict(row.query).dict())
            order = [ORDERS[wanted.urut].lower()] if wanted.urut else []
            words = [*(words for _name, words in _filters(wanted, choices)), *order]
            drop = reverse("complaints:drop_view", args=[row.pk])
            shown.append(ShownView(", ".join(words) or ORDERS[NEAREST], with_query(inbox, wanted), drop, current=wanted == self.kept))
        return shown

    def _list(self, labels: dict[str, str]) -> dict[str, Any]:
        """The counters and one page of rows, with all numbers from one question to the database."""
        user: User = self.request.user  # type: ignore[assignment]
        listed = counting(user, self.wanted, at=self.at, today=self.today)
        counts, total = queries.counted(user, listed, cap=queries.COUNTER_CAP, at=self.at, today=self.today)
        # What is paged through are places in the list; the cases of a page are asked for by the first of them.
        page = Paginator(range(min(total, queries.COUNT_CAP)), queries.ROWS).get_page(self.request.GET.get("halaman", "1"))
        places = list(page.object_list)
        keys = keys_of_page(user, self.wanted, places[0], at=self.at, today=self.today)[: len(places)] if places else []
        rows = self._rows(queries.lines_of(keys, user=user, at=self.at), labels)
        return {
            "page": page,
            "rows": rows,
            "may_choose": any(row.may_choose for row in rows),
            "counters": _counters(counts, current=self.wanted.antrean),
            "caption": _caption(page, total, self.wanted),
        }

    def _rows(self, complaints: list[Complaint], labels: dict[str, str]) -> list[Row]:
        clocks = queries.nearest_clocks(complaints, today=self.today)
        user, roles = self.request.user, self.request.roles  # type: ignore[attr-defined]
        entitled = [row for row in complaints if is_entitled(row, row.opened_for, user, roles)]  # type: ignore[attr-defined, arg-type]
        units = _units(entitled, self.request.keyring)  # type: ignore[attr-defined]
        channels = {complaint.pk: labels.get(complaint.channel, complaint.channel) for complaint in complaints}
        return [self._row(row, clocks.get(row.pk), unit=units.get(row.pk), channel=channels[row.pk]) for row in complaints]

    def _row(self, complaint: Complaint, nearest: queries.Clock | None, *, unit: str | None, channel: str) -> Row:
        """One line; `unit` None says that the case does not open for this person (any more)."""
        openable, unrouted = unit is not None, complaint.routing == Routing.UNROUTED
        user, roles = self.request.user, self.request.roles  # type: ignore[attr-defined]
        return Row(
            complaint=complaint,
            deadline=deadline_view(nearest, today=self.today) if nearest and complaint.state != ComplaintState.CLOSED else None,
            unit=unit or "",
            url=self._url(complaint) if openable else reverse("complaints:officer_receipt", args=[complaint.pk]),
            openable=openable,
            may_choose=openable and not unrouted and may_forward(user.pk, roles, complaint),  # type: ignore[arg-type]
            channel=channel,
            state=str(ComplaintState(complaint.state).label),
            asks=openable and getattr(complaint, "last_direction", None) == Direction.FROM_REPORTER,
            unrouted=unrouted,
        )

    def _url(self, complaint: Complaint) -> str:
        """The case, with the list to go back to and on."""
        marked = self.wanted if self.wanted.query() else replace(self.wanted, urut=NEAREST)
        return with_query(reverse("complaints:case", args=[complaint.pk]), marked)


def _units(complaints: list[Complaint], keys: Keys | None) -> dict[object, str]:
    """The accused's units of the cases shown, opened with the reader's own keys; cases that do not open are left out."""
    if keys is None or not complaints:
        return {}
    keys.preload([complaint.content for complaint in complaints])
    openable = {complaint.pk: complaint for complaint in complaints if keys.can_open(complaint.content)}
    found: dict[object, list[str]] = {pk: [] for pk in openable}
    for person in queries.accused_of(openable):
        person.content = openable[person.complaint_id].content
        try:
            unit = str((open_sealed(person, "details", keys) or {}).get("unit", "")).strip()
        except VaultError:
            unit = ""
        if unit and unit not in found[person.complaint_id]:
            found[person.complaint_id].append(unit)
    return {pk: ", ".join(units) for pk, units in found.items()}


def _choices(kinds: list[tuple[str, str]], labels: list[tuple[str, str]]) -> Choices:
    """What the filter form offers; of a kind with several versions, the newest label."""
    return {
        "tahap": [("", "Terbuka"), *STATES.items()],
        "jenis": [("", "Semua jenis"), *dict(kinds).items()],
        "saluran": [("", "Semua saluran"), *labels],
        "urut": list(ORDERS.items()),
    }


def _shown(wanted: Wanted) -> dict[str, str]:
    """The filters as the form shows them: without an order named, the nearest deadline comes first."""
    return {**vars(wanted), "urut": wanted.urut or NEAREST}


def _caption(page: Page, total: int, wanted: Wanted) -> str:
    """How many, which rows of them, in which order."""
    count = f"Lebih dari {queries.COUNT_CAP}" if total > queries.COUNT_CAP else str(total)
    order = ORDERS[wanted.urut or NEAREST].lower()
    return f"{count} perkara, baris {page.start_index()}–{page.end_index()}, diurutkan menurut {order}"


def _counters(counts: queries.Counters, *, current: str) -> list[Counter]:
    inbox = reverse("complaints:inbox")
    values = dict(zip(QUEUES, (counts.not_forwarded, counts.due_today, counts.late, counts.incomplete), strict=True))
    states = {"hari-ini": "near", "lewat": "late"}
    return [
        Counter(
            value=f"{queries.COUNTER_CAP}+" if value > queries.COUNTER_CAP else value,
            label=QUEUES[queue],
            url=inbox if current == queue else f"{inbox}?antrean={queue}",
            state=states.get(queue, "") if value else "",  # type: ignore[arg-type]
            current=current == queue,
        )
        for queue, value in values.items()
    ]


def _filters(wanted: Wanted, choices: Choices) -> list[tuple[str, str]]:
    """The name of each active filter with its words."""
    found = []
    for name in ("q", "antrean", "tahap", "jenis", "saluran"):
        value = getattr(wanted, name)
        if value:
            queues = {**QUEUES, PROMISED: "Kabar atau tinjauan dijanjikan", HANDED_ON: "Sudah Anda teruskan"}
            names = {"q": {value: f"Nomor {value}"}, "antrean": queues}
            found.append((name, (names.get(name) or dict(choices[name])).get(value, value)))
    return found


def _chips(wanted: Wanted, choices: Choices) -> list[tuple[str, str]]:
    """Active filters as words, each with the address without it."""
    inbox = reverse("complaints:inbox")
    return [(words, with_query(inbox, replace(wanted, **{name: ""}))) for name, words in _filters(wanted, choices)]
