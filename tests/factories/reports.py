"""Bare cases for counting: the plain columns of complaints and what happened to them, nothing sealed."""

import itertools
import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from complaints.enums import AnswerKind, ComplaintState, DeadlineKind, RegisterSeries, ReporterKind, Routing
from complaints.models import Answer, Complaint, Deadline, StateChange, ViolationType
from complaints.rules.deadlines import TERMS
from complaints.rules.moves import TABLE, Move
from foundation.accounts.models import User
from foundation.vault.models import Compartment
from foundation.workdays.queries import days_off_between

_numbers = itertools.count(1)
SERIES = {Routing.INSPECTOR: RegisterSeries.DELEGATES, Routing.MAYOR: RegisterSeries.REFERRAL}


def kind(code: str, **fields: Any) -> ViolationType:
    """A type of violation, made when it is not there yet."""
    defaults = {"label": code.replace("_", " ").capitalize(), "definition": f"Arti {code}.", "valid_from": date(2020, 7, 7), **fields}
    return ViolationType.objects.get_or_create(code=code, version=1, defaults=defaults)[0]


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a WIB day."""
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())


def case(received_on: date, code: str | None = "pungli", *, routing: Routing = Routing.NONE, letter: str = "b") -> Complaint:
    """A complaint with its three clocks running."""
    compartment = _compartment()
    number = next(_numbers)
    series = SERIES.get(routing, RegisterSeries.MAIN)
    complaint = Complaint.objects.create(
        series=series,
        register_number=f"T/{number}",
        register_year=received_on.year,
        register_sequence=number,
        channel="web",
        channel_letter=letter,
        received_at=at(received_on),
        received_on=received_on,
        entered_at=at(received_on),
        violation_type=kind(code) if code else None,
        routing_answer=routing,
        routing=routing,
        reporter_kind=ReporterKind.INDIVIDUAL,
        content=compartment,
        identity=compartment,
        thread=compartment,
    )
    days_off = days_off_between(received_on)
    Deadline.objects.bulk_create(
        Deadline(
            complaint=complaint,
            kind=clock,
            due_on=term.due_on(received_on, days_off),
            strict_on=term.strict_on(received_on, days_off),
        )
        for clock, term in TERMS.items()
    )
    return complaint


def _compartment() -> Compartment:
    """One row that all bare cases share: nothing is ever sealed in it."""
    defaults = {"kind": "content", "group": uuid.UUID(int=1), "public_key": b"\x00" * 32, "created_at": datetime(2020, 1, 1, tzinfo=UTC)}
    return Compartment.objects.get_or_create(pk=uuid.UUID(int=1), defaults=defaults)[0]


def meet(complaint: Complaint, clock: DeadlineKind, on: date) -> None:
    """The clock was met on a day."""
    Deadline.objects.filter(complaint=complaint, kind=clock).update(met_on=on, met_at=at(on))


def move(complaint: Complaint, name: Move, moment: datetime, *, ground: str = "") -> None:
    """One lawful move, without what the services do around it."""
    assert complaint.state in TABLE[name].sources
    before, complaint.state = complaint.state, TABLE[name].target
    complaint.closed_at = moment if name == Move.CLOSE else None
    complaint.save(update_fields=["state", "closed_at"])
    StateChange.objects.create(complaint=complaint, move=name, before=before, after=complaint.state, ground=ground, at=moment)


def close(complaint: Complaint, on: date) -> None:
    """From wherever it stands at the beginning to closed, on one day."""
    for hour, name in enumerate((Move.FORWARD, Move.START_REVIEW, Move.CONCLUDE, Move.DECIDE, Move.CLOSE), start=8):
        move(complaint, name, at(on, hour))


def answer(complaint: Complaint, on: date, by: User, answer_kind: AnswerKind = AnswerKind.FINAL) -> Answer:
    """An answer issued on a day."""
    issued = {"issued_by": by, "issued_at": at(on)}
    fields = {"kind": answer_kind, "content": complaint.content, "thread": complaint.thread, "drafted_by": by, "drafted_at": at(on)}
    return Answer.objects.create(complaint=complaint, **fields, **issued)


def is_open(complaint: Complaint, moment: datetime) -> bool:
    """The plain definition of open, for checking clever ones: received before, and the last move before did not close it."""
    if at(complaint.received_on, 0) >= moment:
        return False
    last = StateChange.objects.filter(complaint=complaint, at__lt=moment).order_by("at", "id").last()
    return last is None or last.after != ComplaintState.CLOSED


def days_between(first: date, last: date) -> list[date]:
    """Every day from first to last."""
    return [first + timedelta(days=after) for after in range((last - first).days + 1)]
