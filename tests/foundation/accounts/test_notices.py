"""Notices: one a key, neutral, sent at most once, never after a rolled-back act."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from foundation.accounts import services
from foundation.accounts.enums import NoticeKind
from foundation.accounts.models import Notice, User
from foundation.audit.details import DetailRefused
from foundation.jobs.enums import JobState
from foundation.jobs.models import Job
from foundation.jobs.services import run
from tests.factories.accounts import MONDAY_MORNING, UserFactory

pytestmark = pytest.mark.django_db
AT = MONDAY_MORNING


def work_off():
    """Every queued job, run as a worker would."""
    return [run(job.pk, clock=lambda: AT) for job in Job.objects.filter(state=JobState.QUEUED)]


def test_notice_is_one_neutral_mail():
    user = UserFactory(username="siti.aminah", full_name="Siti Aminah")
    services.notify(user, kind=NoticeKind.REMINDER, key="deadline:1:siti", at=AT, params={"complaint": "700/0001/2026"})

    outcome = work_off()

    (sent,) = mail.outbox
    assert (outcome, sent.to, sent.subject) == (
        [JobState.DONE],
        ["siti.aminah@kantor.contoh.id"],
        "Ada yang memerlukan perhatian Anda – Pengaduan Pegawai",
    )
    assert sent.body == (
        "Yth. Bapak/Ibu,\n\nAda hal yang memerlukan perhatian Anda. Masuk untuk melihatnya:\nhttp://localhost:8000/petugas/pemberitahuan/\n\n"
        "Surel ini sengaja tidak memuat isi apa pun. Jangan membalas surel ini.\n\n"
        "Inspektorat Kota Bengkulu\nJalan Teluk Contoh Nomor 1, Bengkulu\n"
        "Telepon (0736) 000-0100, Senin sampai Jumat pukul 07.30–16.00 WIB\n"
    )


def test_same_key_again_is_the_same_notice_and_no_second_mail():
    user = UserFactory()
    first = services.notify(user, kind=NoticeKind.REMINDER, key="deadline:1", at=AT)

    again = services.notify(user, kind=NoticeKind.REMINDER, key="deadline:1", at=AT + timedelta(hours=1))

    work_off()
    assert (again, Notice.objects.count(), len(mail.outbox)) == (first, 1, 1)


def test_notice_run_twice_sends_once():
    notice = services.notify(UserFactory(), kind=NoticeKind.ALARM, key="alarm:1", at=AT)

    for _ in range(2):
        services.send_notice(notice.pk, at=AT)

    notice.refresh_from_db()
    assert (len(mail.outbox), notice.sent_at) == (1, AT)


def test_notice_of_an_act_that_failed_is_not_sent():
    user = UserFactory()

    with transaction.atomic():
        services.notify(user, kind=NoticeKind.ALARM, key="alarm:1", at=AT)
        transaction.set_rollback(True)

    assert (Notice.objects.count(), Job.objects.count()) == (0, 0)


def test_person_without_an_address_keeps_the_notice_on_screen_only():
    notice = services.notify(UserFactory(email=""), kind=NoticeKind.ALARM, key="alarm:1", at=AT)

    assert (notice.sent_at, Job.objects.count()) == (None, 0)


def test_ended_person_is_written_to_no_more():
    user = UserFactory()
    notice = services.notify(user, kind=NoticeKind.ALARM, key="alarm:1", at=AT)
    services.end_person(user, by=None, at=AT)

    services.send_notice(notice.pk, at=AT)

    assert (len(mail.outbox), User.objects.get(pk=user.pk).notices.get().sent_at) == (0, None)


def test_notice_holds_no_words():
    with pytest.raises(DetailRefused):
        services.notify(UserFactory(), kind=NoticeKind.ALARM, key="alarm:1", at=AT, params={"subject": "Pungli di kelurahan"})
    assert Notice.objects.count() == 0


def test_mail_that_fails_is_tried_again(monkeypatch):
    services.notify(UserFactory(), kind=NoticeKind.ALARM, key="alarm:1", at=AT)
    monkeypatch.setattr("foundation.accounts.services.notices.send_mail", _no_route)

    assert (work_off(), Notice.objects.get().sent_at) == ([JobState.QUEUED], None)


def _no_route(*_args):
    raise ConnectionRefusedError
