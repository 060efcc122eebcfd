"""The key work that somebody's unlocked session does for others: giving back cases, and new keys where somebody left (Pasal 15).

Every step is one short transaction over a few cases, so that work can be stopped and taken up at any time, by anybody who may.
Nothing here ever runs as a task: it needs a person's key.
"""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from complaints.enums import ComplaintState, RegrantCause
from complaints.models import AccusedPerson, Complaint, RegrantDue
from complaints.queries.key_work import CASE_KEYS, lasting_grants, regrants_open_to, rekeys_due_to
from complaints.rules.key_work import WhyDropped, why_dropped
from complaints.services.entitlement import is_entitled, may_hold
from complaints.services.people import offices_that_count, plain_name
from complaints.services.regrants import drop_regrants
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import roles_of
from foundation.audit.services import record, record_all
from foundation.vault.enums import CompartmentKind
from foundation.vault.errors import CannotOpen, NoAccess
from foundation.vault.keys import Keys
from foundation.vault.many_grants import grant_many
from foundation.vault.models import Exclusion, RekeyDue
from foundation.vault.rekeying import rekey
from foundation.vault.sealing import open_sealed

RECORDED_AS = {CompartmentKind.IDENTITY: "identity.regranted", CompartmentKind.SAFETY: "protection.regranted"}
"""What the log calls it, so that a case's timeline does not tell who keeps names or protects; else it is the case itself."""
CASES_AT_ONCE = 50
"""Cases in one transaction: few enough that nobody who opens one of them waits long."""
More = Callable[[], bool]
"""Whether there is time for one step more."""


@dataclass(frozen=True)
class Giver:
    """Who works: the person, the roles in force, the unlocked keys."""

    user: User
    roles: Set[Role]
    keys: Keys


@dataclass(frozen=True)
class Vouched:
    """Whom a colleague vouched for: the person, the key pair that he had at that moment, and why he waits."""

    user: User
    holder_id: UUID
    cause: RegrantCause


class KeyPairChanged(Exception):
    """The person has another key pair, or none, since somebody vouched for him: whoever has it now is to be asked anew."""


@dataclass(frozen=True)
class Done:
    """What one call did: for how many cases, how many were left because something in them is damaged, and which as _namesakes says."""

    cases: int
    damaged: int = 0
    namesakes: frozenset[UUID] = frozenset()


def note_confirmed(taker: Vouched, *, by: User, at: datetime) -> None:
    """Put on record that `by` vouched for `taker`, and for which key pair, before giving him anything."""
    record("keys.confirmed", taker.user, by=by, at=at, detail={"holder": str(taker.holder_id), "cause": taker.cause})


def regrant(taker: Vouched, giver: Giver, *, at: datetime, more: More) -> Done:
    """Give `taker` the cases that he waits for and `giver` can open, while there is `more` time; at least one step.

    Raises KeyPairChanged; what was given before to the key pair that was vouched for stays given.
    """
    cases, namesakes = 0, frozenset[UUID]()
    while (step := regrant_some(taker, giver, besides=namesakes, at=at)).cases or step.namesakes:
        cases += step.cases
        namesakes |= step.namesakes
        # A step that only left cases aside does not end the work, or those behind them would never have their turn.
        if step.cases and not more():
            break
    return Done(cases, namesakes=namesakes)


@transaction.atomic
def regrant_some(vouched: Vouched, giver: Giver, *, besides: Set[UUID] = frozenset(), at: datetime) -> Done:
    """Give the next CASES_AT_ONCE cases, but for `besides`, to whom `giver` vouched for; for how many something was done.

    What he may hold no more, by his roles and walls at this moment, is dropped with its reason instead. His row is locked: a reset
    in the same moment, or another colleague at the same work, comes before or after, and nothing is lost or given twice.
    Raises KeyPairChanged, and gives nothing, when his key pair is another one than was vouched for.
    """
    taker = User.objects.select_for_update(of=("self",), no_key=True).select_related("holder").get(pk=vouched.user.pk)
    if taker.holder_id != vouched.holder_id:
        raise KeyPairChanged
    open_to = regrants_open_to(giver.user, giver.roles, at=at).filter(user=taker, cause=vouched.cause).exclude(complaint__in=besides)
    chosen = list(open_to.order_by("complaint").values_list("complaint", flat=True).distinct()[:CASES_AT_ONCE])
    if not chosen:
        return Done(0)
    # Whoever builds a wall or changes the row of a case holds it: those are come back to.
    held = Complaint.objects.select_for_update(skip_locked=True, no_key=True).filter(pk__in=chosen).order_by("pk")
    cases = {case.pk: case for case in held.only("state", "routing", "registered_by")}
    rows = list(open_to.filter(complaint__in=cases).select_related("compartment"))
    verdicts = _verdicts(rows, cases, taker, at=at)
    for why in {found for found in verdicts.values() if found is not None}:
        drop_regrants(RegrantDue.objects.filter(pk__in=[pk for pk, found in verdicts.items() if found == why]), why, by=giver.user, at=at)
    givable = [row for row in _givable(rows, cases, giver, at=at) if verdicts[row.pk] is None]
    namesakes = _namesakes(givable, taker, giver.keys)
    givable = [row for row in givable if row.complaint_id not in namesakes]
    touched = {row.complaint_id for row in rows if verdicts[row.pk] is not None}
    return Done(len(touched | _give(givable, cases, taker, giver, at=at)), namesakes=namesakes)


def _verdicts(rows: Iterable[RegrantDue], cases: dict[UUID, Complaint], taker: User, *, at: datetime) -> dict[UUID, WhyDropped | None]:
    """Of each row, why it is dropped; None for what is still the taker's."""
    roles = offices_that_count(taker, roles_of(taker, on=timezone.localdate(at)))
    walled = set(Exclusion.objects.filter(holder=taker.holder_id, group__in=cases).values_list("group", flat=True))
    walled |= set(Complaint.objects.filter(pk__in=cases, walls__user=taker).values_list("pk", flat=True))
    return {
        row.pk: why_dropped(
            ended=taker.ended_on is not None,
            walled=row.complaint_id in walled,
            entitled=may_hold(CompartmentKind(row.compartment.kind), cases[row.complaint_id], row.reason, taker, roles),
            destroyed=row.compartment.destroyed_at is not None,
            closed=_is_over(row, cases[row.complaint_id]),
        )
        for row in rows
    }


def _is_over(row: RegrantDue, case: Complaint) -> bool:
    """Whether an office brings this key no more, because the case is closed; names stay with the circle of custodians."""
    by_office = row.cause == RegrantCause.OFFICE and row.compartment.kind != CompartmentKind.IDENTITY
    return by_office and case.state == ComplaintState.CLOSED


def _givable(rows: list[RegrantDue], cases: dict[UUID, Complaint], giver: Giver, *, at: datetime) -> list[RegrantDue]:
    """The rows whose key the giver holds by a task or an office that he still has; a term may have ended since the last night."""
    own = lasting_grants(at=at).filter(holder=giver.user.holder_id, compartment__in=[row.compartment_id for row in rows])
    reasons = dict(own.values_list("compartment", "reason"))
    return [
        row
        for row in rows
        if row.compartment.kind not in CASE_KEYS
        or is_entitled(cases[row.complaint_id], reasons[row.compartment_id], giver.user, frozenset(giver.roles))
    ]


def _namesakes(rows: Iterable[RegrantDue], taker: User, keys: Keys) -> frozenset[UUID]:
    """Of the cases that an office would bring, those that accuse somebody of the taker's name, or of a name that can't be read.

    Registering walls out whoever bears the name of an accused; who had no account then stands behind no wall, and is given such a
    case by nobody's mere tick. What he held before a reset was given to him by somebody's decision.
    """
    asked = {row.complaint_id for row in rows if row.cause == RegrantCause.OFFICE and row.compartment.kind in CASE_KEYS}
    accused = list(AccusedPerson.objects.filter(complaint__in=asked).select_related("content")) if asked else []
    keys.preload({person.content for person in accused})
    own = plain_name(taker.full_name)
    return frozenset(person.complaint_id for person in accused if _plain_name_of(person, keys) in {own, None})


def _plain_name_of(accused: AccusedPerson, keys: Keys) -> str | None:
    try:
        details = open_sealed(accused, "details", keys) or {}
    except (CannotOpen, NoAccess):
        return None
    return plain_name(str(details.get("name") or ""))


def _give(rows: list[RegrantDue], cases: dict[UUID, Complaint], taker: User, giver: Giver, *, at: datetime) -> set[UUID]:
    """Give these keys as far as they can be given now, on record for each case; the cases concerned."""
    if taker.holder is None or not rows:
        return set()
    reasons = {row.compartment_id: row.reason for row in rows}
    given = grant_many(reasons, taker.holder, keys=giver.keys, by=giver.user.pk, at=at)
    acts: dict[str, set[UUID]] = {}
    for row in rows:
        if row.compartment_id in given:
            action = RECORDED_AS.get(CompartmentKind(row.compartment.kind), "complaint.regranted")
            acts.setdefault(action, set()).add(row.complaint_id)
    about = {"user": str(taker.pk)}
    for action, whose in acts.items():
        record_all(action, [(cases[pk], about) for pk in sorted(whose)], by=giver.user, at=at)
    RegrantDue.objects.filter(user=taker, compartment__in=given).delete()
    return set().union(*acts.values())


def rekey_due(giver: Giver, *, at: datetime, more: More) -> Done:
    """Make the new keys that are due and that `giver` can make, case by case, while there is `more` time; at least one.

    A case with a damaged value keeps its old keys and does not stop the others.
    """
    cases = damaged = 0
    for group in rekeys_due_to(giver.user, at=at).values_list("compartment__group", flat=True):
        try:
            cases += rekey_group(group, giver, at=at)
        except CannotOpen:
            damaged += 1
        if not more():
            break
    return Done(cases, damaged)


@transaction.atomic
def rekey_group(group: UUID, giver: Giver, *, at: datetime) -> bool:
    """New keys for the due compartments of one case (or of what else is sealed) that `giver` can open; whether there were any.

    Raises CannotOpen for a damaged value; then nothing of the case was changed.
    """
    due = RekeyDue.objects.select_for_update(of=("self",), skip_locked=True).filter(compartment__group=group).select_related("compartment")
    mine = [row.compartment for row in due if giver.keys.can_open(row.compartment)]
    for compartment in mine:
        rekey(compartment, keys=giver.keys, at=at)
    if mine:
        case = Complaint.objects.filter(pk=group).only("pk").first()
        record("complaint.rekeyed", case or mine[0], by=giver.user, at=at, detail={"compartments": len(mine)})
    return bool(mine)
