import threading
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, OperationalError, connection

from channels.models import Intake
from channels.services import web
from channels.services.receipts import Receipt
from channels.services.seeding import seed_channels
from complaints.models import Attachment, Complaint, Deadline
from complaints.services import drafts, register
from complaints.services.people import NobodyCanReceive
from foundation.accounts.enums import Role
from foundation.vault.errors import NoRecoveryKey, VaultError
from foundation.vault.files import path_of
from foundation.vault.holders import unlock_receipt
from foundation.vault.models import Holder
from foundation.vault.sealing import open_sealed
from tests.channels.conftest import MONDAY, make_receivers
from tests.channels.drafting import begun, with_file
from tests.factories.accounts import keyring, person

BEGUN = MONDAY - timedelta(minutes=10)


def test_a_finished_draft_becomes_one_complaint_with_its_receipt(receivers):
    code = begun(at=BEGUN)

    receipt = web.send_draft(code, at=MONDAY)

    complaint = Complaint.objects.get()
    assert receipt == Receipt(
        number="700/0001/2026",
        channel="Formulir web",
        received_at=MONDAY,
        due={"forward": date(2026, 11, 26), "follow_up": date(2026, 12, 7), "answer": date(2027, 1, 8)},
        files=0,
    )
    assert (complaint.register_number, complaint.channel, complaint.channel_letter, complaint.doubtful) == (
        "700/0001/2026",
        "web",
        "b",
        False,
    )
    assert (complaint.received_at, Intake.objects.get().entered_by) == (MONDAY, None)


def test_what_was_told_is_sealed_word_for_word(receivers):
    web.send_draft(begun(at=BEGUN, kejadian={"uraian": " Tulisan\r\nsaya\x00 "}), at=MONDAY)

    complaint = Complaint.objects.select_related("content").get()
    assert open_sealed(complaint, "story", keyring(receivers.channel, at=MONDAY)) == {
        "story": " Tulisan\r\nsaya\x00 ",
        "when": "26 Oktober 2026",
        "when_iso": "2026-10-26",
        "hour": "sekitar 09.30",
        "where": "Loket 2 kantor kecamatan",
        "evidence_later": False,
    }


def test_a_month_without_a_day_and_no_date_at_all(receivers):
    month = web.story_of({"uraian": "x", "tanggal": "2026-10", "jam": "", "tempat": "y"})
    none = web.story_of({"uraian": "x", "tanggal": None, "jam": "", "tempat": "y"})

    assert (month["when"], month["when_iso"], none["when"], none["when_iso"]) == ("Oktober 2026", "2026-10", "", "")


def test_without_a_name_nothing_about_the_reporter_is_kept(receivers):
    web.send_draft(begun(at=BEGUN, kontak={"nama": "Marlena Tiosa"}), at=MONDAY)

    complaint = Complaint.objects.get()
    assert (complaint.reporter_named, complaint.reporter) == (False, None)


def test_a_name_is_sealed_to_the_custodians_alone(receivers):
    named = {"untuk": "individual/bernama", "nama": "Marlena Tiosa", "telepon": "0800-0000-0101", "cara": "phone"}
    web.send_draft(begun(at=BEGUN, siapa={"nama_disebut": "bernama", "izin": ["lpsk_polri"]}, kontak=named), at=MONDAY)

    complaint = Complaint.objects.select_related("identity").get()
    assert open_sealed(complaint, "reporter", keyring(receivers.custodian, at=MONDAY)) == {
        "name": "Marlena Tiosa",
        "phone": "0800-0000-0101",
        "way": "phone",
        "consents": ["lpsk_polri"],
    }
    assert keyring(receivers.inspector, at=MONDAY).can_open(complaint.identity) is False


def test_the_receipt_code_of_the_draft_opens_the_complaint(receivers):
    code = begun(at=BEGUN)
    drawn = drafts.draw_receipt(code, at=BEGUN).receipt_code

    web.send_draft(code, at=MONDAY)

    assert unlock_receipt(drawn).holder_id == Complaint.objects.get().reporter_holder_id


def test_a_code_never_drawn_is_drawn_when_sent(receivers):
    code = begun(at=BEGUN)

    web.send_draft(code, at=MONDAY)

    shown = drafts.load(code, at=MONDAY).receipt_code
    assert unlock_receipt(shown).holder_id == Complaint.objects.get().reporter_holder_id


def test_a_second_send_gives_the_same_receipt(receivers):
    code = begun(at=BEGUN)

    first, second = web.send_draft(code, at=MONDAY), web.send_draft(code, at=MONDAY + timedelta(minutes=3))

    assert (second, Complaint.objects.count(), Intake.objects.count()) == (first, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_sends_at_once_store_one_complaint():
    seed_channels()
    make_receivers()
    code, together, receipts = begun(at=BEGUN), threading.Barrier(2), []

    def send():
        try:
            together.wait(timeout=20)
            receipts.append(web.send_draft(code, at=MONDAY))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert (len(receipts), len({receipt.number for receipt in receipts}), Complaint.objects.count()) == (2, 1, 1)


def test_files_go_over_to_the_complaint_as_they_lie(receivers):
    code = begun(at=BEGUN)
    file = with_file(code, at=BEGUN)

    receipt = web.send_draft(code, at=MONDAY)
    drafts.erase(code, at=MONDAY)

    row = Attachment.objects.get()
    assert (receipt.files, row.stored_name, row.from_reporter, path_of(row.stored_name).exists()) == (1, file.stored.name, True, True)


def test_a_draft_whose_file_is_gone_is_not_sent_and_names_it(receivers):
    code = begun(at=BEGUN)
    with_file(code, at=BEGUN, name="utuh.jpg", content=b"utuh")
    path_of(with_file(code, at=BEGUN).stored.name).unlink()

    with pytest.raises(web.FilesMissing) as refused:
        web.send_draft(code, at=MONDAY)
    assert (refused.value.names, Complaint.objects.count(), drafts.load(code, at=MONDAY).sent) == (["foto-loket.jpg"], 0, None)


@pytest.mark.parametrize(("missing", "number"), [("siapa", 1), ("terlapor", 2), ("kejadian", 3), ("bukti", 4), ("kontak", 5)])
def test_an_unfinished_draft_is_not_sent(receivers, missing, number):
    with pytest.raises(web.NotFinished) as refused:
        web.send_draft(begun(at=BEGUN, **{missing: None}), at=MONDAY)
    assert (refused.value.number, Complaint.objects.count()) == (number, 0)


def test_a_code_without_a_draft_sends_nothing(receivers):
    with pytest.raises(drafts.DraftGone):
        web.send_draft("0000000000000000", at=MONDAY)


@pytest.mark.parametrize(
    ("change", "taken"),
    [({"situs": "http://x.invalid"}, timedelta(minutes=10)), ({}, timedelta(seconds=19))],
)
def test_a_suspected_machine_is_registered_and_marked(receivers, change, taken):
    web.send_draft(begun(at=MONDAY - taken, kejadian=change), at=MONDAY)

    assert Complaint.objects.get().doubtful is True


def test_a_flood_is_registered_and_marked(receivers, monkeypatch):
    monkeypatch.setattr(web, "arrived_in_last_hour", lambda channel, at: 60)

    web.send_draft(begun(at=BEGUN), at=MONDAY)

    assert Complaint.objects.get().doubtful is True


@pytest.mark.parametrize(
    ("words", "sealed"),
    [("Saya diancam. ", True), ("", True)],
)
def test_who_feels_threatened_asks_for_protection(receivers, words, sealed):
    person(Role.PROTECTION_OFFICER)

    web.send_draft(begun(at=BEGUN, kontak={"terancam": "ya", "ancaman": words}), at=MONDAY)

    assert (Complaint.objects.get().safety is not None) is sealed


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"terancam": "ya", "ancaman": " Saya diancam. "}, " Saya diancam. "),
        ({"terancam": "ya", "ancaman": " \n"}, "Pelapor menyatakan merasa terancam."),
        ({"terancam": "tidak", "ancaman": "Dahulu diancam."}, ""),
    ],
)
def test_the_wish_for_protection(answers, words):
    assert web.protection_wish(answers) == words


def _sealing_fails(monkeypatch):
    def refuse(*args, **options):
        raise VaultError("sealing failed")

    monkeypatch.setattr(register, "seal", refuse)
    return VaultError


def _database_fails(monkeypatch):
    def refuse(*args, **options):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Deadline.objects, "bulk_create", refuse)
    return DatabaseError


def _disk_fails(monkeypatch):
    def refuse(*args, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Intake, "save", refuse)
    return OSError


def _nobody_receives(monkeypatch):
    def refuse(*args, **options):
        raise NobodyCanReceive

    monkeypatch.setattr(register, "choose_row", refuse)
    return NobodyCanReceive


def _recovery_is_gone(monkeypatch):
    Holder.objects.filter(kind="recovery").update(ended_at=BEGUN)
    return NoRecoveryKey


def _keeping_the_receipt_fails(monkeypatch):
    def refuse(*args, **options):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(drafts, "_write", refuse)
    return DatabaseError


@pytest.mark.parametrize(
    "fail", [_sealing_fails, _database_fails, _disk_fails, _nobody_receives, _recovery_is_gone, _keeping_the_receipt_fails]
)
def test_whatever_fails_nothing_is_stored_and_the_draft_stays(receivers, monkeypatch, fail):
    code = begun(at=BEGUN)
    drawn = drafts.draw_receipt(code, at=BEGUN)
    file = with_file(code, at=BEGUN)
    with monkeypatch.context() as broken, pytest.raises(fail(broken)):
        web.send_draft(code, at=MONDAY)

    kept = drafts.load(code, at=MONDAY)
    assert (Complaint.objects.count(), Intake.objects.count(), Attachment.objects.count(), unlock_receipt(drawn.receipt_code)) == (
        0,
        0,
        0,
        None,
    )
    assert (kept.sent, kept.answers, kept.receipt_code) == (None, drawn.answers, drawn.receipt_code)
    assert ([row["stored"] for row in kept.files], path_of(file.stored.name).exists()) == ([file.stored.name], True)


def test_after_a_failure_the_next_send_succeeds_with_the_same_code(receivers, monkeypatch):
    code = begun(at=BEGUN)
    drawn = drafts.draw_receipt(code, at=BEGUN).receipt_code
    with monkeypatch.context() as broken, pytest.raises(_database_fails(broken)):
        web.send_draft(code, at=MONDAY)

    receipt = web.send_draft(code, at=MONDAY)

    assert (receipt.number, drafts.load(code, at=MONDAY).receipt_code) == ("700/0001/2026", drawn)
