"""Cases on their way through the follow-up: forwarded, under review, with a signed sheet."""

from datetime import UTC, date, datetime
from typing import Any

from complaints.enums import EmploymentStatus, Routing
from complaints.models import Complaint, ViolationType
from complaints.services.forwarding import forward
from foundation.accounts.models import User
from investigations.enums import Action, Conclusion, Duty, Evidence, FollowUp, Risk
from investigations.models import Review
from investigations.rules.assignment import Letter
from investigations.rules.follow_up import Order
from investigations.rules.review import Scope, Sheet
from investigations.services.assignment import record_mayor_assignment
from investigations.services.disposition import dispose
from investigations.services.reviews import save_review, sign_review
from tests.factories.accounts import keyring
from tests.factories.complaints import Office, received

FORWARDED_AT = datetime(2026, 11, 17, 4, 20, tzinfo=UTC)
"""Tuesday 17 November 2026, 11.20 WIB."""
ORDERED_AT = datetime(2026, 11, 18, 1, 30, tzinfo=UTC)
WRITTEN_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SIGNED_AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Monday 23 November 2026, 10.00 WIB; the ten days of Pasal 7(2) end on 30 November."""
INSTRUCTION = "Telaah dan cocokkan dengan daftar antrean loket."


def forwarded(office: Office, **changes: Any) -> Complaint:
    """A complaint before the Inspektur; sealed past the officer when its routing says so."""
    complaint = received(**changes).complaint
    if complaint.routing in {Routing.NONE, Routing.ECHELON_II}:
        kind = ViolationType.objects.get(code="belum_digolongkan")
        forward(complaint, violation_type=kind, keys=keyring(office.channel, at=FORWARDED_AT), by=office.channel, at=FORWARDED_AT)
    return Complaint.objects.get(pk=complaint.pk)


def ordered(complaint: Complaint, *, by: User, to: User | None, at: datetime = ORDERED_AT, **order: Any) -> Complaint:
    """Disposed for a review by `to` (or to whom the Walikota will assign)."""
    dispose(complaint, Order(Action.REVIEW, INSTRUCTION, **order), assignee=to, keys=keyring(by, at=at), by=by, at=at)
    return Complaint.objects.get(pk=complaint.pk)


def under_review(office: Office, **changes: Any) -> Complaint:
    """A complaint whose reviewer is office.auditor."""
    return ordered(forwarded(office, **changes), by=office.inspector, to=office.auditor)


def a_sheet(complaint: Complaint, **changes: Any) -> Sheet:
    """A sheet that may be signed; `changes` replace its parts."""
    scopes = tuple(Scope(str(pk), status=EmploymentStatus.PNS, echelon_now="IV.b") for pk in complaint.accused.values_list("pk", flat=True))
    parts: dict[str, Any] = {
        "subject": "Pungutan Rp150.000 untuk blanko KTP",
        "what": "Petugas meminta uang di luar biaya resmi",
        "scopes": scopes,
        "evidence": Evidence.ENOUGH.value,
        "evidence_words": "Daftar antrean loket dan keterangan dua saksi",
        "norms": "Pasal 5 huruf g PP 94/2021",
        "risk": Risk.LOW.value,
        "conclusion": Conclusion.NOT_PROVEN.value,
        "conclusion_words": "Daftar antrean menunjukkan loket 2 tutup pada hari itu.",
        "advice": "Beritahukan hasilnya kepada pelapor.",
        "violation_type": "pungli",
    }
    return Sheet(**{**parts, **changes})


def saved(complaint: Complaint, *, by: User, at: datetime = WRITTEN_AT, version: int = 0, **parts: Any) -> Review:
    """A draft sheet."""
    return save_review(complaint, a_sheet(complaint, **parts), version=version, keys=keyring(by, at=at), by=by, at=at).review


def signed(complaint: Complaint, *, by: User, at: datetime = SIGNED_AT, **parts: Any) -> Review:
    """A signed sheet."""
    review = saved(complaint, by=by, **parts)
    return sign_review(review, version=review.version, keys=keyring(by, at=at), by=by, at=at)


def a_letter(**changes: Any) -> Letter:
    """An assignment letter of 20 November 2026 for two weeks."""
    parts: dict[str, Any] = {
        "number": "700.1.2/123/ITDA.IR/2026",
        "issued_on": date(2026, 11, 20),
        "starts_on": date(2026, 11, 23),
        "ends_on": date(2026, 12, 4),
    }
    return Letter(**{**parts, **changes})


def before_signing(office: Office, **changes: Any) -> Complaint:
    """A case of the Walikota's (Pasal 7(3)) under review by office.auditor, with his instrument recorded."""
    complaint = ordered(forwarded(office, **changes), by=office.inspector, to=None)
    keys = keyring(office.inspector, at=WRITTEN_AT)
    members = [(office.auditor, Duty.REVIEWER)]
    record_mayor_assignment(complaint, a_letter(), members, follow_up=FollowUp.REVIEW, keys=keys, by=office.inspector, at=WRITTEN_AT)
    return Complaint.objects.get(pk=complaint.pk)
