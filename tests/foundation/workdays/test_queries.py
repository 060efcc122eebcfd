"""The table answers for the days in force, and flags years whose joint leave is not known."""

from datetime import date

import pytest

from foundation.workdays.enums import Certainty, HolidayKind
from foundation.workdays.models import Holiday
from foundation.workdays.queries import days_off_between, holidays_between, holidays_on_weekdays, years_without_joint_leave

pytestmark = pytest.mark.django_db


def holiday(day: date, name: str, kind: HolidayKind = HolidayKind.NATIONAL, withdrawn_by: str = "") -> Holiday:
    return Holiday.objects.create(date=day, kind=kind, name=name, decree="SKB", certainty=Certainty.SURE, withdrawn_by=withdrawn_by)


def test_holidays_between_include_both_ends_in_order_of_date():
    for day in (13, 14, 17, 18, 19):
        holiday(date(2026, 8, day), f"Libur {day}")

    found = holidays_between(date(2026, 8, 14), date(2026, 8, 18))

    assert [row.name for row in found] == ["Libur 14", "Libur 17", "Libur 18"]


def test_withdrawn_holiday_is_no_day_off():
    holiday(date(2026, 8, 17), "Kemerdekaan")
    holiday(date(2026, 8, 18), "Cuti", HolidayKind.JOINT_LEAVE, withdrawn_by="SKB perubahan")

    assert days_off_between(date(2026, 8, 1), date(2026, 8, 31)) == frozenset({date(2026, 8, 17)})


def test_two_holidays_of_one_date_are_one_day_off():
    holiday(date(2008, 5, 1), "Hari Buruh")
    holiday(date(2008, 5, 1), "Kenaikan")

    assert days_off_between(date(2008, 5, 1), date(2008, 5, 1)) == frozenset({date(2008, 5, 1)})


def test_days_off_without_an_end_reach_as_far_as_the_table():
    holiday(date(2026, 8, 16), "Sebelum")
    holiday(date(2026, 8, 17), "Pada hari itu")
    holiday(date(2031, 1, 1), "Jauh")

    assert days_off_between(date(2026, 8, 17)) == frozenset({date(2026, 8, 17), date(2031, 1, 1)})


def test_holidays_on_weekdays_leave_out_those_that_took_no_working_day():
    holiday(date(2026, 3, 20), "Jumat")
    holiday(date(2026, 3, 21), "Sabtu")
    holiday(date(2026, 3, 22), "Minggu")
    holiday(date(2026, 3, 23), "Senin")

    assert [row.name for row in holidays_on_weekdays(date(2026, 3, 1), date(2026, 3, 31))] == ["Jumat", "Senin"]


def test_year_without_joint_leave_is_flagged():
    holiday(date(2026, 12, 24), "Cuti Natal", HolidayKind.JOINT_LEAVE)
    holiday(date(2027, 1, 1), "Tahun Baru")
    holiday(date(2028, 12, 26), "Cuti Natal", HolidayKind.JOINT_LEAVE, withdrawn_by="SKB perubahan")

    assert years_without_joint_leave([2026, 2027, 2028]) == {2027, 2028}


def test_no_year_asked_no_year_flagged():
    assert years_without_joint_leave([]) == set()
