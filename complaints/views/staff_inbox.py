"""The inbox: what to do first, nearest deadline on top; every row is one the person may see."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from complaints import queries
from complaints.enums import ComplaintState
from complaints.forms import InboxFilter
from complaints.models import AccusedPerson, Complaint
from complaints.permissions import FORWARDING_ROLES, READING_ROLES
from complaints.slots.channels import channel_labels
from complaints.slots.clocks import deadline_view
from foundation.ui.parts import Counter, DeadlineView
from foundation.ui.views import StaffView
from foundation.vault.errors import VaultError
from foundation.vault.keys import Keys
from foundation.vault.sealing import open_sealed

ROWS = 25


@dataclass(frozen=True)
class Row:
    """One line of the inbox."""

    complaint: Complaint
    deadline: DeadlineView | None
    unit: str
    openable: bool
    channel: str
    state: str


class InboxView(StaffView, TemplateView):
    """`/petugas/`: the cases of whoever is signed in, filtered by a plain GET form."""

    template_name = "complaints/staff/inbox.html"
    at: datetime

    def has_permission(self) -> bool:
        """Everybody with a role in force has an inbox; it may be empty."""
        return bool(self.request.roles)  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counters, filters, one page of rows."""
        self.at = timezone.now()
        today = timezone.localdate(self.at)
        cases = queries.visible_to(self.request.user, at=self.at)  # type: ignore[arg-type]
        form = InboxFilter(self.request.GET or None, types=queries.types_in_force(today), channels=channel_labels())
        wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
        filtered = _ordered(_filtered(cases, wanted, today=today), wanted.get("urut", ""))
        page = _page(filtered, self.request.GET.get("halaman", "1"))
        counts = queries.counters(cases, today=today)
        return super().get_context_data(
            **kwargs,
            filter=form,
            page=page,
            rows=self._rows(page, today=today),
            counters=_counters(counts, current=wanted.get("antrean", "")),
            capped=page.paginator.count > queries.COUNT_CAP,
            cap=queries.COUNT_CAP,
            may_register=bool(self.request.roles & FORWARDING_ROLES),  # type: ignore[attr-defined]
            reads_cases=bool(self.request.roles & READING_ROLES),  # type: ignore[attr-defined]
            chips=_chips(form, wanted, self.request.GET),
            refreshed_at=self.at,
        )

    def _rows(self, page: Page, *, today: date) -> list[Row]:
        complaints: list[Complaint] = list(page.object_list)
        clocks = queries.clocks_of(complaints, today=today)
        units = _units(complaints, self.request.keyring)  # type: ignore[attr-defined]
        labels = dict(channel_labels())
        rows = []
        for complaint in complaints:
            running = [clock for clock in clocks[complaint.pk] if clock.met_on is None]
            nearest = min(running, key=lambda clock: clock.due_on, default=None)
            rows.append(
                Row(
                    complaint=complaint,
                    deadline=deadline_view(nearest, today=today) if nearest and complaint.state != ComplaintState.CLOSED else None,
                    unit=units.get(complaint.pk, ""),
                    openable=complaint.pk in units,
                    channel=labels.get(complaint.channel, complaint.channel),
                    state=str(ComplaintState(complaint.state).label),
                ),
            )
        return rows


def _filtered(cases: QuerySet[Complaint], wanted: dict[str, Any], *, today: date) -> QuerySet[Complaint]:
    """The cases that pass the filters; without a stage named, open ones only."""
    match wanted.get("antrean"):
        case "belum":
            cases = queries.not_forwarded(cases)
        case "hari-ini":
            cases = queries.due_on(cases, today)
        case "lewat":
            cases = queries.late_on(cases, today)
        case "lengkapi":
            cases = queries.incomplete(cases)
    if wanted.get("tahap"):
        cases = cases.filter(state=wanted["tahap"])
    elif not wanted.get("antrean"):
        cases = queries.open_cases(cases)
    if wanted.get("jenis"):
        cases = cases.filter(violation_type__code=wanted["jenis"].code)
    if wanted.get("saluran"):
        cases = cases.filter(channel=wanted["saluran"])
    return cases


def _ordered(cases: QuerySet[Complaint], order: str) -> QuerySet[Complaint]:
    fields = {"diterima": ["-received_on", "-id"], "nomor": ["-register_year", "-register_sequence"]}.get(order)
    return cases.order_by(*fields) if fields else queries.nearest_first(cases)


class CappedPaginator(Paginator):
    """Counts no further than the cap; nobody pages through more."""

    @property
    def count(self) -> int:  # type: ignore[override]
        """How many rows, up to the cap and one."""
        if not hasattr(self, "_capped"):
            self._capped = queries.capped_count(self.object_list)  # type: ignore[arg-type]
        return self._capped


def _page(cases: QuerySet[Complaint], number: str) -> Page:
    with_parts = cases.select_related("content", "violation_type", "handling_officer")
    return CappedPaginator(with_parts, ROWS).get_page(number)


def _units(complaints: list[Complaint], keys: Keys | None) -> dict[object, str]:
    """The accused's units of the cases shown, opened with the reader's own keys; cases that do not open are left out."""
    if keys is None or not complaints:
        return {}
    keys.preload([complaint.content for complaint in complaints])
    openable = {complaint.pk: complaint for complaint in complaints if keys.can_open(complaint.content)}
    found: dict[object, list[str]] = {pk: [] for pk in openable}
    for person in AccusedPerson.objects.filter(complaint__in=openable).order_by("position"):
        person.content = openable[person.complaint_id].content
        try:
            unit = (open_sealed(person, "details", keys) or {}).get("unit", "").strip()
        except VaultError:
            unit = ""
        if unit and unit not in found[person.complaint_id]:
            found[person.complaint_id].append(unit)
    return {pk: ", ".join(units) for pk, units in found.items()}


def _counters(counts: queries.Counters, *, current: str) -> list[Counter]:
    inbox = reverse("complaints:inbox")

    def shown(value: int) -> int | str:
        return f"{queries.COUNT_CAP}+" if value > queries.COUNT_CAP else value

    return [
        Counter(shown(counts.not_forwarded), "Belum diteruskan", f"{inbox}?antrean=belum", current=current == "belum"),
        Counter(
            shown(counts.due_today), "Jatuh tempo hari ini", f"{inbox}?antrean=hari-ini", "near" if counts.due_today else "", current == "hari-ini",
        ),
        Counter(shown(counts.late), "Lewat batas", f"{inbox}?antrean=lewat", "late" if counts.late else "", current == "lewat"),
        Counter(shown(counts.incomplete), "Perlu dilengkapi", f"{inbox}?antrean=lengkapi", current=current == "lengkapi"),
    ]


def _chips(form: InboxFilter, wanted: dict[str, Any], query: Any) -> list[tuple[str, str]]:
    """Active filters as words and the address without them."""
    chips = []
    for name in ("antrean", "tahap", "jenis", "saluran"):
        if not wanted.get(name):
            continue
        value = wanted[name]
        words = str(value) if name == "jenis" else str(dict(form.fields[name].choices)[value])  # type: ignore[attr-defined]
        rest = query.copy()
        rest.pop(name, None)
        rest.pop("halaman", None)
        chips.append((words, f"?{rest.urlencode()}"))
    return chips
