"""Importing a decree: what is new is added, what is different is changed, what is known is left, and each write is on record."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.audit.models import AuditEntry
from foundation.audit.queries import history_of
from foundation.workdays.enums import Certainty, HolidayKind
from foundation.workdays.models import Holiday
from foundation.workdays.queries import days_off_between, years_without_joint_leave
from foundation.workdays.reading import HolidayRow
from foundation.workdays.services import NothingToWithdraw, days_off_with, import_holidays, import_shipped, plan

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
NATIONAL = HolidayRow(date(2028, 1, 3), HolidayKind.NATIONAL, "Tahun Baru", "SKB 1/2027", Certainty.SURE)
LEAVE = HolidayRow(date(2028, 1, 4), HolidayKind.JOINT_LEAVE, "Cuti Tahun Baru", "SKB 1/2027", Certainty.ESTIMATED)


decreed = st.builds(
    HolidayRow,
    day=st.dates(date(2028, 1, 1), date(2028, 1, 5)),
    kind=st.sampled_from(HolidayKind),
    name=st.sampled_from(["Tahun Baru", "Isra Mikraj"]),
    decree=st.sampled_from(["SKB 1/2027", "SKB 2/2028"]),
    certainty=st.sampled_from(Certainty),
    withdrawn=st.booleans(),
)


class Administrator:
    """Whoever imports, as the log sees them."""

    pk = UUID("00000000-0000-0000-0000-00000000000a")


def test_new_rows_are_added():
    result = import_holidays([NATIONAL, LEAVE], by=None, at=AT)

    assert ([row.name for row in result.added], result.changed, result.unchanged) == (["Tahun Baru", "Cuti Tahun Baru"], (), 0)
    assert result.dates == (date(2028, 1, 3), date(2028, 1, 4))
    assert days_off_between(date(2028, 1, 1)) == frozenset({date(2028, 1, 3), date(2028, 1, 4)})


def test_second_import_of_the_same_rows_writes_nothing():
    import_holidays([NATIONAL, LEAVE], by=None, at=AT)
    entries = AuditEntry.objects.count()

    result = import_holidays([LEAVE, NATIONAL], by=None, at=AT)

    assert (result.added, result.changed, result.unchanged, result.dates) == ((), (), 2, ())
    assert (Holiday.objects.count(), AuditEntry.objects.count()) == (2, entries)


def test_new_decree_and_certainty_change_the_row():
    import_holidays([NATIONAL, LEAVE], by=None, at=AT)

    result = import_holidays([NATIONAL, replace(LEAVE, decree="SKB 2/2028", certainty=Certainty.SURE)], by=None, at=AT)

    assert (result.added, [row.name for row in result.changed], result.unchanged) == ((), ["Cuti Tahun Baru"], 1)
    stored = Holiday.objects.get(date=LEAVE.day)
    assert (stored.decree, stored.certainty) == ("SKB 2/2028", "sure")


def test_holiday_the_rows_do_not_name_is_left_alone():
    import_holidays([NATIONAL], by=None, at=AT)

    import_holidays([LEAVE], by=None, at=AT)

    assert list(Holiday.objects.values_list("name", flat=True)) == ["Tahun Baru", "Cuti Tahun Baru"]


def test_withdrawn_holiday_stays_as_history_and_counts_no_more():
    import_holidays([NATIONAL, LEAVE], by=None, at=AT)

    result = import_holidays([replace(LEAVE, decree="SKB 2/2028", withdrawn=True)], by=None, at=AT)

    stored = Holiday.objects.get(date=LEAVE.day)
    assert (stored.decree, stored.withdrawn_by) == ("SKB 1/2027", "SKB 2/2028")
    assert result.dates == (date(2028, 1, 4),)
    assert days_off_between(date(2028, 1, 1)) == frozenset({date(2028, 1, 3)})


def test_withdrawal_twice_writes_once_and_may_be_undone():
    import_holidays([LEAVE], by=None, at=AT)
    withdrawal = replace(LEAVE, decree="SKB 2/2028", withdrawn=True)
    import_holidays([withdrawal], by=None, at=AT)

    again = import_holidays([withdrawal], by=None, at=AT)
    undone = import_holidays([LEAVE], by=None, at=AT)

    assert (again.unchanged, len(undone.changed)) == (1, 1)
    assert Holiday.objects.get(date=LEAVE.day).withdrawn_by == ""


def test_withdrawing_an_unknown_holiday_is_refused_and_writes_nothing():
    with pytest.raises(NothingToWithdraw) as refusal:
        import_holidays([NATIONAL, replace(LEAVE, withdrawn=True)], by=None, at=AT)

    assert str(refusal.value) == 'Hari libur yang dicabut tidak ditemukan: 2028-01-04 Cuti bersama "Cuti Tahun Baru".'
    assert (Holiday.objects.count(), AuditEntry.objects.count()) == (0, 0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(decreed, unique_by=lambda row: row.identity), st.lists(decreed, unique_by=lambda row: row.identity))
def test_what_is_planned_is_what_an_import_does(before: list[HolidayRow], rows: list[HolidayRow]):
    with transaction.atomic():
        import_holidays([replace(row, withdrawn=False) for row in before], by=None, at=AT)
        start = date(2028, 1, 2)
        try:
            planned, foreseen = plan(rows), days_off_with(rows, start)
        except NothingToWithdraw:
            planned, foreseen = None, None
        try:
            result = import_holidays(rows, by=None, at=AT)
        except NothingToWithdraw:
            result = None
        happened = days_off_between(start)
        transaction.set_rollback(True)

    assert (planned is None) == (result is None)
    if planned and result:
        assert (len(planned.added), len(planned.changed), planned.unchanged) == (len(result.added), len(result.changed), result.unchanged)
        assert foreseen == happened


def test_each_write_is_recorded_with_its_actor_and_without_words():
    import_holidays([LEAVE], by=Administrator(), at=AT)
    import_holidays([replace(LEAVE, certainty=Certainty.SURE)], by=Administrator(), at=AT)
    import_holidays([replace(LEAVE, certainty=Certainty.SURE, decree="SKB 2/2028", withdrawn=True)], by=None, at=AT)

    history = history_of(Holiday.objects.get())

    assert [(entry.action, entry.actor_id, entry.at, entry.detail) for entry in history] == [
        ("holiday.added", Administrator.pk, AT, {"date": "2028-01-04", "kind": "joint_leave", "certainty": "estimated"}),
        (
            "holiday.changed",
            Administrator.pk,
            AT,
            {"date": "2028-01-04", "kind": "joint_leave", "certainty": "sure", "fields": ["certainty"]},
        ),
        (
            "holiday.withdrawn",
            None,
            AT,
            {"date": "2028-01-04", "kind": "joint_leave", "certainty": "sure", "fields": ["withdrawn_by"]},
        ),
    ]


def test_two_holidays_may_share_a_date_but_not_a_name():
    import_holidays([NATIONAL, replace(NATIONAL, name="Isra Mikraj")], by=None, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Holiday.objects.create(date=NATIONAL.day, kind="national", name="Tahun Baru", decree="SKB", certainty="sure")

    assert Holiday.objects.filter(date=NATIONAL.day).count() == 2


@pytest.mark.parametrize("wrong", [{"kind": "holiday"}, {"certainty": "maybe"}, {"decree": ""}])
def test_row_that_makes_no_sense_is_refused_by_the_table(wrong: dict):
    fields = {"date": date(2028, 1, 3), "kind": "national", "name": "Tahun Baru", "decree": "SKB", "certainty": "sure"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Holiday.objects.create(**(fields | wrong))

    assert Holiday.objects.count() == 0


def test_shipped_holidays_fill_an_empty_table_once():
    first = import_shipped(by=None, at=AT)
    second = import_shipped(by=None, at=AT)

    assert (len(first.added), len(second.added), Holiday.objects.count()) == (108, 0, 108)
    assert years_without_joint_leave(range(2024, 2029)) == {2028}


def test_shipped_holidays_never_undo_what_the_office_imported():
    import_shipped(by=None, at=AT)
    idul_adha = Holiday.objects.get(date=date(2027, 5, 17))
    moved = HolidayRow(idul_adha.date, HolidayKind.NATIONAL, idul_adha.name, "SKB perubahan 2027", Certainty.SURE, withdrawn=True)
    import_holidays([moved, replace(moved, day=date(2027, 5, 16), withdrawn=False)], by=Administrator(), at=AT)

    result = import_shipped(by=None, at=AT)

    assert (result.added, result.changed) == ((), ())
    assert date(2027, 5, 17) not in days_off_between(date(2027, 5, 1), date(2027, 5, 31))
