"""The case file and everything that hangs on it; contents are sealed, what lists and reports need is plain."""

from complaints.models.case import AccusedPerson, Complaint, StateChange, ViolationType, Wall
from complaints.models.clocks import Deadline
from complaints.models.conversation import Answer, Attachment, Message
from complaints.models.drafts import Draft
from complaints.models.saved_views import SavedView

__all__ = [
    "AccusedPerson",
    "Answer",
    "Attachment",
    "Complaint",
    "Deadline",
    "Draft",
    "Message",
    "SavedView",
    "StateChange",
    "ViolationType",
    "Wall",
]
