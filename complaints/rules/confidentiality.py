"""Who may open a complaint from the first second, who never may, and how a reporter's identity is opened later."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from complaints.enums import RegisterSeries, Routing
from foundation.law import Pasal, carries_out


class Reader(StrEnum):
    """Groups of people a complaint can be sealed to; the services know who is in each."""

    HANDLING_OFFICER = "handling_officer"
    INSPECTOR = "inspector"
    INSPECTOR_LINE = "inspector_line"
    ONE_DELEGATE = "one_delegate"
    DELEGATES = "delegates"
    REFERRAL_OFFICERS = "referral_officers"
    CUSTODIANS_INSIDE = "custodians_inside"
    CUSTODIANS_OUTSIDE = "custodians_outside"


class MetBy(StrEnum):
    """What meets the three-day term of Pasal 6(5) in each row."""

    FORWARDING = "forwarding"
    ARRIVAL = "arrival"
    REFERRAL = "referral"


@dataclass(frozen=True)
class Recipients:
    """One row of the table: who reads the contents, who keeps the identity, which register, what meets 6(5)."""

    content: tuple[Reader, ...]
    identity: tuple[Reader, ...]
    series: RegisterSeries
    forward_met_by: MetBy


_ORDINARY = Recipients(
    (Reader.HANDLING_OFFICER, Reader.INSPECTOR_LINE),
    (Reader.CUSTODIANS_INSIDE,),
    RegisterSeries.MAIN,
    MetBy.FORWARDING,
)

_TABLE: dict[Routing, Recipients] = {
    Routing.NONE: _ORDINARY,
    Routing.ECHELON_II: _ORDINARY,
    Routing.INSPECTORATE: Recipients(
        (Reader.INSPECTOR, Reader.ONE_DELEGATE),
        (Reader.CUSTODIANS_OUTSIDE,),
        RegisterSeries.MAIN,
        MetBy.ARRIVAL,
    ),
    Routing.INSPECTOR: Recipients(
        (Reader.DELEGATES,),
        (Reader.CUSTODIANS_OUTSIDE,),
        RegisterSeries.DELEGATES,
        MetBy.ARRIVAL,
    ),
    Routing.MAYOR: Recipients(
        (Reader.REFERRAL_OFFICERS,),
        (Reader.CUSTODIANS_OUTSIDE,),
        RegisterSeries.REFERRAL,
        MetBy.REFERRAL,
    ),
    # Nobody knows yet whose circle it is, and who will know holds no key of it: both keep it until the row is chosen.
    Routing.UNROUTED: Recipients(
        (Reader.HANDLING_OFFICER,),
        (Reader.CUSTODIANS_INSIDE, Reader.CUSTODIANS_OUTSIDE),
        RegisterSeries.MAIN,
        MetBy.FORWARDING,
    ),
}

# From the least to the most guarded; a match of names may only tighten what the reporter answered.
_STRICTNESS = [Routing.NONE, Routing.ECHELON_II, Routing.INSPECTORATE, Routing.INSPECTOR, Routing.MAYOR]


def rows_from(routing: Routing) -> tuple[Routing, ...]:
    """The row itself and then each stricter one: where a case goes, in this order, whose row has nobody left to read it.

    What nobody has sorted yet may be about the Inspektur: without its officers it passes the whole Inspektorat by.
    """
    if routing not in _STRICTNESS:
        return (routing, *rows_from(Routing.INSPECTOR))
    return tuple(_STRICTNESS[_STRICTNESS.index(routing) :])


@carries_out(Pasal(15))
def recipients(routing: Routing) -> Recipients:
    """To whom a complaint is sealed, by the answer to the form's question; nobody else can open it."""
    return _TABLE[routing]


def recipients_now(routing: Routing, *, forwarded: bool) -> Recipients:
    """The row as it is at this moment: once a case has reached who decides, no officer who received it holds it any more."""
    row = _TABLE[routing]
    left = tuple(reader for reader in row.content if reader != Reader.HANDLING_OFFICER)
    return replace(row, content=left) if forwarded else row


SEALED_AWAY = frozenset({Routing.INSPECTOR, Routing.MAYOR})
"""Rows that nobody of the Inspektorat reads; the number a case was given at first does not say so."""
FORWARDED_ROWS = frozenset({Routing.NONE, Routing.ECHELON_II})
"""Rows whose cases an officer forwards and the Inspektorat's own people work on."""


@dataclass(frozen=True)
class NamedPerson:
    """What is known of a user of the system whose name stands among the accused."""

    is_mayor: bool = False
    is_inspector: bool = False
    is_inspectorate_staff: bool = False
    holds_echelon_ii: bool = False


def effective_routing(answer: Routing, named: Iterable[NamedPerson]) -> Routing:
    """The stricter of the reporter's answer and what the names of the accused show; never a looser one."""
    found = [answer if answer in _STRICTNESS else Routing.NONE]
    for person in named:
        if person.is_mayor:
            found.append(Routing.MAYOR)
        elif person.is_inspector:
            found.append(Routing.INSPECTOR)
        elif person.is_inspectorate_staff:
            found.append(Routing.INSPECTORATE)
        elif person.holds_echelon_ii:
            found.append(Routing.ECHELON_II)
    strictest = max(found, key=_STRICTNESS.index)
    return answer if answer == Routing.UNROUTED and strictest == Routing.NONE else strictest


def routing_with(present: Routing, answer: Routing, named: Iterable[NamedPerson]) -> Routing:
    """The row of a case to which an accused is added: the strictest of its own, of `answer` about him and of what names show."""
    found = effective_routing(answer, named)
    if present not in _STRICTNESS:
        return present if found == Routing.NONE else found
    return max(present, found, key=_STRICTNESS.index)


def needs_mayor_assignment(routing: Routing) -> bool:
    """Whether the routing alone already says that the Walikota issues the assignment (decided by Pasal 7(3))."""
    return routing in {Routing.ECHELON_II, Routing.INSPECTORATE, Routing.INSPECTOR}


OPEN_DAYS = (1, 3, 7)
"""How long a custodian may open an identity for one person, in days; the first is what is offered."""
SHOWN_FOR = timedelta(minutes=15)
"""How long one opening shows an identity; afterwards it is asked for, and recorded, again."""


class CannotAsk(StrEnum):
    """Why somebody who holds a case can't ask for its reporter's identity (Pasal 15)."""

    NOTHING_SEALED = "nothing_sealed"
    KEEPS_IT = "keeps_it"
    NO_CUSTODIAN = "no_custodian"
    ALREADY_WAITS = "already_waits"
    ALREADY_OPEN = "already_open"


def why_not_asked(*, sealed: bool, keeps: bool, has_custodian: bool, waits: bool, is_open: bool) -> CannotAsk | None:
    """Whether an identity may be asked for, or why not.

    `sealed`: something of the reporter is there; `keeps`: the asker is its custodian himself; `has_custodian`: somebody
    else could decide; `waits`: a request of his waits; `is_open`: one of his was approved and still runs.
    """
    if not sealed:
        return CannotAsk.NOTHING_SEALED
    if keeps:
        return CannotAsk.KEEPS_IT
    if not has_custodian:
        return CannotAsk.NO_CUSTODIAN
    if waits:
        return CannotAsk.ALREADY_WAITS
    return CannotAsk.ALREADY_OPEN if is_open else None


class CannotDecide(StrEnum):
    """Why a custodian can't decide a request."""

    DECIDED = "decided"
    OWN_REQUEST = "own_request"
    NOT_ITS_CUSTODIAN = "not_its_custodian"
    ASKER_LEFT = "asker_left"
    NO_SUCH_TERM = "no_such_term"


def why_not_decided(*, waits: bool, own: bool, keeps: bool) -> CannotDecide | None:
    """Whether a custodian may decide a request, or why not: never his own, so that two people open an identity (Pasal 15).

    `waits`: nobody has decided it; `own`: he asked himself; `keeps`: he is a custodian of the circle this case belongs to.
    """
    if not waits:
        return CannotDecide.DECIDED
    if own:
        return CannotDecide.OWN_REQUEST
    return None if keeps else CannotDecide.NOT_ITS_CUSTODIAN


def shown_until(opened_at: datetime, *, expires_at: datetime | None) -> datetime:
    """When an identity opened at `opened_at` (aware) is hidden again: after SHOWN_FOR, or when the approval ends before."""
    ends = opened_at + SHOWN_FOR
    return ends if expires_at is None else min(ends, expires_at)


def may_renew_receipt(*, named: bool, sealed: bool) -> bool:
    """Whether a lost receipt code can be replaced: only for who gave a name that can be compared; else lost is final."""
    return named and sealed


def carries_mayors_mark(routing: Routing, *, found: bool) -> bool:
    """Whether a case carries the mark of Pasal 7(3): by its row, or because a finding about an accused set it (`found`).

    Never a case about the Walikota: he assigns nobody against himself, it is referred outside.
    """
    return routing != Routing.MAYOR and (found or needs_mayor_assignment(routing))


def rank_on_mark(routing: Routing, *, found_rank: str = "") -> str:
    """The rank the Walikota's list shows beside the mark: what a finding says, else what the row says."""
    return found_rank or ("II" if routing == Routing.ECHELON_II else "")
