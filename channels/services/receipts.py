"""What a receipt says, as plain facts that can be kept with a draft: number, moment, promised dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from channels.models import Channel
from complaints.models import Complaint, Deadline
from complaints.rules.deadlines import TERMS
from complaints.services.register import Registered


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


def receipt_of(registered: Registered, channel: Channel, *, files: int) -> Receipt:
    """The receipt of a complaint that was registered just now."""
    return _receipt(registered.complaint, channel, dict(registered.due), files)


def receipt_again(complaint: Complaint, channel: Channel, *, files: int) -> Receipt:
    """The receipt of a complaint that was registered before."""
    due = dict(Deadline.objects.filter(complaint=complaint).values_list("kind", "due_on"))
    return _receipt(complaint, channel, due, files)


def _receipt(complaint: Complaint, channel: Channel, due: Mapping[Any, date], files: int) -> Receipt:
    return Receipt(
        number=complaint.register_number,
        channel=channel.label,
        received_at=complaint.received_at,
        due={kind.value: due[kind] for kind in TERMS},
        files=files,
    )
