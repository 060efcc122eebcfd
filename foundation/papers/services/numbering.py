"""Numbers of papers: drawn without gap or double, written as the pattern in force says."""

from datetime import date, datetime

from django.db import connection, transaction

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.papers.enums import PaperKind
from foundation.papers.models import NumberSeries, NumberTemplate, Paper
from foundation.papers.queries import number_of, numbering_in_force, series_of
from foundation.papers.rules import PatternRefused, check_pattern
from foundation.papers.services.terms import end_term


class NoNumbering(Exception):
    """No number can be drawn for this kind on this day; the message says in Indonesian what to do."""


def next_number(code: str, *, year: int) -> int:
    """The next number of a series in a year: 1, 2, 3 … without gap or double, however many ask at once.

    Called inside the transaction that uses the number, so that a failure gives it back; others wait until that transaction ends
    (a row lock on PostgreSQL, BEGIN IMMEDIATE on SQLite). Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number is drawn in the transaction that uses it")
    series = _locked(code, year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def draw_number(kind: PaperKind, *, on: date) -> tuple[str, int]:
    """The next number of a kind of paper dated `on`, as it is printed, and its place in the year's series.

    A number that somebody gave by hand before is passed over. Raises NoNumbering; TransactionManagementError as next_number does.
    """
    template = numbering_in_force(kind, on=on)
    if template is None:
        raise NoNumbering("Minta administrator menambah pola nomor untuk jenis surat ini")
    if template.by_hand:
        raise NoNumbering("Isi nomor dari buku agenda")
    while True:
        sequence = next_number(series_of(kind), year=on.year)
        number = number_of(template, sequence, on=on)
        if not Paper.objects.filter(kind=kind, number=number).exists():
            return number, sequence


@transaction.atomic
def add_numbering(
    kind: PaperKind,
    *,
    pattern: str,
    classification: str = "",
    unit: str = "",
    by_hand: bool = False,
    valid_from: date,
    by: User | None,
    at: datetime,
) -> NumberTemplate:
    """Write the numbers of a kind in this way from `valid_from` on; the series of the year goes on where it is.

    Raises rules.PatternRefused, also for a way that gives the numbers of another kind, and ValidationError when another way
    begins on that day.
    """
    check_pattern(pattern)
    before = numbering_in_force(kind, on=valid_from)
    added = NumberTemplate(kind=kind, pattern=pattern, classification=classification, unit=unit, by_hand=by_hand, valid_from=valid_from)
    added.full_clean()
    _refuse_twin(added)
    added.save(force_insert=True)
    facts = {"kind": kind, "by_hand": by_hand, "from": valid_from, "before": before and before.pk, "after": added.pk}
    record("papers.numbering_added", added, by=by, at=at, detail=facts)
    return added


def end_numbering(template: NumberTemplate, *, on: date, by: User | None, at: datetime) -> NumberTemplate:
    """Let a way of numbering end with a day (included). Raises ValidationError for a day before it begins."""
    return end_term(template, "papers.numbering_ended", on=on, by=by, at=at)


def _refuse_twin(added: NumberTemplate) -> None:
    """Two kinds count for themselves: numbers written alike would come twice."""
    on = added.valid_from
    others = [numbering_in_force(kind, on=on) for kind in PaperKind if kind != added.kind]
    if not added.by_hand and any(number_of(one, 1, on=on) == number_of(added, 1, on=on) for one in others if one and not one.by_hand):
        raise PatternRefused("Bedakan pola ini dari pola jenis surat lain, misalnya dengan kode unit, agar tidak ada nomor kembar")


def _locked(code: str, year: int) -> NumberSeries:
    """The series' row under a lock held to the end of the transaction; made when the year's first number is drawn."""
    row = NumberSeries.objects.select_for_update().filter(code=code, year=year).first()
    if row is None:
        NumberSeries.objects.bulk_create([NumberSeries(code=code, year=year)], ignore_conflicts=True)
        row = NumberSeries.objects.select_for_update().get(code=code, year=year)
    return row
