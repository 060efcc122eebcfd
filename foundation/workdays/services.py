"""The one writer of the holiday table: takes in the holidays of a decree, again and again without harm."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from foundation.audit.actors import Actor, HasUuid
from foundation.audit.services import record
from foundation.workdays.enums import HolidayKind
from foundation.workdays.models import Holiday
from foundation.workdays.queries import holidays_between
from foundation.workdays.reading import SHIPPED, HolidayRow, read_file


class NothingToWithdraw(ValueError):
    """A row takes back a holiday that the table does not hold: its date, kind or name is written differently."""

    def __init__(self, row: HolidayRow) -> None:
        super().__init__(f'Hari libur yang dicabut tidak ditemukan: {row.day.isoformat()} {row.kind.label} "{row.name}".')
        self.row = row


@dataclass(frozen=True)
class ImportResult:
    """What an import did. `changed` counts a new decree, a certainty, a withdrawal or its undoing."""

    added: tuple[Holiday, ...]
    changed: tuple[Holiday, ...]
    unchanged: int

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates whose rows were written, earliest first; open deadlines that run over them may move."""
        return tuple(sorted({holiday.date for holiday in (*self.added, *self.changed)}))


@dataclass(frozen=True)
class Plan:
    """What an import would do: rows that are new, rows that differ from the table, and how many say nothing new."""

    added: tuple[HolidayRow, ...]
    changed: tuple[HolidayRow, ...]
    unchanged: int


def plan(rows: Iterable[HolidayRow]) -> Plan:
    """What `import_holidays` would do with these rows; reads only. Raises NothingToWithdraw."""
    rows = list(rows)
    known = {_identity(holiday): holiday for holiday in Holiday.objects.filter(date__in={row.day for row in rows})}
    added: list[HolidayRow] = []
    changed: list[HolidayRow] = []
    for row in rows:
        holiday = known.get(row.identity)
        if holiday is None and row.withdrawn:
            raise NothingToWithdraw(row)
        if holiday is None:
            added.append(row)
        elif _differing(holiday, row):
            changed.append(row)
    return Plan(tuple(added), tuple(changed), len(rows) - len(added) - len(changed))


def days_off_with(rows: Iterable[HolidayRow], start: date) -> frozenset[date]:
    """The days off from `start` on as they would be after importing `rows`; reads only."""
    in_force = {_identity(holiday) for holiday in holidays_between(start)}
    for row in rows:
        if row.withdrawn:
            in_force.discard(row.identity)
        elif row.day >= start:
            in_force.add(row.identity)
    return frozenset(day for day, _, _ in in_force)


@transaction.atomic
def import_holidays(rows: Iterable[HolidayRow], *, by: HasUuid | Actor | None, at: datetime) -> ImportResult:
    """Bring the table to what the rows say, in one transaction, with an audit entry for each row written.

    A holiday not in `rows` is left alone: a decree speaks of its own days. Importing the same rows again writes nothing.
    `by` is None for the set-up; `at` is an aware moment. Raises NothingToWithdraw; then nothing was written at all.
    """
    rows = list(rows)
    stored = Holiday.objects.select_for_update().filter(date__in={row.day for row in rows})
    known = {_identity(holiday): holiday for holiday in stored}
    added: list[Holiday] = []
    changed: list[Holiday] = []
    for row in rows:
        holiday = known.get(row.identity)
        if holiday is None:
            known[row.identity] = _add(row, by=by, at=at)
            added.append(known[row.identity])
        elif _change(holiday, row, by=by, at=at):
            changed.append(holiday)
    return ImportResult(tuple(added), tuple(changed), len(rows) - len(added) - len(changed))


def import_shipped(*, by: HasUuid | Actor | None, at: datetime) -> ImportResult:
    """Give a new installation the holidays that come with the product, and an old one those of the years it knows nothing of.

    A year that has a national holiday already is left alone, so that a later start never undoes what the office imported itself.
    """
    rows = read_file(SHIPPED)
    years = {row.day.year for row in rows}
    national = holidays_between(date(min(years), 1, 1), date(max(years), 12, 31)).filter(kind=HolidayKind.NATIONAL)
    known = {day.year for day in national.order_by().values_list("date", flat=True)}
    return import_holidays([row for row in rows if row.day.year not in known], by=by, at=at)


def _add(row: HolidayRow, *, by: HasUuid | Actor | None, at: datetime) -> Holiday:
    if row.withdrawn:
        raise NothingToWithdraw(row)
    holiday = Holiday.objects.create(date=row.day, kind=row.kind, name=row.name, decree=row.decree, certainty=row.certainty)
    record("holiday.added", holiday, by=by, at=at, detail=_told(holiday))
    return holiday


def _change(holiday: Holiday, row: HolidayRow, *, by: HasUuid | Actor | None, at: datetime) -> bool:
    """Write what the row says differently; whether it did."""
    wanted = _differing(holiday, row)
    if not wanted:
        return False
    for name, value in wanted.items():
        setattr(holiday, name, value)
    holiday.save(update_fields=list(wanted))
    detail = _told(holiday) | {"fields": list(wanted)}
    record("holiday.withdrawn" if row.withdrawn else "holiday.changed", holiday, by=by, at=at, detail=detail)
    return True


def _differing(holiday: Holiday, row: HolidayRow) -> dict[str, str]:
    """The fields of a holiday that the row says differently, with what it says."""
    # The decree that declared a day stays readable beside the one that took it back.
    said = {"withdrawn_by": row.decree} if row.withdrawn else {"decree": row.decree, "withdrawn_by": ""}
    said["certainty"] = row.certainty.value
    return {name: value for name, value in said.items() if getattr(holiday, name) != value}


def _identity(holiday: Holiday) -> tuple[date, str, str]:
    """As HolidayRow.identity."""
    return holiday.date, holiday.kind, holiday.name


def _told(holiday: Holiday) -> dict[str, object]:
    return {"date": holiday.date, "kind": holiday.kind, "certainty": holiday.certainty}
