"""The doorbells of the case file: each reads the clock and calls its service, once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from complaints import tasks
from complaints.enums import ComplaintState
from complaints.models import Complaint, Draft
from complaints.services import drafts
from foundation.accounts.models import Notice
from foundation.vault.models import Grant
from foundation.workdays.models import Holiday
from tests.factories.accounts import names
from tests.factories.complaints import Office, received, wib


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch):
    """`it_is(moment)`: the clock on the wall."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def test_the_sweep_forwards_what_nobody_forwarded(office: Office, it_is):
    received()
    it_is(wib(date(2026, 11, 20), 0))

    tasks.sweep_deadlines()

    assert Complaint.objects.get().state == ComplaintState.FORWARDED


def test_at_midnight_ended_appointments_lose_their_cases(office: Office, it_is):
    complaint = received().complaint
    office.deputy.appointments.update(valid_to=date(2026, 11, 17))
    it_is(wib(date(2026, 11, 18), 0))

    tasks.shut_ended_appointments()

    assert Grant.objects.filter(compartment=complaint.content_id, holder=office.deputy.holder_id).exists() is False
    assert Grant.objects.filter(compartment=complaint.content_id, holder=office.inspector.holder_id).exists() is True


def test_expired_drafts_are_erased_and_the_others_kept(db: None, it_is):
    begun = wib(date(2026, 11, 16))
    drafts.start(at=begun)
    kept = drafts.start(at=begun + timedelta(days=6))
    it_is(begun + timedelta(days=8))

    tasks.purge_drafts()

    assert Draft.objects.count() == 1
    assert drafts.load(kept, at=begun + timedelta(days=8)).answers == {}


@pytest.mark.parametrize(("month", "told"), [(8, []), (9, ["administrator", "inspector"])])
def test_from_september_on_missing_holidays_are_asked_for(office: Office, it_is, month: int, told: list[str]):
    Holiday.objects.filter(date__year=2027).delete()
    it_is(wib(date(2026, month, 7)))

    tasks.warn_of_missing_holidays()

    assert names(notice.user for notice in Notice.objects.all()) == told
