"""Questions that pages ask again and again: the ORM writes their SQL once a process, and afterwards only its values change.

A page of work asks a dozen small questions. Writing their words anew each time costs more than the database needs to answer
them; docs/performance.md has the figures.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, DateTimeField, Field, QuerySet, UUIDField
from django.db.models.sql.compiler import SQLCompiler

Words = tuple[str, tuple[Any, ...]]
"""SQL that the ORM wrote, and the values that stand apart from it."""
NOTHING = "SELECT 1 WHERE 1 = 0"
"""What is asked when the ORM sees beforehand that nothing can be found."""


@dataclass(frozen=True)
class Kind:
    """A kind of value: the field that adapts it to the database, and values that no row has, to stand in while the SQL is written."""

    field: Field
    stand_in: Callable[[int], Any]

    def adapted(self, value: Any) -> Any:
        """The value as this database's driver takes it."""
        return self.field.get_db_prep_value(value, connection)


KEY = Kind(UUIDField(), lambda number: UUID(int=0x5EED_0000 + number))
DAY = Kind(DateField(), lambda number: date(1802, 3, 4) + timedelta(days=number))
MOMENT = Kind(DateTimeField(), lambda number: datetime(1801, 2, 3, tzinfo=UTC) + timedelta(days=number))


@dataclass(frozen=True)
class Many:
    """A list of values for `…__in`, so many to a question; a shorter list is filled up with its last value."""

    kind: Kind
    most: int


class Statement:
    """One question, written when it is first asked.

    `build` gives its queryset from the values named in `slots`, and may put each of them into any number of places, but must
    not look at them: what it is called with stands in for all values to come. At most one slot may be a Many.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **slots: Kind | Many) -> None:
        self._build, self._slots = build, slots
        self._many = next((name for name, slot in slots.items() if isinstance(slot, Many)), None)
        self._written: dict[str, _Written] = {}

    def rows(self, **values: Any) -> list[Any]:
        """What the queryset gives for these values, in its order.

        A longer list than one question takes is asked in several, each answered in that order; an empty one is not asked at all.
        """
        if self._many is None:
            return self._ask(values)
        most, given = self._slots[self._many].most, list(values[self._many])  # type: ignore[union-attr]
        parts = [given[start : start + most] for start in range(0, len(given), most)]
        return [row for part in parts for row in self._ask({**values, self._many: part + part[-1:] * (most - len(part))})]

    def words(self, **values: Any) -> Words:
        """The question itself, for one that asks several at once; a list in `values` has no more than one question takes."""
        return self._of_this_engine().words(values)

    def _ask(self, values: dict[str, Any]) -> list[Any]:
        written = self._of_this_engine()
        return [] if written.sql == NOTHING else written.rows(values)

    def _of_this_engine(self) -> "_Written":
        if (written := self._written.get(connection.vendor)) is None:
            written = self._written[connection.vendor] = _Written.of(self._build, self._slots)
        return written


@dataclass(frozen=True)
class _Written:
    """The words of a question for one engine, the ORM's own reader of its rows, and what stands in each place of a value."""

    queryset: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    places: list[Callable[[dict[str, Any]], Any]]

    @classmethod
    def of(cls, build: Callable[..., QuerySet[Any, Any]], slots: dict[str, Kind | Many]) -> "_Written":
        given: dict[str, Any] = {}
        known: dict[Any, Callable[[dict[str, Any]], Any]] = {}
        for number, (name, slot) in enumerate(slots.items()):
            if isinstance(slot, Many):
                given[name] = [slot.kind.stand_in(1000 * number + place) for place in range(slot.most)]
                known |= {slot.kind.adapted(value): _nth(name, place, slot.kind) for place, value in enumerate(given[name])}
            else:
                given[name] = slot.stand_in(1000 * number)
                known[slot.adapted(given[name])] = _single(name, slot)
        queryset = build(**given)
        compiler = queryset.query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            sql, params = NOTHING, ()
        return cls(queryset, compiler, sql, [known.get(value) or _fixed(value) for value in params])

    def rows(self, values: dict[str, Any]) -> list[Any]:
        """The ORM reads the rows as ever, from a compiler that has its words already."""
        compiler = copy(self.compiler)
        compiler.connection = connection
        words = self.words(values)
        compiler.as_sql = lambda *_args, **_kwargs: words  # type: ignore[method-assign]
        asked = self.queryset.all()
        asked.query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        return list(asked)

    def words(self, values: dict[str, Any]) -> Words:
        """The SQL and what goes into it."""
        return self.sql, tuple(place(values) for place in self.places)


def _single(name: str, kind: Kind) -> Callable[[dict[str, Any]], Any]:
    return lambda values: kind.adapted(values[name])


def _nth(name: str, place: int, kind: Kind) -> Callable[[dict[str, Any]], Any]:
    return lambda values: kind.adapted(values[name][place])


def _fixed(value: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda _values: value
