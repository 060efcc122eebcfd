"""The list an inbox shows: what its address asks for, the cases that pass, their order, and the neighbours of one of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import F, Q, QuerySet

from complaints import queries
from complaints.enums import ComplaintState
from complaints.models import Complaint
from foundation.accounts.models import User
from foundation.statements import DAY, KEY, MOMENT, Statement, Words

QUEUES = {
    "belum": "Belum diteruskan",
    "hari-ini": "Jatuh tempo hari ini",
    "lewat": "Lewat batas",
    "lengkapi": "Perlu dilengkapi",
}
PROMISED = "janji"
"""Days the office has named itself: no legal terms, so none of the numbers above the list counts them."""
HANDED_ON = "diteruskan"
"""The list of what an officer registered or forwarded and can no longer open; it is none of the queues that wait for him."""
ANY_STATE = "semua"
STATES = {ANY_STATE: "Semua, termasuk yang ditutup", **{state.value: str(state.label) for state in ComplaintState}}
ORDERS = {
    "batas": "Batas terdekat",
    "-batas": "Batas terjauh",
    "-diterima": "Terbaru diterima",
    "diterima": "Terlama diterima",
    "-nomor": "Nomor terbesar",
    "nomor": "Nomor terkecil",
}
NEAREST = "batas"
_SLUG = re.compile(r"[a-z0-9_-]{1,60}")
_LONGEST_NUMBER = 60


@dataclass(frozen=True)
class Wanted:
    """What an inbox address asks for, by the words that stand in it; "" asks for nothing."""

    q: str = ""
    antrean: str = ""
    tahap: str = ""
    jenis: str = ""
    saluran: str = ""
    urut: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Wanted":
        """What is asked for; unknown words are passed over, so that an old bookmark still shows something."""

        def one_of(name: str, known: Mapping[str, str]) -> str:
            return query.get(name, "") if query.get(name, "") in known else ""

        def slug(name: str) -> str:
            return query.get(name, "") if _SLUG.fullmatch(query.get(name, "")) else ""

        return cls(
            q=query.get("q", "").replace("\0", "").strip()[:_LONGEST_NUMBER],
            antrean=one_of("antrean", {**QUEUES, PROMISED: "", HANDED_ON: ""}),
            tahap=one_of("tahap", STATES),
            jenis=slug("jenis"),
            saluran=slug("saluran"),
            urut=one_of("urut", ORDERS),
        )

    def savable(self) -> "Wanted":
        """What a person may keep of it: neither the number searched for, which is a case's, nor the order that is usual anyway."""
        return replace(self, q="", urut="" if self.urut == NEAREST else self.urut)

    def query(self) -> str:
        """The words for an address: "antrean=lewat&urut=-nomor"."""
        return urlencode({field.name: value for field in fields(self) if (value := getattr(self, field.name))})


def counting(user: User, wanted: Wanted, *, at: datetime, today: date) -> Words:
    """The question for the cases of a list, no further than one more than its pages show."""
    return _statement(wanted, None, queries.COUNT_CAP + 1).words(user=user.pk, holder=user.holder_id, at=at, today=today)


def keys_of_page(user: User, wanted: Wanted, first: int, *, at: datetime, today: date) -> list[UUID]:
    """The cases of one page of a list in their order, from the `first` (0 and up) on."""
    return _statement(wanted, first, queries.ROWS).rows(user=user.pk, holder=user.holder_id, at=at, today=today)


def _statement(wanted: Wanted, first: int | None, most: int) -> Statement:
    """Written once for each list that people go back to; what somebody searches for, and kinds that change, are written each time."""
    return _write(wanted, first, most) if wanted.q or wanted.jenis else _kept(wanted, first, most)


def _write(wanted: Wanted, first: int | None, most: int) -> Statement:
    """The cases from `first` on in the order asked for, or for counting, when it is None, the nearest ones."""

    def build(user: UUID, holder: UUID, at: datetime, today: date) -> QuerySet[Complaint, UUID]:
        cases = passing(listed(User(pk=user, holder_id=holder), wanted, at=at), wanted, today=today)
        if first is None:
            return queries.first_of(cases, most - 1)
        return ordered(cases, wanted).values_list("pk", flat=True)[first : first + most]

    return Statement(build, user=KEY, holder=KEY, at=MOMENT, today=DAY)


_kept = lru_cache(maxsize=128)(_write)


def listed(user: User, wanted: Wanted, *, at: datetime) -> QuerySet[Complaint]:
    """Where the list begins: the cases in the person's hands; for a number, also those he only holds the receipt of."""
    if wanted.antrean == HANDED_ON:
        return queries.handed_on_by(user, at=at)
    return queries.visible_to(user, at=at) if wanted.q else queries.openable_by(user, at=at)


def passing(cases: QuerySet[Complaint], wanted: Wanted, *, today: date) -> QuerySet[Complaint]:
    """The cases asked for; without a stage or a number named, open ones only."""
    cases = _queued(cases, wanted.antrean, today=today)
    if wanted.tahap in ComplaintState.values:
        cases = cases.filter(state=wanted.tahap)
    elif not wanted.tahap and not wanted.q and wanted.antrean != HANDED_ON:
        cases = queries.open_cases(cases)
    if wanted.q:
        cases = cases.filter(_numbered(wanted.q))
    if wanted.jenis:
        cases = cases.filter(violation_type__in=queries.versions_of_type(wanted.jenis))
    if wanted.saluran:
        cases = cases.filter(channel=wanted.saluran)
    return cases


def _queued(cases: QuerySet[Complaint], queue: str, *, today: date) -> QuerySet[Complaint]:
    """The cases of one queue, or all of them."""
    match queue:
        case "belum":
            return queries.not_forwarded(cases)
        case "hari-ini":
            return queries.due_on(cases, today)
        case "lewat":
            return queries.late_on(cases, today)
        case "lengkapi":
            return queries.incomplete(cases)
        case "janji":
            return queries.promised_by(cases, today)
    return cases


def _numbered(text: str) -> Q:
    """A register number or a part of it; digits alone are the sequence: "123" finds 700/0123/2026."""
    if text.isdecimal() and len(text) < 9:
        return Q(register_sequence=int(text))
    return Q(register_number__icontains=text)


MAY_BE_EMPTY = "next_due_on"
_COLUMNS = {"batas": ("next_due_on", "id"), "diterima": ("received_on", "id"), "nomor": ("register_year", "register_sequence", "id")}


def ordered(cases: QuerySet[Complaint], wanted: Wanted) -> QuerySet[Complaint]:
    """In the order asked for; the nearest deadline first when none is."""
    order = wanted.urut or NEAREST
    return _sorted(cases, order.removeprefix("-"), backwards=order.startswith("-"))


def _sorted(cases: QuerySet[Complaint], order: str, *, backwards: bool) -> QuerySet[Complaint]:
    """By the columns of an order; cases without a running clock come after all others, or backwards before them."""
    names = _COLUMNS[order]
    if backwards:
        return cases.order_by(*(F(name).desc(nulls_first=name == MAY_BE_EMPTY or None) for name in names))
    return cases.order_by(*(F(name).asc(nulls_last=name == MAY_BE_EMPTY or None) for name in names))


def neighbours(cases: QuerySet[Complaint], complaint: Complaint, wanted: Wanted) -> tuple[UUID | None, UUID | None]:
    """The cases before and after this one in the list, also when it has just left the list; two questions to the database."""
    order = wanted.urut or NEAREST
    name, turned = order.removeprefix("-"), order.startswith("-")
    smaller = _sorted(cases.filter(_beyond(complaint, name, greater=False)), name, backwards=True).values_list("pk", flat=True)
    greater = _sorted(cases.filter(_beyond(complaint, name, greater=True)), name, backwards=False).values_list("pk", flat=True)
    before, after = (greater, smaller) if turned else (smaller, greater)
    return before.first(), after.first()


def _beyond(complaint: Complaint, order: str, *, greater: bool) -> Q:
    """Rows on one side of this case in an order, column by column; an empty date counts as the greatest."""
    sign = "gt" if greater else "lt"
    found, same = Q(pk__in=[]), Q()
    for name in _COLUMNS[order]:
        value = getattr(complaint, name)
        if value is None:
            beyond = Q(pk__in=[]) if greater else Q(**{f"{name}__isnull": False})
            equal = Q(**{f"{name}__isnull": True})
        else:
            beyond, equal = Q(**{f"{name}__{sign}": value}), Q(**{name: value})
            if greater and name == MAY_BE_EMPTY:
                beyond |= Q(**{f"{name}__isnull": True})
        found |= same & beyond
        same &= equal
    return found
