"""What a receipt says, as plain facts that can be kept with a draft: number, moment, promised dates."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from channels.models import Channel
from complaints.models import Complaint, Deadline
from complaints.rules.deadlines import TERMS


@dataclass(frozen=True)
class Receipt:
    """A receipt without its code. `due` has the legal date of each clock by its kind; `files` is how many were stored."""

    number: str
    channel: str
    received_at: datetime
    due: dict[str, date]
    files: int

    def to_json(self) -> dict[str, Any]:
        """For the draft's sealed record."""
        return {
            "number": self.number,
            "channel": self.channel,
            "received_at": self.received_at.isoformat(),
            "due": {kind: day.isoformat() for kind, day in self.due.items()},
            "files": self.files,
        }

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Receipt":
        """The receipt written by `to_json`."""
        return cls(
            number=facts["number"],
            channel=facts["channel"],
            received_at=datetime.fromisoformat(facts["received_at"]),
            due={kind: date.fromisoformat(day) for kind, day in facts["due"].items()},
            files=facts["files"],
        )


def receipt_of(complaint: Complaint, *, files: int) -> Receipt:
    """The receipt of a registered complaint."""
    due = dict(Deadline.objects.filter(complaint=complaint).values_list("kind", "due_on"))
    label = Channel.objects.filter(code=complaint.channel).values_list("label", flat=True).first()
    return Receipt(
        number=complaint.register_number,
        channel=label or complaint.channel,
        received_at=complaint.received_at,
        due={kind.value: due[kind.value] for kind in TERMS},
        files=files,
    )
