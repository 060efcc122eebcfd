from datetime import timedelta

from channels.services.alarm import intake_fails
from foundation.accounts.enums import Role
from foundation.accounts.models import Notice
from tests.channels.conftest import MONDAY
from tests.factories.accounts import person


def test_administrators_are_told_once_an_hour(db):
    administrator = person(Role.ADMINISTRATOR, username="admin")
    person(Role.INSPECTOR, username="inspektur")

    told = [intake_fails(at=MONDAY), intake_fails(at=MONDAY + timedelta(minutes=30)), intake_fails(at=MONDAY + timedelta(hours=1))]

    assert (told, list(Notice.objects.values_list("user", flat=True))) == ([1, 1, 1], [administrator.pk] * 2)


def test_the_notice_tells_nothing(db):
    person(Role.ADMINISTRATOR)

    intake_fails(at=MONDAY)

    assert Notice.objects.get().params == {}
