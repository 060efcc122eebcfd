"""Hands a complaint on to the Inspektur (Pasal 6 ayat (5)), by an officer or, at breach, by the system."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints.enums import ComplaintState, DeadlineKind, Routing
from complaints.models import Complaint, ViolationType
from complaints.rules.confidentiality import FORWARDED_ROWS, needs_mayor_assignment, rank_on_mark
from complaints.rules.moves import Move
from complaints.services.access import share, shut_out
from complaints.services.circles import follow_routing
from complaints.services.forward_letters import sign_forwarding
from complaints.services.transitions import meet, move
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.queries import users_with
from foundation.audit.services import record
from foundation.papers.services import PaperOut, take_out
from foundation.vault.keys import Keys
from foundation.vault.models import Grant


class NotForwardable(Exception):
    """The complaint cannot go to the Inspektur; the message says why and what to do, in Indonesian."""


@dataclass(frozen=True)
class Forwarded:
    """A complaint that reached the Inspektur, and its letter as a download for the officer, whose key is gone now; None without one."""

    complaint: Complaint
    letter: PaperOut | None


def forward(
    complaint: Complaint, *, violation_type: ViolationType, routing: Routing | None = None, keys: Keys, by: User, at: datetime
) -> Complaint:
    """As forward_with_letter, for who does not take the letter along."""
    return forward_with_letter(complaint, violation_type=violation_type, routing=routing, keys=keys, by=by, at=at, take=False).complaint


@transaction.atomic
def forward_with_letter(
    complaint: Complaint,
    *,
    violation_type: ViolationType,
    routing: Routing | None = None,
    keys: Keys,
    by: User,
    at: datetime,
    take: bool = True,
) -> Forwarded:
    """Forward to the Inspektur: the clock of Pasal 6(5) is met, its letter signed, the officer keeps receipt and status only.

    `violation_type` is the officer's choice ("belum digolongkan" is one). `routing` is his choice of the row for what asked
    nothing on arrival, one of FORWARDED_ROWS; a case with a row keeps it. `take`: whether he takes the letter along.

    Raises NotForwardable or MoveNotAllowed.
    """
    unrouted = complaint.routing == Routing.UNROUTED
    if unrouted and routing not in FORWARDED_ROWS:
        raise NotForwardable("Pilih dahulu kedudukan terlapor. Yang lain dari kedua pilihan itu diserahkan lewat “Ubah tujuan”.")
    if complaint.routing == Routing.MAYOR:
        raise NotForwardable("Pengaduan ini tidak diteruskan kepada Inspektur. Catat rujukan kepada instansi yang berwenang.")
    today = timezone.localdate(at)
    line = list(users_with(Role.INSPECTOR, Role.DEPUTY_INSPECTOR, on=today).select_related("holder"))
    granted = set(Grant.objects.filter(compartment=complaint.content).values_list("holder_id", flat=True))
    missing = [user for user in line if user.holder_id not in granted and not _is_walled(complaint, user)]
    if missing:
        share(complaint, missing, keys=keys, by=by, reason="forwarded", at=at)
    if not any(not _is_walled(complaint, user) for user in line):
        raise NotForwardable("Tidak ada Inspektur yang dapat menerima. Serahkan kepada delegasi Walikota lewat “Ubah tujuan”.")
    # Whoever forwards keeps receipt and status, also of what came by the web form and was registered by nobody.
    fields: dict[str, Any] = {"violation_type": violation_type, "handling_officer": by}
    if unrouted and routing is not None:
        fields |= {"routing": routing, "mayor_assignment": needs_mayor_assignment(routing), "mayor_assignment_rank": rank_on_mark(routing)}
    moved = move(complaint, Move.FORWARD, by=by, at=at, detail={"type": violation_type.code}, **fields)
    meet(moved, DeadlineKind.FORWARD, by=by, at=at)
    paper = sign_forwarding(moved, keys=keys, by=by, at=at)
    letter = take_out(paper, keys=keys, by=by, at=at) if paper and take else None
    shut_out(moved, _officers_to_release(moved, keep=line), keys=keys, by=by, reason="forwarded", at=at)
    if unrouted:
        follow_routing(moved, by=by, at=at)
    complaint.refresh_from_db()
    return Forwarded(complaint, letter)


@transaction.atomic
def forward_by_system(complaint: Complaint, *, at: datetime) -> Complaint:
    """Put an unforwarded complaint before the Inspektur after day 3, without any key; the breach stays on record.

    Possible because the Inspektur line was granted at registration. Raises MoveNotAllowed, NotForwardable for an unrouted one
    and while nobody of the line holds a key: then nothing is taken from the officers.
    """
    if complaint.routing not in FORWARDED_ROWS:
        raise NotForwardable("Pengaduan yang belum dipilah tidak dapat diteruskan oleh sistem.")
    line = list(users_with(Role.INSPECTOR, Role.DEPUTY_INSPECTOR, on=timezone.localdate(at)).select_related("holder"))
    if not Grant.objects.filter(compartment=complaint.content_id, holder_id__in=[user.holder_id for user in line]).exists():
        raise NotForwardable("Tidak ada Inspektur yang memegang kunci perkara ini.")
    moved = move(complaint, Move.FORWARD, by=None, at=at, forwarded_by_system=True)
    meet(moved, DeadlineKind.FORWARD, by=None, at=at)
    shut_out(moved, _officers_to_release(moved, keep=line), keys=None, by=None, reason="forwarded", at=at)
    return moved


@transaction.atomic
def acknowledge(complaint: Complaint, *, by: User, at: datetime) -> None:
    """The Inspektur's "diterima": evidence beside the clock, waited for by nothing."""
    changed = (
        Complaint.objects.filter(pk=complaint.pk, acknowledged_at__isnull=True)
        .exclude(
            state=ComplaintState.RECEIVED,
        )
        .update(acknowledged_at=at)
    )
    if changed:
        complaint.acknowledged_at = at
        record("complaint.acknowledged", complaint, by=by, at=at)


def _officers_to_release(complaint: Complaint, *, keep: list[User]) -> list[User]:
    """Everybody who holds the contents and is not of the Inspektur line: the receiving officers."""
    kept = {user.pk for user in keep}
    holders = Grant.objects.filter(compartment=complaint.content).values("holder_id")
    return [user for user in User.objects.filter(holder_id__in=holders).select_related("holder") if user.pk not in kept]


def _is_walled(complaint: Complaint, user: User) -> bool:
    return complaint.walls.filter(user=user).exists()
