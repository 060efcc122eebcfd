"""Letter c: who reads it, and that nothing of it lies about."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from foundation.accounts.enums import Role
from foundation.accounts.models import Appointment, User
from foundation.accounts.services import end_appointment
from foundation.vault.errors import NoAccess
from foundation.vault.grants import ROTATED, note_rekey_due
from foundation.vault.models import RekeyDue
from reports.models import MonthlyReport
from reports.queries.narrative import narrative_of
from reports.rules.period import Period
from reports.services.corrections import start_correction
from reports.services.drafting import draft
from reports.services.narrative import AlreadyApproved, EditedMeanwhile, save_narrative, tend
from reports.services.publishing import approve_and_publish
from tests.factories.accounts import keyring

WIB = ZoneInfo("Asia/Jakarta")
AT = datetime(2026, 11, 4, 9, 0, tzinfo=WIB)
WORDS = "Lima pengaduan menyangkut loket. Saran: papan tarif."


@pytest.fixture
def report(office: SimpleNamespace) -> MonthlyReport:
    return draft(Period(2026, 10), at=AT)


def write(report: MonthlyReport, office: SimpleNamespace, words: str = WORDS) -> MonthlyReport:
    keys = keyring(office.inspector, at=AT)
    return save_narrative(report, words, version=report.version, keys=keys, by=office.inspector, at=AT)


def test_the_line_and_the_walikota_read_it_and_the_database_does_not(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = write(report, office)

    read = [narrative_of(report, keyring(person, at=AT)) for person in (office.inspector, office.deputy, office.mayor)]
    assert read == [WORDS, WORDS, WORDS]
    assert b"loket" not in bytes(report.narrative)


def test_nobody_else_reads_it(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = write(report, office)

    assert narrative_of(report, keyring(office.publisher, at=AT)) is None
    assert narrative_of(report, None) is None


def test_an_empty_letter_c_is_empty_for_everybody(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = write(write(report, office), office, "  ")

    assert narrative_of(report, keyring(office.mayor, at=AT)) == ""
    assert report.narrative is None


def test_saving_over_somebody_elses_words_is_refused(report: MonthlyReport, office: SimpleNamespace) -> None:
    write(report, office)

    with pytest.raises(EditedMeanwhile):
        save_narrative(report, "lain", version=0, keys=keyring(office.deputy, at=AT), by=office.deputy, at=AT)

    report.refresh_from_db()
    assert narrative_of(report, keyring(office.deputy, at=AT)) == WORDS


def test_an_approved_letter_c_is_final(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = approve_and_publish(write(report, office), seen=None, by=office.inspector, keys=None, at=AT)

    with pytest.raises(AlreadyApproved):
        write(report, office, "lain")


def test_a_stranger_to_the_words_cannot_replace_them(report: MonthlyReport, office: SimpleNamespace, staff: Callable[..., User]) -> None:
    report = write(report, office)
    newcomer = staff(Role.DEPUTY_INSPECTOR)

    with pytest.raises(NoAccess):
        save_narrative(report, "lain", version=1, keys=keyring(newcomer, at=AT), by=newcomer, at=AT)


def test_opening_lets_a_new_walikota_in_and_shuts_the_former_out(
    report: MonthlyReport, office: SimpleNamespace, staff: Callable[..., User]
) -> None:
    report = write(report, office)
    end_appointment(Appointment.objects.get(user=office.mayor), by=None, at=AT)
    successor = staff(Role.MAYOR, username="walikota-baru")

    changed = tend(report, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)

    report = MonthlyReport.objects.get(pk=report.pk)
    assert changed
    assert narrative_of(report, keyring(successor, at=AT)) == WORDS
    assert narrative_of(report, keyring(office.mayor, at=AT)) is None
    assert not tend(report, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)


def test_opening_works_off_the_new_epoch_that_a_rotation_asks_for(report: MonthlyReport, office: SimpleNamespace) -> None:
    report = write(report, office)
    note_rekey_due([report.compartment_id], by=None, reason=ROTATED, at=AT)

    assert tend(report, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)

    assert (report.compartment.epoch, RekeyDue.objects.count()) == (2, 0)
    assert not tend(report, keys=keyring(office.inspector, at=AT), by=office.inspector, at=AT)


def test_a_correction_takes_the_words_along(report: MonthlyReport, office: SimpleNamespace) -> None:
    keys = keyring(office.inspector, at=AT)
    report = approve_and_publish(write(report, office), seen=None, by=office.inspector, keys=keys, at=AT)

    correction = start_correction(report, reason="Satu surat terlambat dicatat", keys=keys, by=office.inspector, at=AT)

    assert narrative_of(correction, keyring(office.mayor, at=AT)) == WORDS
    assert correction.compartment != report.compartment
