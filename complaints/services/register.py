"""Registers a complaint: sealed, numbered, clocked and recorded in one transaction, or not at all."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from complaints.enums import ComplaintState, DeadlineKind, EmploymentStatus, RegisterSeries, ReporterKind, Routing
from complaints.models import AccusedPerson, Complaint, Deadline, ViolationType, Wall
from complaints.rules.confidentiality import MetBy, effective_routing, needs_mayor_assignment, rank_on_mark, recipients
from complaints.rules.intake import owed_terms
from complaints.services.attachments import IncomingFile, attach_first_files
from complaints.services.conversation import ask_protection
from complaints.services.people import Chosen, as_named_person, choose_row, named_users
from foundation.accounts.models import User
from foundation.audit.actors import Actor
from foundation.audit.services import record
from foundation.papers.services import next_number
from foundation.vault.codes import new_code
from foundation.vault.compartments import OpenedCompartment, create_compartments
from foundation.vault.enums import CompartmentKind
from foundation.vault.exclusions import exclude
from foundation.vault.holders import make_reporter_holder
from foundation.vault.models import Holder
from foundation.vault.queries import can_deliver
from foundation.vault.sealing import seal
from foundation.workdays.queries import days_off_between

SERIES_MARK = {RegisterSeries.MAIN: "", RegisterSeries.DELEGATES: "W.", RegisterSeries.REFERRAL: "R."}


@dataclass(frozen=True)
class AccusedInput:
    """One accused as the reporter describes him; everything but `status` is sealed."""

    name: str = ""
    post: str = ""
    unit: str = ""
    status: EmploymentStatus = EmploymentStatus.UNKNOWN


@dataclass(frozen=True)
class NewComplaint:
    """What came in, in memory and unsealed. `received_at` is the moment of the first official receipt (day 0)."""

    channel: str
    channel_letter: str
    received_at: datetime
    routing: Routing
    reporter_kind: ReporterKind
    story: dict[str, Any]
    reporter_named: bool = False
    reporter: dict[str, Any] | None = None
    accused: tuple[AccusedInput, ...] = ()
    files: tuple[IncomingFile, ...] = ()
    protection_wish: str = ""
    doubtful: bool = False
    violation_type: ViolationType | None = None
    receipt_code: str = field(default="", repr=False)
    notices_to: dict[str, str] | None = field(default=None, repr=False)
    """Where the reporter wants word beside the status page: {"medium": mail, sms or letter, "address": …}."""


@dataclass(frozen=True)
class Registered:
    """The stored complaint, the receipt code, which is kept nowhere, and the legal date of each clock."""

    complaint: Complaint
    receipt_code: str = field(repr=False)
    due: dict[DeadlineKind, date] = field(default_factory=dict)


class ReceivedInFuture(ValueError):
    """The receipt would lie after the moment of entry; a clock cannot start tomorrow."""


@transaction.atomic
def register(new: NewComplaint, *, by: User | None, at: datetime) -> Registered:
    """Register one complaint (Pasal 6(1), 9) and return its receipt.

    `by` is the officer who registers what came to his desk; None when the reporter did it himself. `at` is the moment of
    entry (aware). A row whose readers are all named gives way to the next stricter one. Raises ReceivedInFuture, and
    NobodyCanReceive (no row has a reader) or vault.NoRecoveryKey when it cannot be sealed: then nothing is stored.
    The receipt code is drawn here unless the form has shown it already.
    """
    if new.received_at > at:
        raise ReceivedInFuture
    today = timezone.localdate(at)
    accused_users = named_users(person.name for person in new.accused)
    asked = effective_routing(new.routing, [as_named_person(user, on=today) for user in accused_users])
    routing, chosen = choose_row(asked, walled=accused_users, registrar=by, on=today)
    code = new.receipt_code or new_code()
    complaint, keys = _seal(new, routing, chosen, code, by=by, at=at)
    clocks = _clocks(complaint, at=at)
    complaint.next_due_on = min(clock.due_on for clock in clocks if clock.met_at is None)
    _number(complaint, on=today)
    complaint.save(force_insert=True)
    Deadline.objects.bulk_create(clocks)
    _add_accused(complaint, new.accused, keys[CompartmentKind.CONTENT])
    _wall(complaint, accused_users, keys[CompartmentKind.CONTENT], at=at)
    files = attach_first_files(complaint, new.files, keys=keys[CompartmentKind.CONTENT], by=by, at=at)
    record(
        "complaint.registered",
        complaint,
        by=by or Actor.REPORTER,
        at=at,
        detail={
            "channel": new.channel,
            "routing": str(routing),
            "readers": [str(user.pk) for user in chosen.readers],
            "attachments": [str(file.pk) for file in files],
        },
    )
    if recipients(routing).forward_met_by == MetBy.ARRIVAL:
        record("complaint.forwarded", complaint, by=None, at=at, detail={"on_arrival": True})
    for clock in clocks:
        if clock.breached_on is not None:
            record("clock.breached", complaint, by=None, at=at, detail={"clock": str(clock.kind), "due_on": clock.due_on.isoformat()})
    if new.protection_wish.strip():
        ask_protection(complaint, new.protection_wish, at=at)
    return Registered(complaint, code, due={DeadlineKind(clock.kind): clock.due_on for clock in clocks})


def _seal(
    new: NewComplaint,
    routing: Routing,
    chosen: Chosen,
    code: str,
    *,
    by: User | None,
    at: datetime,
) -> tuple[Complaint, dict[CompartmentKind, OpenedCompartment]]:
    """The unsaved complaint with its compartments made and its contents sealed."""
    group = uuid.uuid4()
    reporter_holder = make_reporter_holder(code, at=at)
    readers = [user.holder for user in chosen.readers if user.holder]
    wanted: dict[CompartmentKind, list[Holder]] = {
        CompartmentKind.CONTENT: readers,
        CompartmentKind.IDENTITY: [user.holder for user in chosen.custodians if user.holder],
        CompartmentKind.THREAD: [*readers, reporter_holder],
    }
    # An installation without a dispatch key sends nothing: no reason to refuse a complaint, whose answer stands on the status page.
    delivers = bool(new.notices_to) and can_deliver()
    if delivers:
        wanted[CompartmentKind.DELIVERY] = []
    keys = create_compartments(wanted, group=group, by=by.pk if by else None, reason="registered", at=at)
    arrives = recipients(routing).forward_met_by == MetBy.ARRIVAL
    complaint = Complaint(
        id=group,
        channel=new.channel,
        channel_letter=new.channel_letter,
        received_at=new.received_at,
        received_on=timezone.localdate(new.received_at),
        entered_at=at,
        violation_type=new.violation_type,
        state=ComplaintState.FORWARDED if arrives else ComplaintState.RECEIVED,
        series=recipients(routing).series,
        routing_answer=new.routing,
        routing=routing,
        mayor_assignment=needs_mayor_assignment(routing),
        mayor_assignment_rank=rank_on_mark(routing),
        doubtful=new.doubtful,
        reporter_kind=new.reporter_kind,
        reporter_named=new.reporter_named,
        handling_officer=chosen.handling_officer,
        registered_by=by,
        content=keys[CompartmentKind.CONTENT].compartment,
        identity=keys[CompartmentKind.IDENTITY].compartment,
        thread=keys[CompartmentKind.THREAD].compartment,
        reporter_holder=reporter_holder,
    )
    seal(complaint, "story", new.story, keys[CompartmentKind.CONTENT])
    if new.reporter:
        seal(complaint, "reporter", new.reporter, keys[CompartmentKind.IDENTITY])
    if delivers:
        complaint.delivery = keys[CompartmentKind.DELIVERY].compartment
        seal(complaint, "notices_to", new.notices_to, keys[CompartmentKind.DELIVERY])
    return complaint, keys


def _number(complaint: Complaint, *, on: date) -> None:
    """Give the next gapless number of the year of entry; taken last, because it holds a lock until the commit."""
    complaint.register_year = on.year
    complaint.register_sequence = next_number(f"register-{complaint.series}", year=on.year)
    mark = SERIES_MARK[RegisterSeries(complaint.series)]
    number = settings.REGISTER_NUMBER_FORMAT.format(sequence=complaint.register_sequence, year=on.year)
    complaint.register_number = f"{mark}{number}"


def _add_accused(complaint: Complaint, accused: Iterable[AccusedInput], keys: OpenedCompartment) -> None:
    rows = []
    for position, person in enumerate(accused, start=1):
        row = AccusedPerson(complaint=complaint, content=complaint.content, position=position, status=person.status)
        seal(row, "details", {"name": person.name, "post": person.post, "unit": person.unit}, keys)
        rows.append(row)
    AccusedPerson.objects.bulk_create(rows)


def _wall(complaint: Complaint, users: Iterable[User], keys: OpenedCompartment, *, at: datetime) -> None:
    """Shut everybody named as accused out of the case, before anyone has opened it."""
    for user in users:
        wall = Wall(complaint=complaint, content=complaint.content, user=user, built_at=at)
        seal(wall, "reason", {"kind": "named_as_accused"}, keys)
        wall.save(force_insert=True)
        if user.holder:
            exclude(complaint.pk, user.holder, by=None, at=at)
        record("complaint.walled", complaint, by=None, at=at, detail={"user": str(user.pk)})


def _clocks(complaint: Complaint, *, at: datetime) -> list[Deadline]:
    """The three clocks of Pasal 6(5), 7(2) and 16, unsaved; 6(5) is met at once where the case is sealed straight to its reader."""
    start = complaint.received_on
    days_off = days_off_between(start)
    arrives = recipients(Routing(complaint.routing)).forward_met_by == MetBy.ARRIVAL
    rows = []
    for term in owed_terms(reporter_kind=ReporterKind(complaint.reporter_kind), named=complaint.reporter_named):
        row = Deadline(complaint=complaint, kind=term.kind, due_on=term.due_on(start, days_off), strict_on=term.strict_on(start, days_off))
        if arrives and term.kind == DeadlineKind.FORWARD:
            row.met_at, row.met_on, row.met_by_system = at, timezone.localdate(at), True
            row.breached_on = row.due_on + timedelta(days=1) if row.met_on > row.due_on else None
        rows.append(row)
    return rows
