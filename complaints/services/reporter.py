"""The reporter's side of a case: the receipt code opens it, and nothing else does."""

from dataclasses import dataclass
from datetime import datetime

from complaints.models import Complaint, ReceiptRenewal
from complaints.queries.identity import WAITING_RENEWAL
from foundation.vault.holders import UnlockedHolder
from foundation.vault.keys import Keyring


class CodeWaits(Exception):
    """The code of a verified reporter, which opens the case once somebody of the case has opened it again."""


@dataclass(frozen=True)
class OpenedByReceipt:
    """The reporter's complaint with keys that open its conversation and nothing more."""

    complaint: Complaint
    keys: Keyring


def open_by_receipt(unlocked: UnlockedHolder, *, at: datetime) -> OpenedByReceipt | None:
    """The complaint of an unlocked receipt, or None when there is none (any more)."""
    complaint = (
        Complaint.objects.filter(reporter_holder=unlocked.holder_id)
        .select_related("thread", "content", "safety", "violation_type", "reporter_holder")
        .first()
    )
    return OpenedByReceipt(complaint, Keyring(unlocked, at=at)) if complaint else None


def waits_for_office(unlocked: UnlockedHolder) -> bool:
    """Whether this is the code of a verified reporter that nobody of the case has brought into force yet."""
    return ReceiptRenewal.objects.filter(WAITING_RENEWAL, holder=unlocked.holder_id).exists()
