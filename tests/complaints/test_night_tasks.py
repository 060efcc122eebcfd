"""The doorbells of the night: what one of them misses by a failure, the next ring does."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from complaints import tasks
from complaints.services import vault_check
from complaints.services.vault_check import VaultFault
from foundation.accounts.models import Notice
from foundation.jobs import services as jobs
from foundation.jobs.enums import JobState
from foundation.jobs.models import Job
from foundation.vault.files import path_of, seal_stream
from tests.factories.complaints import Office

NIGHT = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
"""Wednesday 25 November 2026, 03.00 WIB."""


@pytest.fixture
def night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NIGHT)


def work(at: datetime = NIGHT) -> JobState | None:
    return jobs.run(Job.objects.get().pk, clock=lambda: at)


def lost_evidence(*, at: datetime) -> list[VaultFault]:
    del at
    return [VaultFault("file_missing", "x")]


def test_the_proof_is_one_job_a_night(office: Office, night: None):
    for _ in range(2):
        tasks.check_vault()

    assert list(Job.objects.values_list("kind", "key", "payload")) == [
        ("complaints.check_vault", "complaints.check_vault:2026-11-25", {"date": "2026-11-25"})
    ]


def test_a_proof_that_fails_is_tried_again_the_same_night(office: Office, night: None, monkeypatch: pytest.MonkeyPatch):
    def breaks(*, at: datetime) -> list[VaultFault]:
        raise MemoryError

    tasks.check_vault()
    with monkeypatch.context() as broken:
        broken.setattr(vault_check, "check_vault", breaks)
        first = work()
    monkeypatch.setattr(vault_check, "check_vault", lost_evidence)

    assert (first, work(NIGHT + timedelta(minutes=1))) == (JobState.QUEUED, JobState.DONE)
    assert sorted(Notice.objects.values_list("user__username", flat=True)) == ["deputy", "inspector"]


def test_a_log_that_cannot_be_read_silences_no_fault_of_the_vault(office: Office, night: None, monkeypatch: pytest.MonkeyPatch):
    def breaks(*, at: datetime) -> list[VaultFault]:
        raise OSError

    monkeypatch.setattr(vault_check, "check_vault", lost_evidence)
    monkeypatch.setattr(vault_check, "check_log", breaks)
    tasks.check_vault()

    assert (work(), Notice.objects.count()) == (JobState.QUEUED, 2)


def test_files_of_no_row_go_after_a_day(db: None, night: None, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    files = {}
    for name, age in (("old", timedelta(hours=25)), ("young", timedelta(hours=23))):
        files[name] = path_of(seal_stream([name.encode()]).name)
        os.utime(files[name], ((NIGHT - age).timestamp(),) * 2)

    tasks.sweep_files()

    assert {name: path.exists() for name, path in files.items()} == {"old": False, "young": True}
