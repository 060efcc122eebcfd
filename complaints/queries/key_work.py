"""Reads about keys that wait to be given: who waits, what a colleague can do about it, what nobody in office can."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from complaints.enums import RegrantCause
from complaints.models import Complaint, RegrantDue
from complaints.permissions import READING_ROLES, keeps_identities, routings_kept_by
from complaints.rules.key_work import BY_OFFICE
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.vault.enums import CompartmentKind, HolderKind
from foundation.vault.models import Exclusion, Grant, RekeyDue
from foundation.vault.queries import grants_in_force, rekeys_open_to

CASE_KEYS = (CompartmentKind.CONTENT, CompartmentKind.THREAD)
"""What everybody who works on a case holds together."""
KEPT_KEYS = (*CASE_KEYS, CompartmentKind.IDENTITY, CompartmentKind.SAFETY)
"""What a person of the office holds of a case for as long as he has his task or office."""


@dataclass(frozen=True)
class Help:
    """Somebody whom the reader can give back cases: how many, and why he waits for them."""

    user: User
    cases: int
    cause: RegrantCause

    @property
    def lost(self) -> bool:
        """Whether he lost these cases; else his office is new."""
        return self.cause == RegrantCause.RESET


@dataclass(frozen=True)
class Waiting:
    """For how many cases somebody waits, and for how many of them in vain: nobody in office can open those.

    `by_task`: how many of these he works on by a task. The recovery key opens them for whoever has the office, who gives him his.
    """

    cases: int
    recovery_only: int
    by_task: int


def lasting_grants(*, at: datetime) -> QuerySet[Grant]:
    """Grants of staff that open something at `at` (aware) and have no end."""
    return grants_in_force(at=at).filter(expires_at__isnull=True, holder__kind=HolderKind.STAFF)


def regrants_open_to(user: User, roles: Set[Role], *, at: datetime) -> QuerySet[RegrantDue]:
    """The keys that `user` (with these `roles` in force) could give to others now; never to himself.

    Contents and conversations by whoever holds them, names by a custodian of the circle they belong to, protection by its
    officers; behind a wall he holds nothing. Who waits has a living key pair, else there is nothing to seal to.
    """
    if user.holder_id is None:
        return RegrantDue.objects.none()
    kinds = Q(pk__in=[])
    if roles & READING_ROLES:
        kinds |= Q(compartment__kind__in=CASE_KEYS)
    if keeps_identities(roles):
        kinds |= Q(compartment__kind=CompartmentKind.IDENTITY, complaint__routing__in=routings_kept_by(roles))
    if Role.PROTECTION_OFFICER in roles:
        kinds |= Q(compartment__kind=CompartmentKind.SAFETY)
    own = lasting_grants(at=at).filter(holder=user.holder_id, compartment=OuterRef("compartment"))
    keyed = RegrantDue.objects.filter(user__holder__isnull=False, user__ended_on__isnull=True)
    return keyed.filter(kinds, Exists(own)).exclude(user=user)


def people_to_help(user: User, roles: Set[Role], *, at: datetime) -> list[Help]:
    """Everybody whom `user` could give cases at `at`, once for each cause, since each asks for another assurance; longest wait first."""
    rows = regrants_open_to(user, roles, at=at).values("user", "cause")
    found = list(rows.annotate(cases=Count("complaint", distinct=True), oldest=Min("since")).order_by("oldest", "user", "cause"))
    people = User.objects.in_bulk([row["user"] for row in found])
    return [Help(people[row["user"]], row["cases"], RegrantCause(row["cause"])) for row in found]


def rekeys_due_to(user: User, *, at: datetime) -> QuerySet[RekeyDue]:
    """Compartments that wait for a new epoch and that `user` could give one, the longest first."""
    return RekeyDue.objects.none() if user.holder_id is None else rekeys_open_to(user.holder_id, at=at)


def waiting_for(user: User, *, at: datetime) -> Waiting:
    """How much of what `user` waits for there is; what he was walled off from meanwhile is not counted."""
    walled = Exclusion.objects.filter(group=OuterRef("complaint"), holder__user=user)
    rows = RegrantDue.objects.filter(~Exists(walled), user=user).exclude(complaint__walls__user=user)
    lost = recovery_only(rows, at=at)
    by_task = lost.filter(compartment__kind__in=CASE_KEYS).exclude(reason__in=BY_OFFICE)
    return Waiting(_cases(rows), _cases(lost), _cases(by_task))


def recovery_only(rows: QuerySet[RegrantDue], *, at: datetime) -> QuerySet[RegrantDue]:
    """Of keys that are waited for, those that no other person in office can give: only the institution's recovery key can."""
    others = lasting_grants(at=at).filter(compartment=OuterRef("compartment")).exclude(holder__user=OuterRef("user"))
    return rows.filter(~Exists(others))


def regrants_older_than(moment: datetime) -> QuerySet[RegrantDue]:
    """Keys that are waited for since before `moment` (aware) by somebody who could be given them."""
    return RegrantDue.objects.filter(since__lt=moment, user__holder__isnull=False)


def held_by_nobody_else(user: User, *, at: datetime) -> QuerySet[Complaint]:
    """The cases not closed whose contents `user` can open, and nobody else of the office."""
    return _alone_with("content", user, at=at)


def names_kept_by_nobody_else(user: User, *, at: datetime) -> QuerySet[Complaint]:
    """The cases not closed whose reporter's name `user` keeps, and nobody else of the office."""
    return _alone_with("identity", user, at=at)


def _alone_with(link: str, user: User, *, at: datetime) -> QuerySet[Complaint]:
    grants = lasting_grants(at=at).filter(compartment=OuterRef(link))
    open_cases = Complaint.objects.filter(closed_at__isnull=True)
    return open_cases.filter(Exists(grants.filter(holder=user.holder_id)), ~Exists(grants.exclude(holder=user.holder_id)))


def helpers_of(user: User, *, at: datetime) -> set[UUID]:
    """Who in the office holds a key that `user` waits for."""
    wanted = RegrantDue.objects.filter(user=user).values("compartment")
    holders = lasting_grants(at=at).filter(compartment__in=wanted).values("holder")
    return set(User.objects.filter(holder__in=holders, ended_on__isnull=True).exclude(pk=user.pk).values_list("pk", flat=True))


def _cases(rows: QuerySet[RegrantDue]) -> int:
    return rows.aggregate(cases=Count("complaint", distinct=True))["cases"]
