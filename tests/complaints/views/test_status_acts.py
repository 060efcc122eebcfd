"""What a reporter does on the page: messages, files, a wish for protection; nothing typed is lost, nothing is stored twice."""

import hashlib
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from complaints.models import Attachment, Complaint, Message
from complaints.services import attachments
from complaints.services.register import Registered
from complaints.views import public_acts
from foundation.vault.codes import grouped, new_code
from foundation.vault.errors import NoAccess
from foundation.vault.files import path_of, stored_file_names
from foundation.vault.sealing import open_sealed
from protection.models import ProtectionRequest
from tests.complaints.views.desk import NOW, Desk
from tests.complaints.views.reading import form_of, text_of
from tests.complaints.views.test_status_page import reader
from tests.factories.complaints import received
from tests.lost_reply import lost_reply

AWKWARD = "Baris satu\r\n\r\n  Baris “dua” <b>tebal</b>\0 \u202e terbalik"
COLD = NOW + timedelta(minutes=16)


def texts(desk: Desk, registered: Registered) -> list[str]:
    """The messages as the Inspektur reads them."""
    case, keys = desk.opened(registered.complaint, desk.office.inspector)
    rows = Message.objects.filter(complaint=case).select_related("thread")
    return [open_sealed(row, "body", keys)["text"] for row in rows]


def cold(desk: Desk, registered: Registered) -> Client:
    """A browser whose page was open and has been quiet for too long."""
    browser = reader(registered)
    desk.at(COLD)
    return browser


def test_a_message_is_stored_once_as_it_was_typed(desk: Desk):
    registered = received()
    browser = reader(registered)
    form = form_of(browser.get("/status/"), "pesan")

    responses = [browser.post("/status/pesan/", {**form, "pesan": AWKWARD}) for _ in range(2)]

    assert [(response.status_code, response["Location"]) for response in responses] == [(302, "/status/")] * 2
    assert texts(desk, registered) == [AWKWARD]
    page = browser.get("/status/").content.decode()
    assert "Pesan Anda terkirim." in page
    assert "Baris “dua” &lt;b&gt;tebal&lt;/b&gt;⟦U+0000⟧ ⟦U+202E⟧ terbalik" in page


def test_an_empty_message_is_asked_for_on_the_same_page(desk: Desk):
    browser = reader(received())

    response = browser.post("/status/pesan/", {"pesan": " \n", "once": uuid.UUID(int=1)})

    assert (response.status_code, Message.objects.count()) == (422, 0)
    assert "Ada yang perlu diperbaiki Tulis pesan Anda terlebih dahulu" in text_of(response)
    assert "700/0001/2026" in text_of(response)


def test_a_message_too_long_is_kept_in_its_box(desk: Desk):
    browser = reader(received())

    response = browser.post("/status/pesan/", {"pesan": "x" * 20_001, "once": uuid.UUID(int=1)})

    assert (response.status_code, Message.objects.count(), len(form_of(response, "pesan")["pesan"].strip())) == (422, 0, 20_001)
    assert "Persingkat jawaban ini menjadi paling banyak 20000 karakter (sekarang 20001)" in text_of(response)


def test_what_was_typed_on_a_page_gone_cold_is_sent_with_the_code(desk: Desk):
    registered = received()
    browser = cold(desk, registered)

    asked = browser.post("/status/pesan/", {"pesan": AWKWARD, "once": uuid.UUID(int=5)})
    again = form_of(asked, "kode")
    wrong = browser.post("/status/pesan/", {**again, "kode": new_code()})
    typed = form_of(wrong, "kode")
    sent = browser.post("/status/pesan/", {**typed, "pesan": AWKWARD, "kode": grouped(registered.receipt_code)})

    assert (asked.status_code, Message.objects.count() - 1, wrong.status_code, sent.status_code, sent["Location"]) == (
        422,
        0,
        422,
        302,
        "/status/",
    )
    assert "Tulisan Anda belum terkirim." in text_of(asked)
    assert "Ada yang perlu diperbaiki" not in text_of(asked)
    assert (again["once"], "Baris satu" in again["pesan"], "terbalik" in typed["pesan"]) == (str(uuid.UUID(int=5)), True, True)
    assert "Kode tidak dikenali. Periksa huruf dan angka pada tanda terima Anda" in text_of(wrong)
    assert texts(desk, registered) == [AWKWARD]
    assert "Pesan Anda terkirim." in text_of(browser.get("/status/"))


def test_a_cold_page_tells_nothing_of_the_complaint(desk: Desk):
    browser = cold(desk, received())

    pages = [
        browser.post("/status/pesan/", {"pesan": "Halo", "once": uuid.UUID(int=1)}),
        browser.post("/status/perlindungan/", {"uraian": "Takut"}),
    ]

    assert [("700/0001/2026" in page.content.decode(), "Diterima" in text_of(page)) for page in pages] == [(False, False)] * 2


@pytest.mark.parametrize("address", ["/status/pesan/", "/status/berkas/", "/status/perlindungan/"])
def test_looking_at_an_act_on_a_closed_page_asks_for_the_code(desk: Desk, address: str):
    response = Client().get(address)

    assert (response.status_code, response["Location"]) == (302, "/status/")


def test_a_wish_for_protection_reaches_its_officers_alone(desk: Desk):
    registered = desk.forwarded()
    browser = reader(registered)
    form = form_of(browser.get("/status/perlindungan/"), "uraian")

    responses = [browser.post("/status/perlindungan/", {**form, "uraian": "Atasan saya mengancam."}) for _ in range(2)]

    request = ProtectionRequest.objects.select_related("safety").get()
    assert [response.status_code for response in responses] == [302, 302]
    assert open_sealed(request, "words", desk.keys(desk.office.protection))["text"] == "Atasan saya mengancam."
    with pytest.raises(NoAccess):
        open_sealed(request, "words", desk.keys(desk.office.inspector))
    page = text_of(browser.get("/status/"))
    assert "Permintaan perlindungan Anda telah sampai kepada petugas perlindungan. Hanya mereka yang dapat membacanya." in page
    assert "Permintaan perlindungan Anda sudah sampai kepada petugas perlindungan." in page


def test_a_wish_typed_on_a_page_gone_cold_is_sent_with_the_code(desk: Desk):
    registered = received()
    browser = cold(desk, registered)

    asked = browser.post("/status/perlindungan/", {"uraian": "Saya diancam.", "once": uuid.UUID(int=6)})
    sent = browser.post("/status/perlindungan/", {**form_of(asked, "kode"), "kode": registered.receipt_code})

    assert (form_of(asked, "kode")["uraian"].strip(), sent.status_code, ProtectionRequest.objects.count()) == ("Saya diancam.", 302, 1)


def upload(name: str, content: bytes = b"isi bukti") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def facts(desk: Desk, registered: Registered) -> list[tuple[str, int, str]]:
    case, keys = desk.opened(registered.complaint, desk.office.inspector)
    rows = Attachment.objects.filter(complaint=case).select_related("inside")
    opened = [open_sealed(row, "facts", keys) for row in rows]
    return sorted((one["name"], one["size"], one["sha256"]) for one in opened)


def test_evidence_is_sealed_listed_and_readable_by_the_office(desk: Desk):
    registered = desk.forwarded()
    browser = reader(registered)

    response = browser.post("/status/berkas/", {"berkas": [upload("satu.pdf"), upload("dua <b>.pdf", b"lain")]}, follow=True)

    assert "2 berkas diterima." in text_of(response)
    assert [words in text_of(response) for words in ("satu.pdf 1 KB, 17 Nov 2026", "dua <b>.pdf 1 KB, 17 Nov 2026")] == [True, True]
    assert facts(desk, registered) == [
        ("dua <b>.pdf", 4, hashlib.sha256(b"lain").hexdigest()),
        ("satu.pdf", 9, hashlib.sha256(b"isi bukti").hexdigest()),
    ]
    assert Attachment.objects.filter(uploaded_by=None, from_reporter=True).count() == 2


def on_disk() -> int:
    return len(list(stored_file_names()))


def test_what_cannot_be_kept_is_named_and_the_rest_is_kept(desk: Desk, settings):
    settings.ATTACHMENT_MAX_BYTES = 1000
    registered = received()
    before = on_disk()

    response = reader(registered).post(
        "/status/berkas/", {"berkas": [upload("kosong.pdf", b""), upload("besar.pdf", b"x" * 2000), upload("baik.pdf")]}
    )

    assert (response.status_code, [name for name, *_ in facts(desk, registered)], on_disk() - before) == (422, ["baik.pdf"], 1)
    for words in (
        "1 berkas diterima.",
        "Berkas “kosong.pdf” kosong (0 KB) dan belum terkirim: pilih berkas lain",
        "Berkas “besar.pdf” lebih besar dari 5 MB dan belum terkirim: perkecil, lalu kirim lagi",
    ):
        assert words in text_of(response)


def test_more_files_than_fit_one_send_are_named(desk: Desk):
    registered = received()

    response = reader(registered).post("/status/berkas/", {"berkas": [upload(f"{number}.pdf", b"%d" % number) for number in range(7)]})

    assert (response.status_code, Attachment.objects.count()) == (422, 5)
    assert "Berkas “5.pdf” belum terkirim: paling banyak 5 berkas sekali kirim, kirim sisanya sesudah ini" in text_of(response)


def test_a_full_page_takes_no_more_files(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(public_acts, "MOST_FILES", 1)
    registered = received()
    before = on_disk()

    response = reader(registered).post("/status/berkas/", {"berkas": [upload("satu.pdf", b"1"), upload("dua.pdf", b"2")]})

    assert (Attachment.objects.count(), on_disk() - before) == (1, 1)
    assert "Berkas “dua.pdf” belum terkirim karena halaman ini sudah penuh:" in text_of(response)


def test_the_same_file_sent_again_is_there_already(desk: Desk):
    registered = received()
    browser, before = reader(registered), on_disk()

    responses = [browser.post("/status/berkas/", {"berkas": [upload("satu.pdf")]}) for _ in range(2)]

    assert ([response.status_code for response in responses], Attachment.objects.count(), on_disk() - before) == ([302, 302], 1, 1)


def test_sending_no_file_asks_for_one(desk: Desk):
    response = reader(received()).post("/status/berkas/", {})

    assert (response.status_code, "Ada yang perlu diperbaiki Pilih berkas terlebih dahulu" in text_of(response)) == (422, True)


def test_a_file_sent_to_a_cold_page_leaves_the_disk_and_is_asked_for_again(desk: Desk):
    browser, before = cold(desk, received()), on_disk()

    response = browser.post("/status/berkas/", {"berkas": [upload("satu.pdf")]}, follow=True)

    assert (Attachment.objects.count(), on_disk() - before) == (0, 0)
    assert "Berkas belum terkirim karena halaman status tertutup." in text_of(response)


def test_a_file_that_cannot_be_attached_leaves_the_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    browser, before = reader(received()), on_disk()

    def breaks(*_args, **_options):
        raise NoAccess("no key")

    monkeypatch.setattr(attachments, "ingest_file", breaks)
    with pytest.raises(NoAccess):
        browser.post("/status/berkas/", {"berkas": [upload("satu.pdf")]})

    assert (Attachment.objects.count(), on_disk() - before) == (0, 0)


def refuse(*_args, **_options):
    raise OperationalError("database or disk is full")


@pytest.mark.parametrize("broken", ["complaints.services.conversation.record", "complaints.views.reporter_session.opened"])
def test_a_message_that_cannot_be_stored_comes_back_and_is_sent_with_the_code(desk: Desk, monkeypatch: pytest.MonkeyPatch, broken: str):
    registered = received()
    browser = reader(registered)
    form = {**form_of(browser.get("/status/"), "pesan"), "pesan": AWKWARD}

    with monkeypatch.context() as failing:
        failing.setattr(broken, refuse)
        failed = browser.post("/status/pesan/", form)
    again = form_of(failed, "kode")
    sent = browser.post("/status/pesan/", {**again, "pesan": AWKWARD, "kode": registered.receipt_code})

    assert (failed.status_code, failed["Cache-Control"], "Baris satu" in again["pesan"]) == (503, "no-store, private", True)
    assert "Tulisan Anda belum terkirim. Ada gangguan di pihak kami." in text_of(failed)
    assert (sent.status_code, texts(desk, registered)) == (302, [AWKWARD])


def test_a_code_sent_along_decides_whatever_else_is_open(desk: Desk):
    mine, other = received(), received()

    reader(other).post("/status/pesan/", {"pesan": "Halo", "once": uuid.UUID(int=8), "kode": mine.receipt_code})

    assert list(Message.objects.values_list("complaint", flat=True)) == [mine.complaint.pk]


def test_a_tab_of_one_complaint_writes_into_no_other(desk: Desk):
    mine, other = received(), received()
    browser = reader(mine)
    shown = browser.get("/status/")
    wish = form_of(browser.get("/status/perlindungan/"), "uraian")
    browser.post("/status/", {"kode": other.receipt_code})

    asked = browser.post("/status/pesan/", {**form_of(shown, "pesan"), "pesan": AWKWARD})
    protection = browser.post("/status/perlindungan/", {**wish, "uraian": "Saya diancam."})
    files = browser.post("/status/berkas/", {**form_of(shown, "berkas"), "berkas": [upload("satu.pdf")]}, follow=True)

    assert (asked.status_code, protection.status_code, Message.objects.count(), Attachment.objects.count()) == (422, 422, 0, 0)
    assert "Di peramban ini terbuka halaman status pengaduan lain." in text_of(asked)
    assert (form_of(protection, "kode")["uraian"].strip(), ProtectionRequest.objects.count()) == ("Saya diancam.", 0)
    assert "Berkas belum terkirim: halaman status pengaduan lain terbuka di peramban ini." in text_of(files)
    browser.post("/status/pesan/", {**form_of(asked, "kode"), "pesan": AWKWARD, "kode": mine.receipt_code})
    assert texts(desk, mine) == [AWKWARD]


def test_the_same_form_for_two_complaints_is_a_message_in_each(desk: Desk):
    mine, other = received(), received()
    for registered in (mine, other, other):
        Client().post("/status/pesan/", {"pesan": "Halo", "once": uuid.UUID(int=8), "kode": registered.receipt_code})

    assert sorted(Message.objects.values_list("complaint", flat=True)) == sorted([mine.complaint.pk, other.complaint.pk])


def test_a_file_the_database_refuses_is_asked_for_again(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    registered = received()
    browser, attach = reader(registered), attachments.ingest_file

    def fails_for_one(case, file, **options):
        if file.name == "dua.pdf":
            raise OperationalError("database or disk is full")
        return attach(case, file, **options)

    monkeypatch.setattr(attachments, "ingest_file", fails_for_one)
    response = browser.post("/status/berkas/", {"berkas": [upload("satu.pdf", b"1"), upload("dua.pdf", b"2"), upload("tiga.pdf", b"3")]})

    assert (response.status_code, [name for name, *_ in facts(desk, registered)]) == (422, ["satu.pdf", "tiga.pdf"])
    assert "2 berkas diterima." in text_of(response)
    assert "Berkas “dua.pdf” belum terkirim: coba kirim sekali lagi" in text_of(response)


@pytest.mark.django_db(transaction=True)
def test_evidence_whose_commit_went_through_unheard_stays(desk: Desk):
    browser = reader(received())
    with lost_reply(Attachment.objects.exists):
        first = browser.post("/status/berkas/", {"berkas": [upload("satu.pdf")]})
    second = browser.post("/status/berkas/", {"berkas": [upload("satu.pdf")]})

    row = Attachment.objects.get()
    assert (first.status_code, second.status_code, path_of(row.stored_name).exists()) == (422, 302, True)


def test_a_stranger_cannot_write_into_a_case(desk: Desk):
    mine, other = received(), received()

    reader(mine).post("/status/pesan/", {"pesan": "Halo", "once": uuid.UUID(int=8)})

    assert list(Message.objects.values_list("complaint", flat=True)) == [mine.complaint.pk]
    assert Complaint.objects.get(pk=other.complaint.pk).messages.count() == 0


def test_who_has_asked_for_protection_before_only_adds_to_it(desk: Desk):
    registered = received()
    first = text_of(reader(registered).get("/status/perlindungan/"))
    asked = received(protection_wish="Saya diancam.")
    again = text_of(reader(asked).get("/status/perlindungan/"))

    assert ("Minta perlindungan Tulisan ini" in first, "Tambah keterangan perlindungan Tulisan ini" in again) == (True, True)
