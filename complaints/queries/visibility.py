"""Who sees which case: every list and every page starts here."""

from collections.abc import Set
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from complaints.models import Complaint
from complaints.permissions import routings_kept_by
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import users_with
from foundation.vault.models import Exclusion, Grant
from foundation.vault.queries import grants_in_force


def visible_to(user: User, *, at: datetime) -> QuerySet[Complaint]:
    """The complaints a person may see at `at`: those whose contents he holds a living grant on, and what went through his hands.

    Walled people see nothing at all, not even their own registrations. This is the only start of a list or a lookup.
    """
    if user.holder_id is None:
        return Complaint.objects.none()
    return Complaint.objects.filter(Exists(_grants(user.holder_id, at)) | _through_hands_of(user)).exclude(_walled(user))


def openable_by(user: User, *, at: datetime) -> QuerySet[Complaint]:
    """Of what is visible, the cases whose contents the person can open now; after forwarding an officer sees receipt and status only."""
    if user.holder_id is None:
        return Complaint.objects.none()
    return Complaint.objects.filter(Exists(_grants(user.holder_id, at))).exclude(_walled(user))


def opened_for(holder: UUID | None, *, at: datetime) -> Subquery:
    """Why the contents of a case lie open to the holder of a key pair, as a column beside it: its grant's short code, or None.

    Whether his roles in force still carry it is asked of services.entitlement: a term may have ended since the last night.
    """
    return Subquery(_grants(holder, at).order_by("-epoch").values("reason")[:1])


def handed_on_by(user: User, *, at: datetime) -> QuerySet[Complaint]:
    """Of what is visible, what the person registered or forwarded and can no longer open: receipts and their status."""
    return received_by(user, at=at).filter(~Exists(_grants(user.holder_id, at)))


def received_by(user: User, *, at: datetime) -> QuerySet[Complaint]:
    """Of what is visible, what the person registered or forwarded, whether or not he can still open it."""
    return visible_to(user, at=at).filter(_through_hands_of(user))


def _through_hands_of(user: User) -> Q:
    """Registered by the person, or handled by him: what came by the web form has no registrar, but an officer who forwarded it."""
    return Q(registered_by=user) | Q(handling_officer=user)


def identity_kept_by(user: User, roles: Set[Role], *, at: datetime) -> QuerySet[Complaint]:
    """The cases whose reporter's identity a person keeps: as a custodian of the circle it belongs to, with a key that does not expire.

    `roles` are those in force. He sees their number and who asks for the name, never their contents (Pasal 15).
    """
    if user.holder_id is None:
        return Complaint.objects.none()
    kept = grants_in_force(at=at).filter(compartment=OuterRef("identity"), holder=user.holder_id, expires_at__isnull=True)
    return Complaint.objects.filter(Exists(kept), routing__in=routings_kept_by(roles))


def wallable(complaint: Complaint, *, by: User, on: date) -> QuerySet[User]:
    """Whom `by` may close a case to, by name: who holds it, as its timeline tells, and the reviewers in office on `on` (WIB), whom
    he may assign. Nobody else, so that the list betrays nobody; not himself, who recuses himself; not who is walled already.
    """
    holders = Grant.objects.filter(compartment=complaint.content_id).values("holder_id")
    people = User.objects.filter(Q(holder_id__in=holders, ended_on__isnull=True) | Q(pk__in=users_with(Role.AUDITOR, on=on).values("pk")))
    return people.exclude(pk=by.pk).exclude(pk__in=complaint.walls.values("user_id")).order_by("full_name", "pk")


def _walled(user: User) -> Exists:
    return Exists(Exclusion.objects.filter(group=OuterRef("pk"), holder=user.holder_id))


def _grants(holder: UUID | None, at: datetime) -> QuerySet[Grant]:
    return Grant.objects.filter(compartment=OuterRef("content"), holder=holder).filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=at),
    )
