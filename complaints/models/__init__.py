"""The case file and everything that hangs on it; contents are sealed, what lists and reports need is plain."""

from complaints.models.case import AccusedPerson, Complaint, CustodyDue, StateChange, ViolationType, Wall
from complaints.models.clocks import Deadline
from complaints.models.conversation import Answer, Attachment, Message
from complaints.models.drafts import Draft
from complaints.models.holidays import HolidayImport
from complaints.models.identity import IdentityOpening, IdentityRequest, ReceiptRenewal
from complaints.models.keys import HandOverDue, RegrantDue
from complaints.models.retention import RetentionRule
from complaints.models.saved_views import SavedView

__all__ = [
    "AccusedPerson",
    "Answer",
    "Attachment",
    "Complaint",
    "CustodyDue",
    "Deadline",
    "Draft",
    "HandOverDue",
    "HolidayImport",
    "IdentityOpening",
    "IdentityRequest",
    "Message",
    "ReceiptRenewal",
    "RegrantDue",
    "RetentionRule",
    "SavedView",
    "StateChange",
    "ViolationType",
    "Wall",
]
