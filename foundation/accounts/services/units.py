"""The work units of the government: added, described anew, ended once nothing is left in them; and who works where."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, Post, Unit, User
from foundation.accounts.queries import inspectorate_units, is_inside, posts_running
from foundation.accounts.rules import fits_unit
from foundation.accounts.services.appointments import OwnRights, UnitClash
from foundation.audit.changes import changed
from foundation.audit.services import record

WORDS = ("name",)


class UnitEnded(Exception):
    """The unit has ended and takes in nothing more."""


@dataclass(frozen=True)
class Remaining:
    """What stands in the way of ending a unit."""

    people: QuerySet[User]
    posts: QuerySet[Post]
    units: QuerySet[Unit]
    appointments: QuerySet[Appointment]

    def __bool__(self) -> bool:
        return any(found.exists() for found in (self.people, self.posts, self.units, self.appointments))


class UnitInUse(Exception):
    """Somebody or something still belongs to the unit; `remaining` says what must be moved first."""

    def __init__(self, remaining: Remaining) -> None:
        super().__init__("the unit is not empty")
        self.remaining = remaining


@transaction.atomic
def create_unit(*, code: str, name: str, is_inspectorate: bool = False, parent: Unit | None = None, by: User | None, at: datetime) -> Unit:
    """Add a work unit. Raises ValidationError for a code taken, UnitEnded for a parent that has ended."""
    _refuse_ended(parent)
    unit = Unit(code=code.strip(), name=name.strip(), is_inspectorate=is_inspectorate, parent=parent)
    unit.full_clean()
    unit.save(force_insert=True)
    facts = {"is_inspectorate": is_inspectorate, "parent": parent.pk if parent else None}
    record("accounts.unit_created", unit, by=by, at=at, detail=facts)
    return unit


@transaction.atomic
def change_unit(unit: Unit, *, name: str, parent: Unit | None, is_inspectorate: bool, by: User | None, at: datetime) -> Unit:
    """Rename a unit, move it under another one (None: it stands at the top), say whether it belongs to the Inspektorat.

    Raises UnitEnded for a unit or parent that has ended, OwnRights when `by` would bring his own unit into the Inspektorat or
    out of it, UnitClash when somebody there or in a unit below holds an office that the other side asks for, ValidationError for
    an empty name or a parent that stands below the unit.
    """
    units = {one.pk: one for one in Unit.objects.select_for_update().order_by("pk")}
    unit = units[unit.pk]
    _refuse_ended(unit, parent)
    if by is not None and by.unit_id == unit.pk and is_inspectorate != unit.is_inspectorate:
        raise OwnRights
    if parent is not None and unit.pk in _line_up(parent.pk, units):
        raise ValidationError({"parent": "Pilih unit induk yang tidak berada di bawah unit ini."})
    before, inside = _facts(unit), inspectorate_units()
    unit.name, unit.parent, unit.is_inspectorate = name.strip(), parent, is_inspectorate
    unit.full_clean()
    if detail := changed(before, _facts(unit), words=WORDS):
        unit.save(update_fields=["name", "parent", "is_inspectorate"])
        _refuse_changed_sides(inside ^ inspectorate_units(), by=by, on=timezone.localdate(at))
        record("accounts.unit_changed", unit, by=by, at=at, detail=detail)
    return unit


@transaction.atomic
def end_unit(unit: Unit, *, by: User | None, at: datetime) -> Unit:
    """End-date a unit from today (WIB); what it once held stays on record. Ending it twice changes nothing.

    Raises UnitInUse while people, posts, units or running appointments belong to it.
    """
    today = timezone.localdate(at)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.ended_on is not None:
        return unit
    if remaining := remaining_in(unit, on=today):
        raise UnitInUse(remaining)
    unit.ended_on = today
    unit.save(update_fields=["ended_on"])
    record("accounts.unit_ended", unit, by=by, at=at, detail={"on": today})
    return unit


def remaining_in(unit: Unit, *, on: date) -> Remaining:
    """Who and what belongs to a unit on a local date, or will later: people serving, posts, units below, running appointments."""
    running = (Q(valid_to__isnull=True) | Q(valid_to__gte=on)) & Q(ended_on__isnull=True)
    return Remaining(
        people=unit.people.filter(ended_on__isnull=True),
        posts=posts_running(on).filter(unit=unit),
        units=unit.children.filter(ended_on__isnull=True),
        appointments=unit.appointments.filter(running).select_related("user"),
    )


@transaction.atomic
def move_person(user: User, unit: Unit | None, *, by: User | None, at: datetime) -> User:
    """Let a person work in another unit (None: in none). Appointments keep their own unit, as their decree says it.

    Raises OwnRights: one's unit decides what one is kept out of. UnitEnded for a unit that has ended. UnitClash while an
    appointment of the person asks for another kind of unit.
    """
    if by is not None and by.pk == user.pk:
        raise OwnRights
    _refuse_ended(unit)
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    _refuse_clash(user, unit, on=timezone.localdate(at))
    if detail := changed({"unit": user.unit_id}, {"unit": unit.pk if unit else None}):
        user.unit = unit
        user.save(update_fields=["unit"])
        record("accounts.user_moved", user, by=by, at=at, detail=detail)
    return user


def _refuse_clash(user: User, unit: Unit | None, *, on: date) -> None:
    for role in _running(on).filter(user=user).values_list("role", flat=True):
        if not fits_unit(role, inspectorate=is_inside(unit)):
            raise UnitClash(Role(role))


def _refuse_changed_sides(units: Set[UUID], *, by: User | None, on: date) -> None:
    """Of units that came into the Inspektorat or went out of it: nobody's own unit, and nobody whose office asks for the other side."""
    if by is not None and by.unit_id in units:
        raise OwnRights
    inside = inspectorate_units()
    people = _running(on).filter(user__unit__in=units, user__ended_on__isnull=True)
    for role, unit in people.values_list("role", "user__unit").order_by("role"):
        if not fits_unit(role, inspectorate=unit in inside):
            raise UnitClash(Role(role))


def _running(on: date) -> QuerySet[Appointment]:
    """Appointments that have effect on a local date, or will."""
    return Appointment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), ended_on__isnull=True)


def _refuse_ended(*units: Unit | None) -> None:
    """Ended units, as the rows say it now and locked until the end, so that none ends while something moves in."""
    wanted = [unit.pk for unit in units if unit is not None]
    if any(unit.ended_on is not None for unit in Unit.objects.select_for_update().filter(pk__in=wanted).order_by("pk")):
        raise UnitEnded


def _facts(unit: Unit) -> dict[str, object]:
    return {"name": unit.name, "parent": unit.parent_id, "is_inspectorate": unit.is_inspectorate}


def _line_up(start: UUID, units: dict[UUID, Unit]) -> set[UUID]:
    """A unit and everything above it."""
    line: set[UUID] = set()
    above: UUID | None = start
    while above is not None and above not in line:
        line.add(above)
        above = units[above].parent_id
    return line
