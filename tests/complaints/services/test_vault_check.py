"""The nightly proof finds each fault, and the alarm reaches who may know of the case."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from complaints.enums import Routing
from complaints.models import Wall
from complaints.services.attachments import IncomingFile, ingest_file
from complaints.services.sweep import sweep_deadlines
from complaints.services.vault_check import alarm, check_log, check_vault
from foundation.accounts.models import Notice
from foundation.audit import triggers
from foundation.audit.models import AuditEntry
from foundation.audit.services import make_checkpoint
from foundation.vault.files import discard, seal_stream
from foundation.vault.models import Compartment, Grant
from foundation.vault.sealing import seal
from tests.factories.accounts import keyring
from tests.factories.complaints import RECEIVED_AT, Office, received, wib

AT = RECEIVED_AT + timedelta(days=1)


def codes(at=AT) -> list[str]:
    return [fault.code for fault in check_vault(at=at)]


@pytest.mark.parametrize("routing", [Routing.NONE, Routing.ECHELON_II, Routing.INSPECTORATE, Routing.INSPECTOR, Routing.MAYOR])
def test_a_case_of_every_row_is_whole(office: Office, routing: Routing):
    received(routing=routing)

    assert codes() == []


def test_a_case_that_one_person_alone_could_open(office: Office):
    complaint = received().complaint
    kept = [office.inspector.holder_id, *Grant.objects.filter(holder__kind="recovery").values_list("holder_id", flat=True)]
    Grant.objects.filter(compartment=complaint.content).exclude(holder_id__in=kept).delete()

    assert codes() == ["fewer_than_two_readers"]


def test_a_case_without_recovery_seal(office: Office):
    complaint = received().complaint
    Grant.objects.filter(compartment=complaint.identity, holder__kind="recovery").delete()

    assert codes() == ["no_recovery_seal"]


def test_a_file_that_is_gone_from_the_disk(office: Office):
    complaint = received().complaint
    stored = seal_stream([b"bukti"])
    keys = keyring(office.inspector, at=AT)
    ingest_file(complaint, IncomingFile(stored, "bukti.txt"), inside=complaint.content, keys=keys, by=office.inspector, at=AT)
    assert codes() == []

    discard(stored.name)

    assert codes() == ["file_missing"]


def test_new_keys_that_nobody_made_for_more_than_three_working_days(office: Office):
    received()
    sweep_deadlines(at=wib(date(2026, 11, 20), 0))

    assert codes(at=wib(date(2026, 11, 24), 23)) == []
    assert codes(at=wib(date(2026, 11, 26), 1)) == ["rekey_overdue", "rekey_overdue"]


def test_a_value_left_at_a_past_epoch(office: Office):
    complaint = received().complaint
    triggers.uninstall("default")
    Compartment.objects.filter(pk=complaint.content_id).update(epoch=2)
    Grant.objects.filter(compartment=complaint.content_id).update(epoch=2)
    triggers.install("default")

    assert set(codes()) == {"sealed_at_past_epoch"}


def test_the_alarm_of_a_case_walled_from_the_inspektur_passes_him_by(office: Office):
    complaint = received(routing=Routing.INSPECTOR).complaint
    Grant.objects.filter(compartment=complaint.thread, holder__kind="recovery").delete()

    told = alarm(check_vault(at=AT), at=AT)

    assert told == 2
    assert {notice.user.username for notice in Notice.objects.all()} == {"delegate", "second-delegate"}


@pytest.mark.parametrize(
    ("routing", "stepped_back", "told"),
    [
        (Routing.NONE, (), ["deputy", "inspector"]),
        (Routing.NONE, ("inspector", "deputy"), ["delegate", "second-delegate"]),
        (Routing.INSPECTOR, (), ["delegate", "second-delegate"]),
        (Routing.INSPECTOR, ("delegate", "second_delegate"), ["administrator"]),
        (Routing.MAYOR, ("referral", "second_referral"), ["administrator"]),
    ],
)
def test_the_alarm_of_a_case_that_nobody_holds_reaches_who_stands_in(office: Office, routing: Routing, stepped_back: tuple[str, ...], told):
    complaint = received(routing=routing).complaint
    keys = keyring(office.inspector, at=AT) if routing == Routing.NONE else keyring(office.delegate, at=AT)
    if routing == Routing.MAYOR:
        keys = keyring(office.referral, at=AT)
    for name in stepped_back:
        wall = Wall(complaint=complaint, content=complaint.content, user=getattr(office, name), built_at=AT)
        seal(wall, "reason", {"kind": "declared", "words": "Kerabat terlapor."}, keys)
        wall.save()
    Grant.objects.filter(compartment=complaint.content).exclude(holder__kind="recovery").delete()

    alarm(check_vault(at=AT), at=AT)

    assert sorted(notice.user.username for notice in Notice.objects.all()) == told


def test_the_alarm_of_an_ordinary_case_reaches_the_inspektur_once_a_day(office: Office):
    complaint = received().complaint
    Grant.objects.filter(compartment=complaint.thread, holder__kind="recovery").delete()

    for _ in range(2):
        alarm(check_vault(at=AT), at=AT)

    assert sorted(notice.user.username for notice in Notice.objects.all()) == ["deputy", "inspector"]


def test_the_command_names_the_first_fault(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    complaint = received().complaint
    Grant.objects.filter(compartment=complaint.identity, holder__kind="recovery").delete()

    with pytest.raises(CommandError, match=f"no_recovery_seal {complaint.identity_id}"):
        call_command("check_vault")


def test_a_changed_log_is_found_and_alarmed(office: Office):
    received()
    triggers.uninstall("default")
    AuditEntry.objects.filter(action="complaint.registered").update(action="complaint.closed")
    triggers.install("default")

    found = check_log(at=AT)

    assert [fault.code for fault in found] != []
    assert alarm(found, at=AT) == 2


def test_a_whole_and_signed_log_has_no_fault(office: Office):
    received()
    make_checkpoint(at=AT)

    assert check_log(at=AT) == []
