"""The autumn reminder that next year's holidays must be loaded."""

from datetime import date

from complaints.services.holidays import warn_of_missing_year
from foundation.accounts.models import Notice
from foundation.workdays.models import Holiday
from tests.factories.accounts import names
from tests.factories.complaints import Office, wib


def without_joint_leave(year: int) -> None:
    Holiday.objects.filter(date__year=year, kind="joint_leave").delete()


def test_administrators_and_the_inspektur_are_told_once_a_week(office: Office):
    without_joint_leave(2027)

    asked = [warn_of_missing_year(at=wib(date(2026, 9, day))) for day in (1, 1, 6, 7)]

    assert asked == [2, 2, 2, 2]
    # Sunday the 6th ends the week of the 1st; Monday the 7th begins another.
    assert names(notice.user for notice in Notice.objects.all()) == ["administrator", "administrator", "inspector", "inspector"]


def test_before_september_nobody_is_told(office: Office):
    without_joint_leave(2027)

    assert warn_of_missing_year(at=wib(date(2026, 8, 31))) == 0
    assert Notice.objects.count() == 0


def test_with_next_years_joint_leave_loaded_nobody_is_told(office: Office):
    without_joint_leave(2027)
    Holiday.objects.create(date=date(2027, 3, 12), kind="joint_leave", name="Cuti bersama", decree="SKB contoh", certainty="sure")

    assert warn_of_missing_year(at=wib(date(2026, 10, 5))) == 0
    assert Notice.objects.count() == 0


def test_the_national_holidays_alone_are_not_enough(office: Office):
    without_joint_leave(2027)
    assert Holiday.objects.filter(date__year=2027).exists()

    assert warn_of_missing_year(at=wib(date(2026, 12, 31))) == 2
